import type { Stores } from "../storage/stores.ts";
import type { BankAnswer } from "../storage/order-register.ts";
import { accountsByNumber } from "./order-book.ts";
import { openLedger } from "./open-ledger.ts";

/** An answer, and the keys of the ledger's accounts that it is about: none for a number that the ledger does not have. */
export interface ListedAnswer extends BankAnswer {
  readonly keys: readonly string[];
}

/** The banks' answers in the order told. */
export async function listAnswers(
  stores: Pick<Stores, "ledger" | "snapshots" | "orders">,
): Promise<readonly ListedAnswer[]> {
  const { answers } = await stores.orders.records();
  const opened = await openLedger(stores);
  const accountsOf = accountsByNumber(opened, new Set(answers.map(({ account }) => account)));
  const { keys } = opened.derived.columns.accounts;
  return answers.map((answer) => ({
    ...answer,
    keys: (accountsOf.get(answer.account) ?? []).map((account) => keys[account] ?? ""),
  }));
}

/** Keeps an answer and gives it its id. */
export async function addAnswer({ orders }: Pick<Stores, "orders">, answer: Omit<BankAnswer, "id">): Promise<void> {
  await orders.update((records) => {
    const answersTold = records.answersTold + 1;
    return { ...records, answersTold, answers: [...records.answers, { id: `A${answersTold}`, ...answer }] };
  });
}

/** Takes an answer back; says whether there was one. */
export async function removeAnswer({ orders }: Pick<Stores, "orders">, id: string): Promise<boolean> {
  const known = (await orders.records()).answers.some((answer) => answer.id === id);
  await orders.update((records) => ({ ...records, answers: records.answers.filter((answer) => answer.id !== id) }));
  return known;
}
