import type { PlacedAnswer } from "./bank-answers.ts";

/** Answers of one ledger, with the way to a numbering that both have. */
export interface NumberedAnswers {
  readonly placed: readonly PlacedAnswer[];
  /** Last instant of that ledger: an answer later than it binds at it. */
  readonly endMs: number;
  readonly placeOf: (transfer: number) => number;
  readonly accountOf: (account: number) => number;
}

/** The accounts of which banks' answers say otherwise than they did: told anew, taken back, or bound at another row or time. */
export function changedAnswers(before: NumberedAnswers, now: NumberedAnswers): readonly number[] {
  const [told, tells] = [byAccount(before), byAccount(now)];
  return [...new Set([...told.keys(), ...tells.keys()])].filter((account) => told.get(account) !== tells.get(account));
}

function byAccount({ placed, endMs, placeOf, accountOf }: NumberedAnswers): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { account, after, atMs, balanceMinor } of placed) {
    const name = accountOf(account);
    texts.set(name, `${texts.get(name) ?? ""} ${placeOf(after)},${Math.min(atMs, endMs)},${balanceMinor}`);
  }
  return texts;
}
