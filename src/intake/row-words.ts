import { type Channel, flagBit } from "../flows/statement-row.ts";
import { stripCell } from "./cells/clean-text.ts";
import { saysReversal } from "./cells/movement-kind.ts";
import { type Cells, firstFilled, type ReadText, textReader } from "./column-reader.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";
import type { StatementSheet } from "./statement-sheet.ts";

/** The texts of a row that need no parsing; `flags` marks reversal wording. */
export interface RowWords {
  readonly flags: number;
  readonly serial: string;
  readonly orderNo: string;
  readonly logNo: string;
  readonly voucherNo: string;
  readonly reversesSerial: string;
  readonly summary: string;
  readonly remark: string;
  readonly transactionType: string;
  readonly cashFlag: string;
  readonly channel: Channel;
}

/** The texts of a row that need no parsing. In plain transfers the id is the serial, the reference another number. */
export function wordsReader({ map, rules }: StatementSheet): (row: Cells) => RowWords {
  const byId = map.column.has("id") && rules.sides === "absolute";
  const serial = textReader(map, byId ? "id" : "serial");
  const orderNo = byId ? firstFilled(map, "serial", "orderNo") : textReader(map, "orderNo");
  const [logNo, voucherNo] = [textReader(map, "logNo"), firstFilled(map, "voucherNo", "slipNo")];
  const [reverses, summary, type] = [
    textReader(map, "reverses"),
    textReader(map, "summary"),
    textReader(map, "transactionType"),
  ];
  const [cashFlag, remark, channel] = [textReader(map, "cashFlag"), remarkReader(map, rules), channelReader(map)];
  const reversed = [remembering(saysReversal), remembering(saysReversal), remembering(saysReversal)] as const;
  return (row) => {
    const [said, named, noted] = [withoutSlash(summary(row)), type(row), remark(row)];
    return {
      flags: reversed[0](said) || reversed[1](named) || reversed[2](noted) ? reversalBit : 0,
      serial: withoutSlash(serial(row)),
      orderNo: withoutSlash(orderNo(row)),
      logNo: logNo(row),
      voucherNo: voucherNo(row),
      reversesSerial: reverses(row),
      summary: said,
      remark: noted,
      transactionType: named,
      cashFlag: cashFlag(row),
      channel: channel(row),
    };
  };
}

function channelReader(map: ColumnMap): (row: Cells) => Channel {
  const [ip, mac, terminal] = [textReader(map, "ip"), textReader(map, "mac"), firstFilled(map, "terminal", "channel")];
  const [place, branch, branchCode] = [
    textReader(map, "place"),
    textReader(map, "branch"),
    textReader(map, "branchCode"),
  ];
  const [teller, merchant, merchantNo] = [
    textReader(map, "teller"),
    textReader(map, "merchant"),
    textReader(map, "merchantNo"),
  ];
  return (row) => ({
    ip: ip(row),
    mac: mac(row),
    terminal: terminal(row),
    place: place(row),
    branch: branch(row),
    branchCode: branchCode(row),
    teller: teller(row),
    merchant: merchant(row),
    merchantNo: merchantNo(row),
  });
}

/** The remark, and behind it the columns that have no field but must not be lost. */
function remarkReader(map: ColumnMap, rules: StatementRules): ReadText {
  const remark = textReader(map, "remark");
  const kept = map.decisions.filter((one) => rules.keepInRemark.includes(one.heading.trim()));
  if (kept.length === 0) return (row) => withoutSlash(remark(row));
  return (row) => {
    const parts = [withoutSlash(remark(row))];
    for (const { column, heading } of kept) {
      const value = withoutSlash(stripCell(row[column] ?? ""));
      if (value !== "") parts.push(`${heading.trim()}: ${value}`);
    }
    return parts.filter((part) => part !== "").join("; ");
  };
}

/** Wallets write `/` for "none". */
function withoutSlash(text: string): string {
  return text === "/" ? "" : text;
}

/** Columns repeat their values: the last answer is kept. */
function remembering(ask: (text: string) => boolean): (text: string) => boolean {
  let lastText = "";
  let last = ask("");
  return (text) => {
    if (text !== lastText) {
      lastText = text;
      last = ask(text);
    }
    return last;
  };
}

const reversalBit = flagBit("reversal-wording");
