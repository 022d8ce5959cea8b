import { SluiceError } from "../errors/sluice-error.ts";
import type { TransferColumns } from "../flows/ledger-columns.ts";
import type { Stores } from "../storage/stores.ts";
import { allAnswers, type BankAnswer } from "../storage/order-register.ts";
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
  const answers = await toldAnswers(stores);
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
export function firstRows(
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

/** Every answer that a trace counts on: told by hand, or taken by an order of the records. */
export async function toldAnswers({ orders }: Pick<Stores, "orders">): Promise<readonly BankAnswer[]> {
  return allAnswers(await orders.records());
}

/** Keeps an answer and gives it its id, which it answers. */
export async function addAnswer({ orders }: Pick<Stores, "orders">, answer: Omit<BankAnswer, "id">): Promise<string> {
  let id = "";
  await orders.update((records) => {
    const answersTold = records.answersTold + 1;
    id = `A${answersTold}`;
    return { ...records, answersTold, answers: [...records.answers, { id, ...answer }] };
  });
  return id;
}

/** The answers that tell what another one tells, of the same account at the same time. */
export function sameAnswers(answers: readonly ListedAnswer[], told: ListedAnswer): readonly ListedAnswer[] {
  const nameOf = ({ account, keys }: ListedAnswer): string => keys.join(" ") || account;
  return answers.filter((other) => {
    if (other.id === told.id || nameOf(other) !== nameOf(told) || other.atMs !== told.atMs) return false;
    return other.balanceMinor === told.balanceMinor && other.refusal === told.refusal;
  });
}

/** Takes an answer back. @throws SluiceError ANSWER_UNKNOWN */
export async function removeAnswer({ orders }: Pick<Stores, "orders">, id: string): Promise<void> {
  const known = (await orders.records()).answers.map((answer) => answer.id);
  if (!known.includes(id)) throw new SluiceError("ANSWER_UNKNOWN", { seen: id, known: known.join(" ") || "–" });
  await orders.update((records) => ({ ...records, answers: records.answers.filter((answer) => answer.id !== id) }));
}
