import type { HolderRecord } from "./file-reading.ts";
import { isNameText } from "./names-from-numbers.ts";
import { flagBit } from "./statement-row.ts";
import { NONE, type WitnessColumns } from "./witness-columns.ts";

/** How far a number can be trusted to name one account: a `local` one means nothing outside its file. */
type NumberKind = "full" | "masked" | "local";

/**
 * The numbers of a ledger and which of them are one account (rules F1 to F4). A node is an index into `texts`; nodes of
 * one account have the same `rootOf`.
 */
export interface NumberNodes {
  /** The number of each node; one that means nothing elsewhere carries the file it stands in. */
  readonly texts: readonly string[];
  /** Per node: 1 where it was ever shown as a card. */
  readonly isCard: Uint8Array;
  /** Per node: 1 where it names one account for certain. */
  readonly isFull: Uint8Array;
  readonly rootOf: Uint32Array;
  /** Per row: the node of its own side and of the other side, or NONE. */
  readonly own: Uint32Array;
  readonly other: Uint32Array;
  /** The node of a number as records state it, or undefined when the ledger does not know it. */
  find(number: string): number | undefined;
}

/** Joins card and account numbers of one account by the rows and records that show both. */
export function joinNumbers(witnesses: WitnessColumns, holders: readonly HolderRecord[]): NumberNodes {
  const register = makeRegister(witnesses);
  const own = new Uint32Array(witnesses.length);
  const other = new Uint32Array(witnesses.length);
  for (let row = 0; row < witnesses.length; row++) {
    own[row] = register.ofOwn(row);
    other[row] = register.ofOther(row);
  }
  for (const record of holders) {
    if (record.table === "account-information") register.ofRecord(record);
  }
  return { ...register.finish(), own, other };
}

/** What has lost digits, or is a name, joins with nothing, not even with itself in another file (F4, F5). */
function kindOf(text: string): NumberKind {
  if (/^\d(\.\d+)?E\+?\d{1,2}$/i.test(text) || text.includes("\uFFFD") || isNameText(text)) return "local";
  return /[*＊xX•]{2,}|\d[*＊]\d/.test(text) ? "masked" : "full";
}

const ownCut = flagBit("own-number-possibly-truncated");
const otherCut = flagBit("other-number-possibly-truncated");
/** Which of a side's numbers the flag is about: a spreadsheet keeps 15 to 17 digits and puts zeros after them. */
const cutBySpreadsheet = /^\d{15,}00$/;

/** Leading zeros are padding where at least ten digits follow them (F3); a shorter number is left alone. */
function withoutPadding(text: string): string {
  return /^0+[1-9]\d{9,}$/.test(text) ? text.replace(/^0+/, "") : text;
}

/** The numbers as they are found, and a union-find over them. */
function makeUnion() {
  const texts: string[] = [];
  const kinds: NumberKind[] = [];
  const cards: number[] = [];
  const parents: number[] = [];
  const byText = new Map<string, number>();

  const node = (text: string, kind: NumberKind): number => {
    const known = byText.get(text);
    if (known !== undefined) return known;
    byText.set(text, texts.length);
    texts.push(text);
    kinds.push(kind);
    cards.push(0);
    parents.push(texts.length - 1);
    return texts.length - 1;
  };
  const root = (start: number): number => {
    let at = start;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  const join = (a: number, b: number): void => {
    const [left, right] = [root(a), root(b)];
    parents[Math.max(left, right)] = Math.min(left, right);
  };
  return { texts, kinds, cards, byText, node, root, join };
}

/** Finds the node of each side of a row. */
function makeRegister(witnesses: WitnessColumns) {
  const { texts, kinds, cards, byText, node, root, join } = makeUnion();
  const ofString = new Uint32Array(witnesses.strings.length).fill(NONE);
  const ofText = (text: string): number => {
    const number = node(text, kindOf(text));
    const bare = withoutPadding(text);
    if (bare !== text) join(number, node(bare, "full"));
    return number;
  };
  const local = (text: string, row: number): number =>
    node(`${text}@${witnesses.files[witnesses.file[row]!]!.slice(0, 12)}`, "local");
  const ofIndex = (index: number, row: number, cutBit: number): number => {
    if (index === 0) return NONE;
    if ((witnesses.flags[row]! & cutBit) !== 0 && cutBySpreadsheet.test(witnesses.strings[index]!)) {
      return local(witnesses.strings[index]!, row);
    }
    let known = ofString[index]!;
    if (known === NONE) {
      known = ofText(witnesses.strings[index]!);
      ofString[index] = known;
    }
    return kinds[known] === "local" ? local(texts[known]!, row) : known;
  };
  const choose = (card: number, account: number): number => {
    if (card !== NONE) cards[card] = 1;
    if (card === NONE || account === NONE) return card === NONE ? account : card;
    if (kinds[card] === "full" && kinds[account] === "full") {
      if (card !== account && root(card) !== root(account)) join(card, account);
      return card;
    }
    if (kinds[card] === "full") return card;
    return kinds[account] === "full" || kinds[card] === "local" ? account : card;
  };
  return {
    ofOwn: (row: number): number =>
      choose(ofIndex(witnesses.ownCard[row]!, row, ownCut), ofIndex(witnesses.ownAccount[row]!, row, ownCut)),
    ofOther: (row: number): number =>
      choose(ofIndex(witnesses.otherCard[row]!, row, otherCut), ofIndex(witnesses.otherAccount[row]!, row, otherCut)),
    ofRecord: (record: HolderRecord): void => {
      if (record.card !== "" && record.account !== "") choose(ofText(record.card), ofText(record.account));
    },
    finish: () => ({
      texts,
      isCard: Uint8Array.from(cards),
      isFull: Uint8Array.from(kinds, (kind) => (kind === "full" ? 1 : 0)),
      rootOf: Uint32Array.from(texts, (_, at) => root(at)),
      find: (number: string): number | undefined => byText.get(number) ?? byText.get(withoutPadding(number)),
    }),
  };
}
