import { type Direction, flagBit } from "../flows/statement-row.ts";
import { CNY } from "../money/currency.ts";
import type { AmountReading, ReadAmount } from "./amount-reader.ts";
import { saysReversal } from "./cells/movement-kind.ts";
import { type Cells, textReader } from "./column-reader.ts";
import type { SidesReading } from "./sides-reader.ts";
import type { StatementSheet } from "./statement-sheet.ts";

/** What a row says beside its cells: its amount as read so far, its sides, and the marks of its words. */
export interface RedLetterRow {
  readonly money: AmountReading;
  readonly sides: SidesReading;
  readonly wordFlags: number;
}

/** A row's direction and the marks of its amount, a red-letter reversal turned round. */
export type TurnRedLetter = (row: Cells, read: RedLetterRow) => { direction: Direction; flags: number };

/**
 * Red letters (`借 -50.00`, 冲正): where the rows of a flag are positive, a negative one that says it reverses goes the
 * other way. It stays as the flag says when the balance before it, on the line above, shows that it does.
 */
export function redLetterReader({ map, rules, sample }: StatementSheet, amount: ReadAmount): TurnRedLetter {
  const texts = [textReader(map, "amount"), textReader(map, "amountOut"), textReader(map, "amountIn")];
  const isNegative = (row: Cells): boolean => texts.some((text) => /^[-－(（]|[-－]$/.test(text(row)));
  const turns = new Set<Direction>();
  const keeps = new Set<Direction>();
  for (const row of sample) {
    const read = amount(row, CNY);
    if ("reason" in read || read.amountMinor === 0) continue;
    if (!isNegative(row)) turns.add(read.direction);
    else if (!row.some(saysReversal)) keeps.add(read.direction);
  }
  const applies = rules.sides === "own" && rules.direction === "unknown";
  let before: SidesReading | null = null;
  return (row, { money, sides, wordFlags }) => {
    const above = before;
    before = sides;
    const { direction } = sides;
    const asFlagged = { direction, flags: money.flags };
    if (!applies || (wordFlags & reversalBit) === 0 || direction === "unknown" || !isNegative(row)) return asFlagged;
    if (!turns.has(direction) || keeps.has(direction)) return asFlagged;
    const change = direction === "in" ? money.amountMinor : -money.amountMinor;
    if (above !== null && changeFrom(above, sides) === change) return asFlagged;
    return { direction: direction === "in" ? "out" : "in", flags: money.flags | disagreeBit };
  };
}

/** By how much the balance differs from that of the line above, if both are stated for one account. */
function changeFrom(above: SidesReading, here: SidesReading): number | null {
  const [before, after] = [above.ownBalance.minor, here.ownBalance.minor];
  const isSame = above.own.party.card === here.own.party.card && above.own.party.account === here.own.party.account;
  return before === null || after === null || !isSame ? null : after - before;
}

const reversalBit = flagBit("reversal-wording");
const disagreeBit = flagBit("sign-and-flag-disagree");
