import {
  directionCodes,
  movementCodes,
  precisionCodes,
  statusCodes,
  type WitnessColumns,
} from "../../src/flows/witness-columns.ts";

/** A statement row as a test states it; what is left out is blank. */
export interface WitnessRow {
  readonly file: string;
  /** Where it stands in the file; its place among all rows when left out. */
  readonly line?: number;
  readonly ownCard?: string;
  readonly ownAccount?: string;
  readonly ownName?: string;
  readonly otherCard?: string;
  readonly otherAccount?: string;
  readonly otherName?: string;
  readonly atMs: number;
  readonly precision?: (typeof precisionCodes)[number];
  readonly amount: number;
  readonly direction?: (typeof directionCodes)[number];
  readonly balance?: number;
  readonly otherBalance?: number;
  readonly currency?: string;
  readonly status?: (typeof statusCodes)[number];
  readonly movement?: (typeof movementCodes)[number];
  readonly flags?: number;
  readonly serial?: string;
  readonly reverses?: string;
  /** Order numbers and clearing serials. */
  readonly references?: readonly string[];
}

/** Puts rows into columns as the ledger store does: by file, ascending, then in the order given. */
export function toWitnesses(given: readonly WitnessRow[]): WitnessColumns {
  const files = [...new Set(given.map((row) => row.file))].sort();
  const rows = files.flatMap((file) => given.filter((row) => row.file === file));
  const strings = [""];
  const positions = new Map([["", 0]]);
  const index = (text = ""): number => {
    const known = positions.get(text);
    if (known !== undefined) return known;
    positions.set(text, strings.length);
    strings.push(text);
    return strings.length - 1;
  };
  const ints = (value: (row: WitnessRow, i: number) => number): Uint32Array => Uint32Array.from(rows, value);
  const floats = (value: (row: WitnessRow) => number): Float64Array => Float64Array.from(rows, (row) => value(row));
  const codes = (value: (row: WitnessRow) => number): Uint8Array => Uint8Array.from(rows, (row) => value(row));
  return {
    length: rows.length,
    strings,
    files,
    file: ints((row) => files.indexOf(row.file)),
    sheet: new Uint16Array(rows.length),
    row: ints((row, i) => row.line ?? i + 1),
    ownCard: ints((row) => index(row.ownCard)),
    ownAccount: ints((row) => index(row.ownAccount)),
    otherCard: ints((row) => index(row.otherCard)),
    otherAccount: ints((row) => index(row.otherAccount)),
    ownName: ints((row) => index(row.ownName)),
    otherName: ints((row) => index(row.otherName)),
    ownBank: ints(() => 0),
    otherBank: ints(() => 0),
    atMs: floats((row) => row.atMs),
    precision: codes((row) => precisionCodes.indexOf(row.precision ?? "second")),
    amountMinor: floats((row) => row.amount),
    direction: codes((row) => directionCodes.indexOf(row.direction ?? "unknown")),
    ownBalanceMinor: floats((row) => row.balance ?? Number.NaN),
    otherBalanceMinor: floats((row) => row.otherBalance ?? Number.NaN),
    currency: ints((row) => index(row.currency ?? "CNY")),
    status: codes((row) => statusCodes.indexOf(row.status ?? "ok")),
    movement: codes((row) => movementCodes.indexOf(row.movement ?? "transfer")),
    flags: ints((row) => row.flags ?? 0),
    serialHigh: ints((row) => hash(row.serial, 7)),
    serialLow: ints((row) => hash(row.serial, 31)),
    serialOrder: floats((row) => (/^\d{1,15}$/.test(row.serial ?? "") ? Number(row.serial) : Number.NaN)),
    reversesHigh: ints((row) => hash(row.reverses, 7)),
    reversesLow: ints((row) => hash(row.reverses, 31)),
    references: referencesOf(rows),
  };
}

function referencesOf(rows: readonly WitnessRow[]): WitnessColumns["references"] {
  const stated = rows.flatMap((row, index) => (row.references ?? []).map((text) => ({ index, text })));
  return {
    row: Uint32Array.from(stated, ({ index }) => index),
    high: Uint32Array.from(stated, ({ text }) => hash(text, 7)),
    low: Uint32Array.from(stated, ({ text }) => hash(text, 31)),
  };
}

/** A stand-in for the store's hash of a serial: only equality matters; 0 for none. */
function hash(text = "", seed: number): number {
  let value = text === "" ? 0 : seed;
  for (const letter of text) value = (Math.imul(value, 0x01000193) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
