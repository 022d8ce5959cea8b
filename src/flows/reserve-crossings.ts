import type { AccountTable } from "./account-table.ts";
import { precisionMs } from "./china-time.ts";
import type { NumberNodes } from "./number-nodes.ts";
import { describes, gapBetween, numbersOf } from "./pair-witnesses.ts";
import { isWalletNumber } from "./reserve-names.ts";
import { groupRows, membersOf } from "./row-groups.ts";
import { movementCodes, NONE, statusCodes, type WitnessColumns } from "./witness-columns.ts";

/** The rows of a ledger with their sides. */
export interface CrossingRows {
  readonly witnesses: WitnessColumns;
  readonly table: AccountTable;
  readonly nodes: NumberNodes;
  readonly sameAs: Uint32Array;
}

/**
 * How two rows that share a reference can be one transfer, in the order in which they are joined: two wallets; a bank's row and
 * one that names its account; a bank's row and any of the opposite side; the two banks' rows; a bank's row and the wallet's
 * of the same side.
 */
export const crossingKinds = ["wallets", "named", "opposite", "banks", "same-side"] as const;

export type CrossingKind = (typeof crossingKinds)[number];

/** Two rows of one reference whose amount, time and sides fit. Of two wallets, `bank` is merely the first. */
export interface Crossing {
  readonly kind: CrossingKind;
  readonly bank: number;
  readonly other: number;
}

/** Two rows of one reference and of fitting sides, of which something else does not fit. */
export interface MissedCrossing {
  readonly bank: number;
  readonly other: number;
  readonly reason: "amounts-differ" | "times-apart";
}

interface Crossings {
  readonly crossings: readonly Crossing[];
  readonly misses: readonly MissedCrossing[];
  /** Rows of one reference and amount that are too many to compare. */
  readonly crowded: readonly (readonly number[])[];
}

/** So many pairs of one reference are looked at: a bound on hostile input and on serials that a bank never changes. */
const comparedAtMost = 20_000;
/** What misses is listed only where a reference is shared by so few rows that it says something. */
const missesAmong = 8;

const failed = statusCodes.indexOf("failed");
const moves = new Set([movementCodes.indexOf("cash"), movementCodes.indexOf("fee"), movementCodes.indexOf("interest")]);

/** Finds every two rows that a shared reference may join across a reserve; one of them, or of their group, names it. */
export function findCrossings(rows: CrossingRows, partner: Uint32Array): Crossings {
  const kindOf = makeKinds(rows, partner);
  const seen = new Set<number>();
  const found = { crossings: [] as Crossing[], misses: [] as MissedCrossing[], crowded: [] as number[][] };
  const once = (a: number, b: number): boolean => {
    const key = a * rows.witnesses.length + b;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  };
  for (const group of groupsOfReference(rows, partner)) {
    for (const alike of alikeOf(rows.witnesses, group)) {
      const pairs = pairsInTime(rows.witnesses, alike);
      if (pairs === undefined) {
        if (alike.some((row) => rows.table.viaReserve[row] === 1)) found.crowded.push(alike.sort((a, b) => a - b));
        continue;
      }
      for (const [a, b] of pairs) {
        const crossing = kindOf(a, b);
        if (crossing !== undefined && once(crossing.bank, crossing.other)) found.crossings.push(crossing);
      }
    }
    if (group.length > missesAmong) continue;
    for (const [index, a] of group.entries()) {
      for (const b of group.slice(index + 1)) {
        const reason = missOf(rows.witnesses, a, b);
        const crossing = reason === undefined ? undefined : kindOf(a, b);
        if (reason === undefined || crossing === undefined || crossing.kind === "wallets") continue;
        if (once(crossing.bank, crossing.other))
          found.misses.push({ bank: crossing.bank, other: crossing.other, reason });
      }
    }
  }
  return found;
}

/** Why two rows cannot be one transfer although their sides fit; undefined where they can, or were never meant to be. */
function missOf(witnesses: WitnessColumns, a: number, b: number): MissedCrossing["reason"] | undefined {
  if (witnesses.currency[a] !== witnesses.currency[b] || failureOf(witnesses, a) !== failureOf(witnesses, b)) {
    return undefined;
  }
  if (witnesses.amountMinor[a] !== witnesses.amountMinor[b]) return "amounts-differ";
  return Number.isNaN(gapBetween(witnesses, a, b)) ? "times-apart" : undefined;
}

function failureOf(witnesses: WitnessColumns, row: number): number {
  return Number(witnesses.status[row] === failed);
}

