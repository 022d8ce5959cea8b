import { expect, test } from "vitest";
import type { SourceRow, TransferDetail } from "../contract/transfers.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { maskTransfer } from "./mask-transfer.ts";

const account = (index: number, number: string, holder: string): AccountView => {
  return {
    index,
    key: number,
    number,
    numbers: [number],
    holder,
    idNo: "",
    bank: "某行",
    currency: "CNY",
    exitKind: "none",
  };
};
const stranger = account(1, "6299000000000000017", "甲路人");
const known = account(2, "6222000000000003", "孙例三");
const transfer: TransferView = {
  index: 0,
  id: "t",
  atMs: 0,
  precision: "second",
  payer: stranger,
  payee: known,
  amountMinor: 2_000,
};
const row: SourceRow = {
  file: "6222000000000003孙例三.csv",
  sha256: "f",
  sheet: 1,
  sheetName: "",
  row: 3,
  layout: "x",
  outcome: "transfer",
  statementOf: known.number,
  original: {
    encoding: "UTF-8",
    cells: [
      { heading: "交易卡号", field: "ownCard", text: known.number },
      { heading: "对手卡号", field: "otherNumber", text: `${stranger.number}\t` },
      { heading: "对手户名", field: "otherName", text: "甲路人（甲）" },
      { heading: "对手证件号码", field: "otherIdNo", text: "330102198001014321" },
      { heading: "对手手机", field: "", text: "13800001234" },
      { heading: "摘要", field: "summary", text: `转自甲路人${stranger.number}` },
    ],
  },
  unreadable: null,
  cells: [{ field: "otherName", heading: "对手户名", text: "甲路人" }],
};
const party = ({ key, number, holder, bank }: AccountView) => ({ account: key, number, holder, bank });
const detail: TransferDetail = {
  id: "t",
  at: "",
  payer: party(stranger),
  payee: party(known),
  currency: "CNY",
  amountMinor: 2_000,
  failed: false,
  orderGuessed: false,
  reverses: null,
  rows: [row],
};

test("P16 the side that no trace touches is masked wherever it stands in the banks' rows; the other side is not", () => {
  const masked = maskTransfer(detail, transfer, { payer: true, payee: false });
  const text = JSON.stringify(masked);
  expect(text).not.toMatch(/甲路人|6299000000000000017|330102198001014321|13800001234/);
  expect(masked.payee).toEqual(detail.payee);
  expect(masked.rows[0]?.original?.cells[0]?.text).toBe(known.number);
  expect(masked.rows[0]?.file).toBe(row.file);
  expect(maskTransfer(detail, transfer, { payer: false, payee: false })).toBe(detail);
});
