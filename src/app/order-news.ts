import { type Kysely, sql } from "kysely";
import type { Order } from "../recovery/order.ts";
import type { BankAnswer, NotedRequest, OrderNews } from "../storage/order-register.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import type { RefusalReason } from "../tracing/refusal-reason.ts";

/** What orders of the records tell the engine: all that were answered or asked for a statement, or these alone. */
export async function orderNews(
  db: Kysely<RecordsTables>,
  orders: readonly string[] | "all",
): Promise<readonly OrderNews[]> {
  if (orders.length === 0) return [];
  const rows = await db
    .selectFrom("orders")
    .leftJoin("cases", "cases.id", "orders.case_id")
    .select(["orders.id", "orders.number", "orders.body", "cases.trace_name"])
    .$if(orders !== "all", (rest) => rest.where("orders.id", "in", orders as readonly string[]))
    .where(
      sql<boolean>`(orders.body -> 'answer' <> 'null' OR orders.body -> 'sent' <> 'null' AND orders.body ? 'statement')`,
    )
    .orderBy("orders.number")
    .execute();
  return rows
    .map(({ id, number, body, trace_name: caseName }) => ({
      orderId: id,
      number,
      answers: answersOf(number, body),
      sent: requestOf(body, caseName),
    }))
    .filter(({ answers, sent }) => answers.length > 0 || sent !== null);
}

/** A stated balance is one answer (R13), that the bank did not do it another; what a bank did is for the records alone. */
function answersOf(number: string, { account: { key: account }, answer }: Order): readonly BankAnswer[] {
  if (answer === null) return [];
  const { stated, recorded } = answer;
  const reason = refusalIn(answer);
  const balance = stated === null ? [] : [{ ...stated, refusal: null }];
  const refusal = reason === null ? [] : [{ atMs: recorded.atMs, balanceMinor: null, refusal: reason }];
  return [...balance, ...refusal].map((one, index) => ({ ...one, id: index === 0 ? number : `${number}/2`, account }));
}

/** Why a bank did not do what was ordered; `null`: it did some of it, or will. */
function refusalIn(answer: NonNullable<Order["answer"]>): RefusalReason | null {
  switch (answer.outcome) {
    case "refused":
      return answer.reason;
    case "too-late":
      return "other";
    case "full":
    case "partial":
    case "queued":
      return null;
  }
}

function requestOf({ account, sent, statement }: Order, caseName: string | null): NotedRequest | null {
  if (sent === null || statement === undefined) return null;
  const { amountMinor, fromMs, arrivals } = statement;
  return { account: account.key, bank: account.bank, amountMinor, fromMs, arrivals, caseName, sentMs: sent.atMs };
}
