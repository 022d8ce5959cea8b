import { exitKindCode } from "./exit-kind.ts";
import type { NumberNodes } from "./number-nodes.ts";
import { proveDirections } from "./prove-directions.ts";
import { isReserveName, isWalletNumber } from "./reserve-names.ts";
import { directionCodes, movementCodes, NONE, type WitnessColumns } from "./witness-columns.ts";

/** The accounts of a ledger and who stands on each row (rules F5 to F7). */
export interface AccountTable {
  readonly keys: readonly string[];
  /** `exitKindCode` per account. */
  readonly exitKind: readonly number[];
  /** Per account: the root of its numbers, or NONE for an account that has none. */
  readonly root: readonly number[];
  /** Per row: account indices; NONE for both where neither side is known. */
  readonly own: Uint32Array;
  readonly other: Uint32Array;
  /** Per row: position in `directionCodes`, proven ones included. */
  readonly direction: Uint8Array;
  /** Per row: 1 where the counterparty is known by a number that names one account for certain. */
  readonly otherIsSure: Uint8Array;
  /** Per row: 1 where the counterparty is a payment institution's reserve whose own statement is not held (F26). */
  readonly viaReserve: Uint8Array;
}

/** Gives every row its two accounts and its direction. */
export function tabulateAccounts(witnesses: WitnessColumns, nodes: NumberNodes): AccountTable {
  const table = makeTable(witnesses, nodes);
  const words = makeWordAccounts(witnesses, table.keys, table.open);
  const isReserveOffice = remembered(witnesses.strings, isOfficeName);
  const isNamedReserve = remembered(witnesses.strings, isReserveName);
  const own = new Uint32Array(witnesses.length).fill(NONE);
  const owned = new Set<number>();
  for (let row = 0; row < witnesses.length; row++) {
    const node = nodes.own[row]!;
    if (node === NONE && nodes.other[row] === NONE && !saysAnything(witnesses, row)) continue;
    const currency = witnesses.currency[row]!;
    own[row] = node === NONE ? table.ofFile(witnesses.file[row]!, currency) : table.ofNode(node, currency);
    owned.add(own[row]!);
  }
  const direction = proveDirections(witnesses, own);
  const other = new Uint32Array(witnesses.length).fill(NONE);
  const otherIsSure = new Uint8Array(witnesses.length);
  const viaReserve = new Uint8Array(witnesses.length);
  for (let row = 0; row < witnesses.length; row++) {
    if (own[row] === NONE) continue;
    const node = nodes.other[row]!;
    const receives = direction[row] === into;
    if (node === NONE) {
      other[row] = words.ofWords(row, own[row]!, receives);
      viaReserve[row] = Number(words.isReserve(other[row]!));
      continue;
    }
    other[row] = table.ofNode(node, witnesses.currency[row]!);
    otherIsSure[row] = nodes.isFull[node]!;
    const name = witnesses.otherName[row]!;
    if (owned.has(other[row]!)) continue;
    viaReserve[row] = Number(isNamedReserve(name) && !isWalletNumber(nodes.texts[node]!));
    if (receives && isReserveOffice(name)) other[row] = words.fromReserve(other[row]!);
  }
  const { keys, exitKind, root } = table;
  return { keys, exitKind, root, own, other, direction, otherIsSure, viaReserve };
}

const into = directionCodes.indexOf("in");

function saysAnything(witnesses: WitnessColumns, row: number): boolean {
  const movement = movementCodes[witnesses.movement[row]!];
  return witnesses.otherName[row] !== 0 || (movement !== "unknown" && movement !== "transfer");
}

/** Accounts as they are met, each under its key. */
function makeTable(witnesses: WitnessColumns, nodes: NumberNodes) {
  const { strings } = witnesses;
  const keys: string[] = [];
  const exitKind: number[] = [];
  const root: number[] = [];
  const rootKeys = representatives(nodes);
  const byKey = new Map<string, number>();
  /** The commonest way to an account, without building its key. */
  const byRoot = new Map<number, number>();

  const open = (key: string, currency: number, kind: Parameters<typeof exitKindCode>[0]): number => {
    const code = strings[currency]!;
    const full = code === "CNY" || code === "" ? key : `${key}#${code}`;
    const known = byKey.get(full);
    if (known !== undefined) return known;
    byKey.set(full, keys.length);
    keys.push(full);
    exitKind.push(exitKindCode(kind));
    root.push(NONE);
    return keys.length - 1;
  };
  const ofNode = (node: number, currency: number): number => {
    const top = nodes.rootOf[node]!;
    const place = top * 65_536 + currency;
    let account = currency < 65_536 ? byRoot.get(place) : undefined;
    if (account !== undefined) return account;
    account = open(rootKeys[top]!, currency, "none");
    root[account] = top;
    byRoot.set(place, account);
    return account;
  };
  const ofFile = (file: number, currency: number): number =>
    open(`@file:${witnesses.files[file]!.slice(0, 12)}`, currency, "none");
  return { keys, exitKind, root, open, ofNode, ofFile };
}

