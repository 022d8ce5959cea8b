import { exitKindCode } from "./exit-kind.ts";
import { groupRows, membersOf } from "./row-groups.ts";
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
  const undone = new Set<number>();
  linkNamed(witnesses, transfers, { named, originalOf, undone });
  const payer = transfers.payer.slice();
  const payee = transfers.payee.slice();
  const candidates = findCandidates(witnesses, transfers, { reversing, originalOf, undone });
  for (const id of reversing) {
    const row = mainRow(transfers, id);
    const original = candidates(id).reduce((best, candidate) => {
      if (!undoes(witnesses, transfers, { id, candidate, exitKind })) return best;
      const serial = sameSerial(witnesses, row, mainRow(transfers, candidate));
      if (!serial && witnesses.atMs[row]! - timeOf(witnesses, transfers, candidate) > reversalDays * 86_400_000)
        return best;
      const bestSerial = best !== NONE && sameSerial(witnesses, row, mainRow(transfers, best));
      return bestSerial && !serial ? best : candidate;
    }, NONE);
    if (original === NONE) continue;
    originalOf[id] = original;
    undone.add(original);
    payer[id] = transfers.payee[original]!;
    payee[id] = transfers.payer[original]!;
  }
  return { originalOf, transfers: { ...transfers, payer, payee } };
}

interface NamedReversals {
  readonly named: readonly number[];
  readonly originalOf: Uint32Array;
  readonly undone: Set<number>;
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
    link.undone.add(original);
  }
}

/** Earlier transfers of the same amount that the account paid or received whose statement shows the reversal. */
function findCandidates(
  witnesses: WitnessColumns,
  transfers: WitnessedTransfers,
  link: Pick<NamedReversals, "originalOf" | "undone"> & { readonly reversing: readonly number[] },
): (id: number) => number[] {
  const amount = Float64Array.from(
    { length: transfers.length },
    (_, id) => witnesses.amountMinor[mainRow(transfers, id)]!,
  );
  const wanted = new Set(link.reversing.map((id) => amount[id]!));
  const eligible = (id: number): boolean =>
    wanted.has(amount[id]!) &&
    link.originalOf[id] === NONE &&
    !isWorded(witnesses, transfers, id) &&
    witnesses.status[mainRow(transfers, id)] !== failed;
  const index = (account: Uint32Array): Map<string, number[]> => {
    const groups = groupRows(transfers.length, [account, amount], eligible);
    return new Map(Array.from(groups.first, (id) => [`${account[id]!},${amount[id]!}`, membersOf(groups, id)]));
  };
  const asPayer = index(transfers.payer);
  const asPayee = index(transfers.payee);
  return (id) => {
    const received = transfers.payeeRow[id] !== NONE;
    const key = `${(received ? transfers.payee : transfers.payer)[id]!},${amount[id]!}`;
    return lastBefore((received ? asPayer : asPayee).get(key) ?? [], id, link.undone);
  };
}

/** So many earlier transfers are looked at for each reversal: a bound on hostile input. */
const lookedAtMost = 200;

/** The last entries of an ascending list before `id`, ascending; what has been undone leaves the list. */
function lastBefore(list: number[], id: number, undone: ReadonlySet<number>): number[] {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < id) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let i = low - 1; i >= 0 && found.length < lookedAtMost; i--) {
    if (undone.has(list[i]!)) list.splice(i, 1);
    else found.push(list[i]!);
  }
  return found.reverse();
}

/** Same accounts the other way; a reversal that names no counterparty borrows it where the serial is the same (F16). */
function undoes(
  witnesses: WitnessColumns,
  transfers: WitnessedTransfers,
  at: { readonly id: number; readonly candidate: number; readonly exitKind: readonly number[] },
): boolean {
  const { id, candidate, exitKind } = at;
  const serial = sameSerial(witnesses, mainRow(transfers, id), mainRow(transfers, candidate));
  const fits = (account: number, original: number): boolean =>
    account === original || (serial && exitKind[account] === unknownExit);
  return (
    fits(transfers.payer[id]!, transfers.payee[candidate]!) && fits(transfers.payee[id]!, transfers.payer[candidate]!)
  );
}

const unknownExit = exitKindCode("unknown");

function isWorded(witnesses: WitnessColumns, transfers: WitnessedTransfers, id: number): boolean {
  const [payerRow, payeeRow] = [transfers.payerRow[id]!, transfers.payeeRow[id]!];
  return (
    (payerRow !== NONE && (witnesses.flags[payerRow]! & wording) !== 0) ||
    (payeeRow !== NONE && (witnesses.flags[payeeRow]! & wording) !== 0)
  );
}

function sameSerial(witnesses: WitnessColumns, a: number, b: number): boolean {
  if (witnesses.serialHigh[a] === 0 && witnesses.serialLow[a] === 0) return false;
  return witnesses.serialHigh[a] === witnesses.serialHigh[b] && witnesses.serialLow[a] === witnesses.serialLow[b];
}

function timeOf(witnesses: WitnessColumns, transfers: WitnessedTransfers, id: number): number {
  return witnesses.atMs[mainRow(transfers, id)]!;
}

function mainRow(transfers: WitnessedTransfers, id: number): number {
  const row = transfers.payerRow[id]!;
  return row === NONE ? transfers.payeeRow[id]! : row;
}
