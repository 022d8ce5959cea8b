import type { AccountTable } from "./account-table.ts";
import { precisionMs } from "./china-time.ts";
import { compareTies } from "./listing-order.ts";
import type { NumberNodes } from "./number-nodes.ts";
import { pairInTime } from "./pair-in-time.ts";
import { groupRows, type KeyColumn, membersOf } from "./row-groups.ts";
import { directionCodes, NONE, precisionCodes, statusCodes, type WitnessColumns } from "./witness-columns.ts";

/** How far two banks' clocks may stand apart for one transfer (F12). */
const clockDifferenceMs = 5 * 60_000;

const out = directionCodes.indexOf("out");
const failed = statusCodes.indexOf("failed");
const day = precisionCodes.indexOf("day");

/**
 * Per row: the other side's row of the same transfer, or NONE (rules F12 to F14). Rows that duplicate another take no
 * part.
 */
export function pairWitnesses(
  witnesses: WitnessColumns,
  parties: { readonly table: AccountTable; readonly nodes: NumberNodes },
  sameAs: Uint32Array,
): Uint32Array {
  const pairing = makePairing(witnesses, parties.table, sameAs);
  pairing.byBothAccounts();
  pairing.byOneAccount(numbersOf(parties));
  pairing.bySerial();
  return pairing.partner;
}

/** The numbers of an account, to compare a masked one with. */
export function numbersOf(parties: {
  readonly table: AccountTable;
  readonly nodes: NumberNodes;
}): (account: number) => string[] {
  let byRoot: Map<number, string[]> | undefined;
  return (account) => {
    if (byRoot === undefined) {
      byRoot = new Map();
      for (const [node, root] of parties.nodes.rootOf.entries()) {
        const known = byRoot.get(root);
        if (known === undefined) byRoot.set(root, [parties.nodes.texts[node]!]);
        else known.push(parties.nodes.texts[node]!);
      }
    }
    return byRoot.get(parties.table.root[account]!) ?? [];
  };
}

function makePairing(witnesses: WitnessColumns, table: AccountTable, sameAs: Uint32Array) {
  const { own, direction, otherIsSure } = table;
  const partner = new Uint32Array(witnesses.length).fill(NONE);
  const isFree = (row: number): boolean =>
    own[row] !== NONE && direction[row] !== 0 && sameAs[row] === NONE && partner[row] === NONE;
  let ties: ((a: number, b: number) => number) | undefined;
  const compareTied = (a: number, b: number): number => {
    ties ??= compareTies({ witnesses, own, direction });
    return ties(a, b);
  };
  const byTime = (a: number, b: number): number => witnesses.atMs[a]! - witnesses.atMs[b]! || compareTied(a, b);
  const failure = witnesses.status.map((status) => (status === failed ? 1 : 0));
  const currency = witnesses.currency;

  /** Pairs a group's payments with its receipts, of different accounts, where `fits` agrees. */
  const settle = (rows: readonly number[], fits: (payment: number, receipt: number) => boolean): void => {
    const left = rows.filter((row) => direction[row] === out).sort(byTime);
    const right = rows.filter((row) => direction[row] !== out).sort(byTime);
    const gap = (a: number, b: number): number =>
      own[a] !== own[b] && fits(a, b) ? gapBetween(witnesses, a, b) : Number.NaN;
    for (const [payment, receipt] of pairInTime({ left, right, atMs: witnesses.atMs, gapMs: gap })) {
      partner[payment] = receipt;
      partner[receipt] = payment;
    }
  };
  const eachGroup = (columns: readonly KeyColumn[], take: (rows: number[]) => void, included = isFree): void => {
    const groups = groupRows(witnesses.length, columns, included);
    for (const first of groups.first) if (groups.next[first] !== NONE) take(membersOf(groups, first));
  };

  const byBothAccounts = (): void => {
    const { payer, payee } = statedSides(table);
    eachGroup([payer, payee, witnesses.amountMinor, failure], (rows) => settle(rows, () => true));
  };

  /** One side names the other for certain, the other side's view of it is masked, a name, or missing (F13). */
  const byOneAccount = (numbersOfAccount: (account: number) => string[]): void => {
    const { known, receives } = knownSides(table);
    eachGroup([known, receives, witnesses.amountMinor, currency, failure], (rows) =>
      settle(rows, (payment, receipt) => {
        if (otherIsSure[payment] === otherIsSure[receipt]) return false;
        const [sure, unsure] = otherIsSure[payment] === 1 ? [payment, receipt] : [receipt, payment];
        return (
          sameSerial(witnesses, sure, unsure) || describes(witnesses, { unsure, sure }, numbersOfAccount(own[sure]!))
        );
      }),
    );
  };

  /** Neither side names the other: the serial alone ties them, when it ties exactly two rows (F14). */
  const bySerial = (): void => {
    const included = (row: number): boolean => isFree(row) && otherIsSure[row] === 0 && hasSerial(witnesses, row);
    const columns = [witnesses.serialHigh, witnesses.serialLow, witnesses.amountMinor, currency, failure];
    eachGroup(columns, (rows) => (rows.length === 2 ? settle(rows, () => true) : undefined), included);
  };
  return { partner, byBothAccounts, byOneAccount, bySerial };
}

