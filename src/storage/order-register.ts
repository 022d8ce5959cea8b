import type { RefusalReason } from "../tracing/refusal-reason.ts";
import type { SentRequest } from "../tracing/request-yields.ts";

/** What a bank answered to an order: the balance it saw, or why it refused. */
export interface BankAnswer {
  /** `A1`, `A2`, … in the order told, never used again; of an order in the records, its number. */
  readonly id: string;
  /** The account's number as it was given. */
  readonly account: string;
  readonly atMs: number;
  /** `null` when the order was refused. */
  readonly balanceMinor: number | null;
  /** `null` when a balance was told. */
  readonly refusal: RefusalReason | null;
}

/** A statement request that was sent. */
export interface NotedRequest extends SentRequest {
  /** `null`: of all cases. */
  readonly caseName: string | null;
  readonly sentMs: number;
}

/** How long a bank takes from an order to its effect. `bank`: a part of its name as the ledger writes it. */
export interface BankResponse {
  readonly bank: string;
  readonly minutes: number;
}

/** What an order of the records tells the engine. The records are the truth of it: nothing else changes it. */
export interface OrderNews {
  readonly orderId: string;
  readonly number: string;
  readonly answers: readonly BankAnswer[];
  /** Of a query that was sent. */
  readonly sent: NotedRequest | null;
}

/** What was sent to banks, and what they answered. */
export interface OrderRecords {
  readonly responses: readonly BankResponse[];
  readonly answers: readonly BankAnswer[];
  /** How many answers were ever given: the last id. */
  readonly answersTold: number;
  readonly sent: readonly NotedRequest[];
  /** By the orders' numbers, ascending. */
  readonly ofOrders: readonly OrderNews[];
}

/** Every answer: those told by hand in their order, then those of orders. */
export function allAnswers({ answers, ofOrders }: OrderRecords): readonly BankAnswer[] {
  return [...answers, ...ofOrders.flatMap((order) => order.answers)];
}

/** Every statement request that was sent, in the same order. */
export function allRequests({ sent, ofOrders }: OrderRecords): readonly NotedRequest[] {
  return [...sent, ...ofOrders.flatMap((order) => (order.sent === null ? [] : [order.sent]))];
}

/** Where nothing was sent, and nothing answered. */
export const noRecords: OrderRecords = { responses: [], answers: [], answersTold: 0, sent: [], ofOrders: [] };

/** Keeps what was sent to banks and what they answered. */
export interface OrderRegister {
  records(): Promise<OrderRecords>;
  /** Replaces the records by `change` of them, in one atomic step. */
  update(change: (records: OrderRecords) => OrderRecords): Promise<void>;
}
