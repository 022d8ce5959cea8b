import { SluiceError } from "../errors/sluice-error.ts";
import type { IndexedTransfer } from "../flows/plain-ledger.ts";
import { CNY, type Currency } from "../money/currency.ts";
import { readPlainAmount, readPlainBalance, readPlainCurrency, readPlainTime, requireText } from "./plain-fields.ts";
import { type PlainFile, type PlainRecord, type PlainTable, readPlainTable } from "./plain-table.ts";

/** The transfers of a plain CSV in the file's order, with their accounts numbered as they first appear. */
export interface PlainTransfers {
  readonly currency: Currency;
  readonly accounts: readonly string[];
  readonly accountIndex: ReadonlyMap<string, number>;
  readonly rows: readonly PlainTransfer[];
  /** Position in `rows` by id. */
  readonly byId: ReadonlyMap<string, number>;
}

/** One transfer of a plain CSV. */
export interface PlainTransfer extends IndexedTransfer {
  readonly id: string;
  readonly line: number;
}

/**
 * Reads transfers `id,at,payer,payee,amount[,status,reverses,reference,payer_balance,payee_balance,currency]`.
 * @throws SluiceError of the `PLAIN_…` codes, naming the line.
 */
export function readPlainTransfers(file: PlainFile): PlainTransfers {
  const table = readPlainTable(file, ["id", "at", "payer", "payee", "amount"]);
  const cells = makeCells(table);
  const byId = indexIds(table, cells);
  const accountIndex = new Map<string, number>();
  const account = (record: PlainRecord, column: string): number => {
    const key = requireText(cells(record, column));
    const known = accountIndex.get(key);
    if (known === undefined) accountIndex.set(key, accountIndex.size);
    return known ?? accountIndex.size - 1;
  };
  const currency = oneCurrency(table, cells);
  const balance = (record: PlainRecord, column: string): number => {
    const field = cells(record, column);
    return field.seen === "" ? Number.NaN : readPlainBalance(field, currency);
  };
  const rows = table.records.map((record, position): PlainTransfer => {
    const reverses = cells(record, "reverses");
    const original = reverses.seen === "" ? -1 : byId.get(reverses.seen);
    if (original === undefined) throw new SluiceError("PLAIN_UNKNOWN_TRANSFER", { ...reverses });
    if (original === position) throw new SluiceError("PLAIN_REVERSES_ITSELF", { ...reverses });
    return {
      id: cells(record, "id").seen,
      line: record.line,
      atMs: readPlainTime(cells(record, "at")),
      payer: account(record, "payer"),
      payee: account(record, "payee"),
      amountMinor: readPlainAmount(cells(record, "amount"), currency),
      status: readStatus(cells(record, "status")),
      reverses: original,
      payerBalanceMinor: balance(record, "payer_balance"),
      payeeBalanceMinor: balance(record, "payee_balance"),
    };
  });
  return { currency, accounts: [...accountIndex.keys()], accountIndex, rows, byId };
}

/** Answers the field of a record; a column that the file lacks reads as blank. */
export type Cells = (
  record: PlainRecord,
  column: string,
) => {
  file: string;
  line: number;
  column: string;
  seen: string;
};

/** The cells of a table, each with its place. */
export function makeCells(table: PlainTable): Cells {
  return (record, column) => {
    const seen = record.values[table.column(column)] ?? "";
    return { file: table.file, line: record.line, column, seen };
  };
}

function indexIds(table: PlainTable, cells: Cells): Map<string, number> {
  const byId = new Map<string, number>();
  for (const [position, record] of table.records.entries()) {
    const field = cells(record, "id");
    const first = byId.get(requireText(field));
    if (first !== undefined) {
      throw new SluiceError("PLAIN_DUPLICATE", { ...field, first: table.records[first]?.line ?? 0 });
    }
    byId.set(field.seen, position);
  }
  return byId;
}

function oneCurrency(table: PlainTable, cells: Cells): Currency {
  let common: Currency | undefined;
  for (const record of table.records) {
    const field = cells(record, "currency");
    const currency = readPlainCurrency(field);
    if (common !== undefined && currency !== common) {
      throw new SluiceError("PLAIN_MIXED_CURRENCIES", { ...field, seen: currency, wanted: common });
    }
    common = currency;
  }
  return common ?? CNY;
}

function readStatus(field: ReturnType<Cells>): "ok" | "failed" {
  if (field.seen === "" || field.seen === "ok") return "ok";
  if (field.seen === "failed") return "failed";
  throw new SluiceError("PLAIN_BAD_VALUE", { ...field, wanted: "ok, failed" });
}
