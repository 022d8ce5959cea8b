import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../../src/flows/file-reading.ts";
import type { StatementRow } from "../../src/flows/statement-row.ts";
import { CNY } from "../../src/money/currency.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";

/** A plausible statement row at the given row number; every field is filled, different rows differ. */
export function sampleRow(row: number): StatementRow {
  return {
    place: { sheet: 0, row },
    own: {
      card: "6222020000000001",
      account: "88880001",
      subId: "01",
      name: "张三",
      idNo: "11010119900101001X",
      bank: "工行",
    },
    other: { card: "6228480000000002", account: "", subId: "", name: "李四", idNo: "", bank: "农行" },
    timeText: "2024-03-05 14:03:22",
    atMs: 1_709_618_602_000 + row * 1_000,
    precision: "second",
    amountMinor: toMinorUnits(100_00 + row),
    direction: row % 2 === 0 ? "out" : "in",
    currency: CNY,
    ownBalanceMinor: toMinorUnits(5_000_00 - row),
    otherBalanceMinor: null,
    status: "ok",
    movement: "transfer",
    serial: `SN${row}`,
    orderNo: `O${row}`,
    logNo: `L${row}`,
    voucherNo: "V1",
    reversesSerial: "",
    summary: "转账",
    remark: "货款",
    transactionType: "网银",
    cashFlag: "转",
    channel: {
      ip: "10.0.0.1",
      mac: "00-11-22-33-44-55",
      terminal: "T1",
      place: "浙江省杭州市",
      branch: "城西支行",
      branchCode: "0571",
      teller: "007",
      merchant: "某商户",
      merchantNo: "M1",
    },
    flags: 5,
  };
}

export function sampleSetAside(row: number): SetAsideRow {
  return {
    place: { sheet: 0, row },
    kind: "rejected",
    reason: "amount-unreadable",
    field: "交易金额",
    cells: ["一\t百", "\\N"],
  };
}

export function sampleHolder(row: number): HolderRecord {
  return {
    place: { sheet: 0, row },
    table: "account-information",
    card: "6222020000000001",
    account: "88880001",
    holderName: "张三",
    idNo: "11010119900101001X",
    bank: "工行",
    phone: "13800000000",
    openedText: "2019-01-01",
    closedText: "",
    state: "正常",
    cells: { 备注: "第一行\n第二行\t\\" },
  };
}

export function samplePeriod(): StatedPeriod {
  return { accountNumber: "6222020000000001", fromMs: 1_704_038_400_000, toMs: 1_719_763_200_000 };
}

export function fileReport(sha256: string, accepted: number): FileReport {
  return {
    path: "样本.csv",
    sha256,
    bytes: 1_000,
    container: "delimited",
    encoding: "gb18030",
    sheets: [
      {
        sheet: 0,
        name: "",
        layout: "control-a",
        layoutWhy: "",
        headerRow: 1,
        columns: [],
        rows: accepted + 1,
        accepted,
        setAside: { blank: 0, title: 0, heading: 0, total: 0, feedback: 0, record: 0, rejected: 1 },
      },
    ],
    notes: [],
    error: null,
    corrections: [],
    flags: {},
  };
}