/** How two rows may be joined, by what they say of their sides; undefined where they may not. */
function makeKinds(rows: CrossingRows, partner: Uint32Array): (a: number, b: number) => Crossing | undefined {
  const { witnesses, table, nodes } = rows;
  const { own, other, direction, viaReserve, otherIsSure } = table;
  const numbers = numbersOf(rows);
  const wallets = new Map<number, boolean>();
  const isWallet = (row: number): boolean => {
    const account = own[row]!;
    const known = wallets.get(account) ?? isWalletAccount(rows, account, numbers(account));
    wallets.set(account, known);
    return known;
  };
  const names = (row: number, bank: number): boolean =>
    otherIsSure[row] === 1
      ? other[row] === own[bank]
      : describes(witnesses, { unsure: row, sure: bank }, numbers(own[bank]!));
  /** A wallet may name another wallet as the one that sent what a card paid; a bank names whom it means. */
  const excludes = (row: number, bank: number): boolean => {
    if (names(row, bank) || moves.has(witnesses.movement[row]!)) return moves.has(witnesses.movement[row]!);
    if (otherIsSure[row] === 1) return !isWallet(row);
    const node = nodes.other[row]!;
    return node !== NONE && maskedCard.test(nodes.texts[node]!);
  };
  return (a, b) => {
    if (own[a] === own[b]) return undefined;
    const across = direction[a] !== direction[b];
    if (viaReserve[a] === 1 && viaReserve[b] === 1) return across ? { kind: "banks", bank: a, other: b } : undefined;
    if (viaReserve[a] === 0 && viaReserve[b] === 0) {
      if (!across || partner[a] !== NONE || partner[b] !== NONE || !isWallet(a) || !isWallet(b)) return undefined;
      const fits = [names(a, b) || otherIsSure[a] === 0, names(b, a) || otherIsSure[b] === 0];
      return fits[0] && fits[1] ? { kind: "wallets", bank: a, other: b } : undefined;
    }
    const [bank, row] = viaReserve[a] === 1 ? [a, b] : [b, a];
    if (partner[bank] !== NONE) return undefined;
    if (!across) return isWallet(row) && !names(row, bank) ? { kind: "same-side", bank, other: row } : undefined;
    if (partner[row] !== NONE || excludes(row, bank)) return undefined;
    return { kind: names(row, bank) ? "named" : "opposite", bank, other: row };
  };
}

/** A card with its middle masked: it can be told from another card. */
const maskedCard = /^\d[\d*＊•]{13,}$/;

/** A statement that names no own account is a user's own export of the wallet as often as not. */
function isWalletAccount({ table, nodes }: CrossingRows, account: number, numbers: readonly string[]): boolean {
  if (table.root[account] === NONE) return isWalletNumber(table.keys[account]!);
  return numbers.some((number) => isWalletNumber(number) && nodes.isFull[nodes.find(number) ?? NONE] === 1);
}

/** The rows of each reference that a bank's row which names a reserve carries, where others carry it too. */
function* groupsOfReference(rows: CrossingRows, partner: Uint32Array): Generator<number[]> {
  const { witnesses, table, sameAs } = rows;
  const takesPart = (row: number): boolean =>
    table.own[row] !== NONE && table.direction[row] !== 0 && sameAs[row] === NONE;
  const namesReserve = (row: number): boolean => takesPart(row) && table.viaReserve[row] === 1 && partner[row] === NONE;
  let count = 0;
  for (let row = 0; row < witnesses.length; row++) if (namesReserve(row)) count += 1;
  if (count === 0) return;
  const wanted = new Uint8Array(2 ** Math.ceil(Math.log2(16 * count)));
  const slotOf = (high: number, low: number): number => (high ^ low) & (wanted.length - 1);
  eachReference(witnesses, (row, high, low) => {
    if (namesReserve(row)) wanted[slotOf(high, low)] = 1;
  });
  const [row, high, low]: [number[], number[], number[]] = [[], [], []];
  eachReference(witnesses, (each, hi, lo) => {
    if (wanted[slotOf(hi, lo)] === 0 || !takesPart(each)) return;
    row.push(each);
    high.push(hi);
    low.push(lo);
  });
  const groups = groupRows(row.length, [Uint32Array.from(high), Uint32Array.from(low)], () => true);
  for (const first of groups.first) {
    if (groups.next[first] === NONE) continue;
    const members = [...new Set(membersOf(groups, first).map((entry) => row[entry]!))];
    if (members.length > 1 && members.some(namesReserve)) yield members;
  }
}

/** Every number under which a row may be found in another institution's statement: its serial and its references. */
function eachReference(witnesses: WitnessColumns, take: (row: number, high: number, low: number) => void): void {
  const { serialHigh, serialLow, references } = witnesses;
  for (let row = 0; row < witnesses.length; row++) {
    if (serialHigh[row] !== 0 || serialLow[row] !== 0) take(row, serialHigh[row]!, serialLow[row]!);
  }
  for (let at = 0; at < references.row.length; at++)
    take(references.row[at]!, references.high[at]!, references.low[at]!);
}

/** The rows of one reference by amount, currency and success, each list of more than one. */
function alikeOf(witnesses: WitnessColumns, group: readonly number[]): number[][] {
  const lists = new Map<string, number[]>();
  for (const row of group) {
    const key = `${witnesses.amountMinor[row]!} ${witnesses.currency[row]!} ${failureOf(witnesses, row)}`;
    const known = lists.get(key);
    if (known === undefined) lists.set(key, [row]);
    else known.push(row);
  }
  return [...lists.values()].filter((list) => list.length > 1);
}

/** Every two rows whose times fit; undefined when they are too many. */
function pairsInTime(witnesses: WitnessColumns, rows: readonly number[]): [number, number][] | undefined {
  const { atMs } = witnesses;
  const sorted = rows.toSorted((a, b) => atMs[a]! - atMs[b]! || a - b);
  const pairs: [number, number][] = [];
  let looked = 0;
  for (const [index, a] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next++) {
      const b = sorted[next]!;
      if (atMs[b]! - atMs[a]! > widestMs) break;
      if (++looked > comparedAtMost) return undefined;
      if (!Number.isNaN(gapBetween(witnesses, a, b))) pairs.push([a, b]);
    }
  }
  return pairs;
}

/** A day and the tolerance between two clocks: further apart no two rows are one transfer. */
const widestMs = precisionMs.day + 3_600_000;
