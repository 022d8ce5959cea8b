import { exitKindCode } from "./exit-kind.ts";
import { groupRows, type KeyColumn } from "./row-groups.ts";
import { flagBit } from "./statement-row.ts";
import { NONE, statusCodes, type WitnessColumns } from "./witness-columns.ts";
import type { WitnessedTransfers } from "./witnessed-transfers.ts";

/** Without a common serial, a reversal undoes a payment of the last so many days (F16). */
const reversalDays = 30;

const failed = statusCodes.indexOf("failed");
const wording = flagBit("reversal-wording");

/** Which transfer each reversal undoes: NONE for what is no reversal or finds no original. */
export interface Reversals {
  readonly originalOf: Uint32Array;
  /** The transfers with the counterparties that originals lent to reversals which name none. */
  readonly transfers: WitnessedTransfers;
}

/**
 * Links reversals to what they undo (rules F15, F16): the transfer named outright, else the last transfer before it of the same
 * amount between the same accounts the other way, first of the same serial, that nothing has undone yet.
 */
export function linkReversals(
  witnesses: WitnessColumns,
  transfers: WitnessedTransfers,
  exitKind: readonly number[],
): Reversals {
  const originalOf = new Uint32Array(transfers.length).fill(NONE);
  const reversing: number[] = [];
  const named: number[] = [];
  for (let id = 0; id < transfers.length; id++) {
    const row = mainRow(transfers, id);
    if (witnesses.reversesHigh[row] !== 0 || witnesses.reversesLow[row] !== 0) named.push(id);
    else if (isWorded(witnesses, transfers, id) && witnesses.status[row] !== failed) reversing.push(id);
  }
  if (named.length + reversing.length === 0) return { originalOf, transfers };
  linkNamed(witnesses, transfers, { named, originalOf });
  const payer = transfers.payer.slice();
  const payee = transfers.payee.slice();
  const originals = findOriginals(witnesses, transfers, { reversing, originalOf, exitKind });
  for (const id of reversing) {
    const original = originals.of(id);
    if (original === NONE) continue;
    originals.undo(original);
    originalOf[id] = original;
    payer[id] = transfers.payee[original]!;
    payee[id] = transfers.payer[original]!;
  }
  return { originalOf, transfers: { ...transfers, payer, payee } };
}

interface NamedReversals {
  readonly named: readonly number[];
  readonly originalOf: Uint32Array;
}

/** The original is named by its serial; it stands in the same file, where serials are the file's own. */
function linkNamed(witnesses: WitnessColumns, transfers: WitnessedTransfers, link: NamedReversals): void {
  if (link.named.length === 0) return;
  const bySerial = new Map<string, number>();
  for (let id = transfers.length - 1; id >= 0; id--) {
    const row = mainRow(transfers, id);
    bySerial.set(`${witnesses.file[row]!},${witnesses.serialHigh[row]!},${witnesses.serialLow[row]!}`, id);
  }
  for (const id of link.named) {
    const row = mainRow(transfers, id);
    const key = `${witnesses.file[row]!},${witnesses.reversesHigh[row]!},${witnesses.reversesLow[row]!}`;
    const original = bySerial.get(key);
    if (original === undefined || original === id) continue;
    link.originalOf[id] = original;
  }
}

interface Worded {
  /** The transfers that are reversals by their wording, ascending. */
  readonly reversing: readonly number[];
  readonly originalOf: Uint32Array;
  readonly exitKind: readonly number[];
}