type Open = ReturnType<typeof makeTable>["open"];

/** The accounts of counterparties that have no number (F5, F7). */
function makeWordAccounts(witnesses: WitnessColumns, keys: readonly string[], open: Open) {
  const { strings } = witnesses;
  const byName = new Map<number, number>();
  const reserves = new Set<number>();
  /** What comes out of a reserve is other income: whose money it was is not known (F7). */
  const fromReserve = (reserve: number): number => {
    const from = open(`@from:${keys[reserve]!}`, 0, "unknown");
    reserves.add(from);
    return from;
  };
  const ofName = (row: number, own: number, receives: boolean): number => {
    const name = strings[witnesses.otherName[row]!]!;
    if (!isReserveName(name)) return open(`@name:${name}@${keys[own]!}`, 0, "none");
    const reserve = open(`@reserve:${name}`, witnesses.currency[row]!, "none");
    reserves.add(reserve);
    return receives ? fromReserve(reserve) : reserve;
  };
  const ofPerson = (row: number, own: number, receives: boolean): number => {
    if (witnesses.otherName[row] === 0) return open(`@unknown:${keys[own]!}`, 0, "unknown");
    const place = (witnesses.otherName[row]! * 0x200_0000 + own) * 2 + Number(receives);
    const known = byName.get(place) ?? ofName(row, own, receives);
    byName.set(place, known);
    return known;
  };
  const ofWords = (row: number, own: number, receives: boolean): number => {
    const currency = witnesses.currency[row]!;
    switch (movementCodes[witnesses.movement[row]!]!) {
      case "cash":
        return open("@cash", currency, "cash");
      case "fee":
        return open("@fee", currency, "fee");
      case "interest":
        return open("@interest", currency, "fee");
      case "purchase": {
        const name = strings[witnesses.otherName[row]!]!;
        if (isReserveName(name)) return ofPerson(row, own, receives);
        return open(name === "" ? "@purchase" : `@purchase:${name}`, currency, "purchase");
      }
      case "transfer":
      case "unknown":
        return ofPerson(row, own, receives);
    }
  };
  return { ofWords, fromReserve, isReserve: (account: number): boolean => reserves.has(account) };
}

/** With a number, only the institution itself is a reserve: `财付通-张三` may stand beside a person's wallet. */
function isOfficeName(name: string): boolean {
  return name.includes("备付金") || (isReserveName(name) && /公司|清算/.test(name));
}

/** Asks once about each text; texts go by their index into `strings`. */
function remembered(strings: readonly string[], ask: (text: string) => boolean): (index: number) => boolean {
  const answers = new Map<number, boolean>();
  return (index) => {
    const known = answers.get(index) ?? ask(strings[index]!);
    answers.set(index, known);
    return known;
  };
}

/** The key of each root: its smallest card, else its smallest number (F1). */
function representatives(nodes: NumberNodes): (string | undefined)[] {
  const chosen: (number | undefined)[] = nodes.texts.map(() => undefined);
  for (let node = 0; node < nodes.texts.length; node++) {
    const root = nodes.rootOf[node]!;
    const best = chosen[root];
    if (best === undefined || isBetter(nodes, node, best)) chosen[root] = node;
  }
  return chosen.map((node) => (node === undefined ? undefined : nodes.texts[node]));
}

function isBetter(nodes: NumberNodes, node: number, than: number): boolean {
  if (nodes.isCard[node] !== nodes.isCard[than]) return nodes.isCard[node] === 1;
  const [text, best] = [nodes.texts[node]!, nodes.texts[than]!];
  const padding = Number(text.startsWith("0")) - Number(best.startsWith("0"));
  return padding !== 0 ? padding < 0 : text < best;
}
