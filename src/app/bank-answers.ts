import type { TransferColumns } from "../flows/ledger-columns.ts";
import type { Stores } from "../storage/stores.ts";
import type { BankAnswer } from "../storage/order-register.ts";
import { accountsByNumber } from "./order-book.ts";
import { openLedger } from "./open-ledger.ts";

/** An answer, and the keys of the ledger's accounts that it is about: none for a number that the ledger does not have. */
export interface ListedAnswer extends BankAnswer {
  readonly keys: readonly string[];
  /** The balance was told before the first row known of each of these accounts: it says nothing of traced money. */
  readonly isBeforeFirstRow: boolean;
}

/** The banks' answers in the order told. */
export async function listAnswers(
  stores: Pick<Stores, "ledger" | "snapshots" | "orders">,
): Promise<readonly ListedAnswer[]> {
  const { answers } = await stores.orders.records();
  const opened = await openLedger(stores);
  const accountsOf = accountsByNumber(opened, new Set(answers.map(({ account }) => account)));
  const { transfers, accounts } = opened.derived.columns;
  const firstMs = firstRows(transfers, new Set([...accountsOf.values()].flat()));
  return answers.map((answer) => {
    const meant = accountsOf.get(answer.account) ?? [];
    const isEarly = meant.every((account) => answer.atMs < (firstMs.get(account) ?? Number.POSITIVE_INFINITY));
    return {
      ...answer,
      keys: meant.map((account) => accounts.keys[account] ?? ""),
      isBeforeFirstRow: answer.balanceMinor !== null && meant.length > 0 && isEarly,
    };
  });
}

/** When each account first paid or received. */
function firstRows(
  { length, payer, payee, atMs }: TransferColumns,
  asked: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const firstMs = new Map<number, number>();
  if (asked.size === 0) return firstMs;
  for (let transfer = 0; transfer < length; transfer++) {
    for (const account of [payer[transfer] ?? 0, payee[transfer] ?? 0]) {
      if (!asked.has(account)) continue;
      const at = atMs[transfer] ?? 0;
      firstMs.set(account, Math.min(firstMs.get(account) ?? at, at));
    }
  }
  return firstMs;
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
