import { SluiceError } from "../errors/sluice-error.ts";
import { toWallClock, type TimePrecision } from "../flows/china-time.ts";
import { cleanText } from "../intake/cells/clean-text.ts";
import { readAccountNumber } from "../intake/cells/read-account-number.ts";
import { readMoney } from "../intake/cells/read-money.ts";
import { readTime } from "../intake/cells/read-time.ts";
import { decodeText, detectEncoding } from "../intake/text-encoding.ts";
import { toMinorUnits, type MinorUnits } from "../money/minor-units.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { type PlainRecord, type PlainTable, readPlainTable } from "./plain-table.ts";

/** The columns of a losses file, under the headings by which each is known. */
const headingsOf = {
  loss: ["损失编号", "loss", "id"],
  victim: ["被害人", "受害人", "victim"],
  payer: ["付款账号", "付款账户", "账号", "account", "payer"],
  time: ["时间", "交易时间", "time", "at"],
  amount: ["金额", "交易金额", "amount"],
  amountTolerance: ["金额误差", "tolerance", "amount_tolerance"],
  timeTolerance: ["时间误差分钟", "time_tolerance_minutes"],
  payee: ["收款账号", "收款账户", "payee"],
  transfer: ["交易编号", "transfer"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Field = keyof typeof headingsOf;

/**
 * Reads a losses file: one claim a row, each naming either a transfer or a payer with time and amount.
 * @throws SluiceError LOSSES_HEADING_MISSING, LOSSES_BAD_CELL, LOSSES_DUPLICATE_ID, LOSSES_EMPTY, with the line named.
 */
export function readLosses(bytes: Uint8Array, path: string): readonly LossClaim[] {
  const text = [...decodeText(bytes, detectEncoding(bytes).encoding)].join("");
  const table = readPlainTable({ name: path, bytes: new TextEncoder().encode(text) }, []);
  const columns = findColumns(table);
  const records = table.records.filter(({ values }) => values.some((value) => value !== ""));
  if (records.length === 0) throw new SluiceError("LOSSES_EMPTY", { path });
  const firstLines = new Map<string, number>();
  return records.map((record) => {
    const claim = readClaim(new LossCells(record, columns));
    const firstLine = firstLines.get(claim.id);
    if (firstLine !== undefined) {
      throw new SluiceError("LOSSES_DUPLICATE_ID", { line: record.line, id: claim.id, firstLine });
    }
    firstLines.set(claim.id, record.line);
    return claim;
  });
}

interface FoundColumn {
  readonly column: number;
  readonly heading: string;
}

function findColumns(table: PlainTable): ReadonlyMap<Field, FoundColumn> {
  const columns = new Map<Field, FoundColumn>();
  for (const [field, known] of Object.entries(headingsOf) as [Field, readonly string[]][]) {
    const heading = known.find((name) => table.column(name) !== -1);
    if (heading !== undefined) columns.set(field, { column: table.column(heading), heading });
  }
  const wanted: readonly Field[] = columns.has("transfer") ? ["loss"] : ["loss", "payer", "time", "amount"];
  for (const field of wanted) {
    if (columns.has(field)) continue;
    throw new SluiceError("LOSSES_HEADING_MISSING", { path: table.file, wanted: headingsOf[field].join(" / ") });
  }
  return columns;
}

/** The cells of one row by field, and the errors that name them. */
class LossCells {
  readonly #record: PlainRecord;
  readonly #columns: ReadonlyMap<Field, FoundColumn>;

  constructor(record: PlainRecord, columns: ReadonlyMap<Field, FoundColumn>) {
    this.#record = record;
    this.#columns = columns;
  }

  text(field: Field): string {
    const found = this.#columns.get(field);
    return found === undefined ? "" : cleanText(this.#record.values[found.column] ?? "");
  }

  bad(field: Field, wanted: string): SluiceError {
    const column = this.#columns.get(field)?.heading ?? headingsOf[field][0];
    return new SluiceError("LOSSES_BAD_CELL", { line: this.#record.line, column, seen: this.text(field), wanted });
  }

  amount(field: Field): MinorUnits | null {
    const text = this.text(field);
    if (text === "") return null;
    const amount = readMoney(text, 2);
    if (!Number.isSafeInteger(amount) || amount < 0) throw this.bad(field, "12,345.67");
    return toMinorUnits(amount);
  }

  account(field: Field): string {
    const { number, fault } = readAccountNumber(this.text(field));
    if (fault === "e-notation" || fault === "masked") throw this.bad(field, "6222021234567890123");
    return number;
  }
}

function readClaim(cells: LossCells): LossClaim {
  const id = cells.text("loss");
  if (id === "" || id.includes("/")) throw cells.bad("loss", "L001 (/ ✗)");
  const transferId = cells.text("transfer");
  const payer = cells.account("payer");
  const time = readClaimTime(cells);
  const amountMinor = cells.amount("amount");
  if (transferId === "") {
    if (payer === "") throw cells.bad("payer", "6222021234567890123");
    if (time.atMs === null) throw cells.bad("time", "2024-03-05 14:03:22");
    if (amountMinor === null || amountMinor === 0) throw cells.bad("amount", "12,345.67 (> 0)");
  }
  return {
    id,
    victim: cells.text("victim"),
    payer,
    payee: cells.account("payee"),
    ...time,
    toleranceMs: readMinutes(cells),
    amountMinor,
    amountToleranceMinor: cells.amount("amountTolerance") ?? toMinorUnits(0),
    transferId,
  };
}

function readClaimTime(cells: LossCells): { atMs: number | null; precision: TimePrecision | null } {
  const text = cells.text("time");
  if (text === "") return { atMs: null, precision: null };
  const time = readTime(text, { date1904: false, serials: "plausible" });
  if (time === undefined || toWallClock(time.atMs).year < 1900) throw cells.bad("time", "2024-03-05 14:03:22");
  return { atMs: time.atMs, precision: time.precision };
}

function readMinutes(cells: LossCells): number {
  const text = cells.text("timeTolerance");
  if (!/^\d{0,7}$/.test(text)) throw cells.bad("timeTolerance", "30");
  return Number(text) * 60_000;
}
