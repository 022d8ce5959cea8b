import type { AccountTable } from "./account-table.ts";
import type { UnjoinedReference } from "./derived-ledger.ts";
import { exitKindCode } from "./exit-kind.ts";
import { compareTies } from "./listing-order.ts";
import { pairInTime } from "./pair-in-time.ts";
import { gapBetween } from "./pair-witnesses.ts";
import {
  type Crossing,
  type CrossingKind,
  crossingKinds,
  type CrossingRows,
  findCrossings,
} from "./reserve-crossings.ts";
import { directionCodes, NONE } from "./witness-columns.ts";
import type { WalletWitness } from "./witnessed-transfers.ts";

/** What was joined through payment reserves, beside the pairs in `partner` (rule F26). */
export interface ReserveJoins {
  /** By a bank's row: the row of the wallet whose user had the bank's card pay, or receive, in its place. */
  readonly wallets: ReadonlyMap<number, WalletWitness>;
  readonly unjoined: readonly UnjoinedReference[];
}

const out = directionCodes.indexOf("out");
const unknownExit = exitKindCode("unknown");

/**
 * Joins the rows of one transfer that went through a payment institution's reserve (T9, rule F26): a bank's row that
 * names the reserve, and a wallet's or another bank's row that shares a reference with it. Rows of opposite sides become
 * partners in `partner`; a wallet's row of the bank's own side, which that bank's card paid or was paid for, gives the
 * bank's row its counterparty and its partner.
 */
export function joinThroughReserves(rows: CrossingRows, partner: Uint32Array): ReserveJoins {
  const { table } = rows;
  const found = findCrossings(rows, partner);
  const wallets = new Map<number, WalletWitness>();
  const closed = new Set<number>();
  const unjoined: UnjoinedReference[] = [];
  const isOpen = (row: number, kind: CrossingKind): boolean =>
    !closed.has(row) && (partner[row] === NONE || (kind === "same-side" && table.viaReserve[row] === 0));
  const join = (kind: CrossingKind, { bank, other }: Crossing): void => {
    if (kind === "same-side") {
      const across = partner[other]!;
      wallets.set(bank, { row: other, counterparty: namedBy(table, other) });
      partner[bank] = across;
      partner[other] = NONE;
      if (across !== NONE) partner[across] = bank;
      closed.add(bank).add(other);
      return;
    }
    partner[bank] = other;
    partner[other] = bank;
  };
  for (const kind of crossingKinds) {
    const open = found.crossings.filter(
      (each) => each.kind === kind && isOpen(each.bank, kind) && isOpen(each.other, kind),
    );
    for (const component of componentsOf(open)) {
      const pairs = settle(rows, component, kind);
      for (const pair of pairs ?? []) join(kind, pair);
      if (pairs !== undefined) continue;
      const tied = [...new Set(component.flatMap(({ bank, other }) => [bank, other]))].sort((a, b) => a - b);
      for (const row of tied) closed.add(row);
      unjoined.push({ reason: "ambiguous", rows: tied });
    }
  }
  const isLoose = (row: number): boolean => partner[row] === NONE && !closed.has(row);
  for (const { bank, other, reason } of found.misses) {
    if (isLoose(bank) && isLoose(other)) unjoined.push({ reason, rows: [bank, other].sort((a, b) => a - b) });
  }
  for (const group of found.crowded) unjoined.push({ reason: "ambiguous", rows: group });
  unjoined.sort((a, b) => a.rows[0]! - b.rows[0]! || a.rows.length - b.rows.length || a.rows[1]! - b.rows[1]!);
  return { wallets, unjoined };
}

/** Whom a wallet's row names as its other side; NONE where it names nobody. */
function namedBy({ other, viaReserve, exitKind }: AccountTable, wallet: number): number {
  const named = other[wallet]!;
  return viaReserve[wallet] === 1 || exitKind[named] === unknownExit ? NONE : named;
}

/** The pairs of a component, or undefined where more than one way to pair it changes who paid whom. */
function settle(rows: CrossingRows, component: readonly Crossing[], kind: CrossingKind): Crossing[] | undefined {
  if (component.length === 1) return [...component];
  const { own, other, direction } = rows.table;
  const isLeft = (crossing: Crossing): boolean => kind === "same-side" || direction[crossing.bank] === out;
  const left = [...new Set(component.map((one) => (isLeft(one) ? one.bank : one.other)))];
  const right = [...new Set(component.map((one) => (isLeft(one) ? one.other : one.bank)))];
  const sameAccounts = [left, right].every((side) => new Set(side.map((row) => own[row]!)).size === 1);
  const sameCounterparty = kind !== "same-side" || new Set(right.map((row) => other[row]!)).size === 1;
  if (left.length !== right.length || !sameAccounts || !sameCounterparty) return undefined;
  const { atMs } = rows.witnesses;
  const tied = compareTies({ witnesses: rows.witnesses, own, direction });
  const byTime = (a: number, b: number): number => atMs[a]! - atMs[b]! || tied(a, b);
  const pairs = pairInTime({
    left: left.sort(byTime),
    right: right.sort(byTime),
    atMs,
    gapMs: (a, b) => gapBetween(rows.witnesses, a, b),
  });
  if (pairs.length < left.length) return undefined;
  return pairs.map(([first, second]) =>
    kind === "same-side" || rows.table.viaReserve[first] === 1
      ? { kind, bank: first, other: second }
      : { kind, bank: second, other: first },
  );
}

/** Crossings that share rows, directly or through each other. */
function componentsOf(crossings: readonly Crossing[]): readonly (readonly Crossing[])[] {
  const parent = new Map<number, number>();
  const root = (row: number): number => {
    let at = row;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { bank, other } of crossings) {
    const [a, b] = [root(bank), root(other)];
    parent.set(Math.max(a, b), Math.min(a, b));
  }
  const components = new Map<number, Crossing[]>();
  for (const crossing of crossings) {
    const at = root(crossing.bank);
    const known = components.get(at);
    if (known === undefined) components.set(at, [crossing]);
    else known.push(crossing);
  }
  return [...components.values()];
}