/** Finds the original of each reversal among the transfers that nothing has undone (F16). */
function findOriginals(witnesses: WitnessColumns, transfers: WitnessedTransfers, given: Worded) {
  const { reversing, exitKind } = given;
  const keys = keysOf(witnesses, transfers, reversing);
  const stands = standing(witnesses, transfers, { ...given, amountMinor: keys.amountMinor });
  const takesPart = Uint8Array.from(stands);
  for (const id of reversing) takesPart[id] = 1;
  const statesSerial = (id: number): boolean =>
    takesPart[id] === 1 && (keys.serial[0]![id] !== 0 || keys.serial[1]![id] !== 0);
  const byAccounts = [keys.paid, keys.received, keys.amountMinor];
  const lastOfAccounts = lastStanding(byAccounts, (id) => takesPart[id] === 1, stands);
  const lastOfSerial = lastStanding([...byAccounts, ...keys.serial], statesSerial, stands);
  const lastPaid = lastStanding([keys.paid, keys.amountMinor, ...keys.serial], statesSerial, stands);
  const lastReceived = lastStanding([keys.received, keys.amountMinor, ...keys.serial], statesSerial, stands);

  const ofSerial = (id: number): number => {
    const isReceipt = transfers.payeeRow[id] !== NONE;
    const counterparty = (isReceipt ? transfers.payer : transfers.payee)[id]!;
    if (exitKind[counterparty] !== unknownExit) return lastOfSerial(id);
    return isReceipt ? lastPaid(id) : lastReceived(id);
  };
  const of = (id: number): number => {
    const original = ofSerial(id);
    if (original !== NONE) return original;
    const last = lastOfAccounts(id);
    if (last === NONE) return NONE;
    const age = witnesses.atMs[mainRow(transfers, id)]! - witnesses.atMs[mainRow(transfers, last)]!;
    return age > reversalDays * 86_400_000 ? NONE : last;
  };
  const undo = (original: number): void => {
    stands[original] = 0;
  };
  return { of, undo };
}

/** What an original and its reversal have in common: a reversal's accounts are those of its original, the other way. */
function keysOf(witnesses: WitnessColumns, transfers: WitnessedTransfers, reversing: readonly number[]) {
  const paid = transfers.payer.slice();
  const received = transfers.payee.slice();
  for (const id of reversing) {
    paid[id] = transfers.payee[id]!;
    received[id] = transfers.payer[id]!;
  }
  const rows = Uint32Array.from({ length: transfers.length }, (_, id) => mainRow(transfers, id));
  const amountMinor = Float64Array.from(rows, (row) => witnesses.amountMinor[row]!);
  const serial = [witnesses.serialHigh, witnesses.serialLow].map((half) => rows.map((row) => half[row]!));
  return { paid, received, amountMinor, serial };
}

/** Per transfer: 1 where a reversal may undo it. */
function standing(
  witnesses: WitnessColumns,
  transfers: WitnessedTransfers,
  { reversing, originalOf, amountMinor }: Worded & { readonly amountMinor: Float64Array },
): Uint8Array {
  const wanted = new Set(reversing.map((id) => amountMinor[id]!));
  const stands = new Uint8Array(transfers.length);
  for (let id = 0; id < transfers.length; id++) {
    const eligible =
      wanted.has(amountMinor[id]!) &&
      originalOf[id] === NONE &&
      !isWorded(witnesses, transfers, id) &&
      witnesses.status[mainRow(transfers, id)] !== failed;
    stands[id] = Number(eligible);
  }
  for (const original of originalOf) if (original !== NONE) stands[original] = 0;
  return stands;
}

/**
 * The last transfer before one, of the same key, that stands. What has fallen never stands again, so each search
 * shortens the way for the next: near linear in all, whatever the input.
 */
function lastStanding(
  columns: readonly KeyColumn[],
  included: (id: number) => boolean,
  stands: Uint8Array,
): (id: number) => number {
  const before = new Uint32Array(stands.length).fill(NONE);
  const groups = groupRows(stands.length, columns, included);
  for (const first of groups.first) {
    for (let id = first; groups.next[id] !== NONE; id = groups.next[id]!) before[groups.next[id]!] = id;
  }
  return (id) => {
    let last = before[id]!;
    while (last !== NONE && stands[last] === 0) last = before[last]!;
    for (let step = id; step !== last; ) {
      const next = before[step]!;
      before[step] = last;
      step = next;
    }
    return last;
  };
}

const unknownExit = exitKindCode("unknown");

function isWorded(witnesses: WitnessColumns, transfers: WitnessedTransfers, id: number): boolean {
  const [payerRow, payeeRow] = [transfers.payerRow[id]!, transfers.payeeRow[id]!];
  return (
    (payerRow !== NONE && (witnesses.flags[payerRow]! & wording) !== 0) ||
    (payeeRow !== NONE && (witnesses.flags[payeeRow]! & wording) !== 0)
  );
}

function mainRow(transfers: WitnessedTransfers, id: number): number {
  const row = transfers.payerRow[id]!;
  return row === NONE ? transfers.payeeRow[id]! : row;
}