/** Per row who pays and who receives, as the row states it. */
function statedSides({ own, other, direction }: AccountTable): { payer: Uint32Array; payee: Uint32Array } {
  const payer = own.slice();
  const payee = other.slice();
  for (let row = 0; row < own.length; row++) {
    if (direction[row] === out) continue;
    payer[row] = other[row]!;
    payee[row] = own[row]!;
  }
  return { payer, payee };
}

/** Per row the account that both sides would name, and whether it is the one that receives. */
function knownSides({ own, other, direction, otherIsSure }: AccountTable): {
  known: Uint32Array;
  receives: Uint8Array;
} {
  const known = own.slice();
  const receives = new Uint8Array(own.length);
  for (let row = 0; row < own.length; row++) {
    if (otherIsSure[row] === 1) known[row] = other[row]!;
    receives[row] = (direction[row] === out) === (otherIsSure[row] === 1) ? 1 : 0;
  }
  return { known, receives };
}

/** Whether what `unsure` shows of its counterparty is true of the account of `sure`: the mask or the name. */
export function describes(
  witnesses: WitnessColumns,
  { unsure, sure }: { readonly unsure: number; readonly sure: number },
  numbers: readonly string[],
): boolean {
  for (const index of [witnesses.otherCard[unsure]!, witnesses.otherAccount[unsure]!]) {
    const shown = witnesses.strings[index]!;
    if (/[*＊xX•]/.test(shown) && numbers.some((number) => fitsMask(number, shown))) return true;
  }
  const name = witnesses.otherName[unsure]!;
  const numberless = witnesses.otherCard[unsure] === 0 && witnesses.otherAccount[unsure] === 0;
  return numberless && name !== 0 && name === witnesses.ownName[sure];
}

function hasSerial(witnesses: WitnessColumns, row: number): boolean {
  return witnesses.serialHigh[row] !== 0 || witnesses.serialLow[row] !== 0;
}

function sameSerial(witnesses: WitnessColumns, a: number, b: number): boolean {
  if (!hasSerial(witnesses, a)) return false;
  return witnesses.serialHigh[a] === witnesses.serialHigh[b] && witnesses.serialLow[a] === witnesses.serialLow[b];
}

/** Whether a number has the shown digits at both ends of a mask such as `6222****0123`. */
function fitsMask(number: string, masked: string): boolean {
  const [head = ""] = masked.split(/[*＊xX•]/);
  const tail = masked.split(/[*＊xX•]/).at(-1) ?? "";
  return (
    head.length + tail.length >= 4 &&
    number.length > head.length + tail.length &&
    number.startsWith(head) &&
    number.endsWith(tail)
  );
}

/** How far apart two rows were stated, ms; NaN when they cannot be one transfer. A bare day fits its own day only. */
export function gapBetween(witnesses: WitnessColumns, a: number, b: number): number {
  const [start, end] = [witnesses.atMs[a]!, witnesses.atMs[a]! + widthOf(witnesses, a)];
  const [from, to] = [witnesses.atMs[b]!, witnesses.atMs[b]! + widthOf(witnesses, b)];
  const gap = Math.max(0, from - end + 1, start - to + 1);
  const tolerance = witnesses.precision[a] === day || witnesses.precision[b] === day ? 0 : clockDifferenceMs;
  return gap > tolerance ? Number.NaN : gap === 0 ? 0 : Math.abs(start - from);
}

function widthOf(witnesses: WitnessColumns, row: number): number {
  return precisionMs[precisionCodes[witnesses.precision[row]!]!];
}
