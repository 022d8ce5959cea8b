import type { AnswerImport } from "../contract/answer-import.ts";
import type { EnteredAnswer } from "../contract/recovery-order-steps.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { orderOfTask } from "../recovery/answer-order.ts";
import type { Order } from "../recovery/order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { answerRecoveryOrder } from "./change-recovery-order.ts";
import { redraftRecoveryOrder } from "./follow-recovery-order.ts";
import { type KeptOrder, keptOrder, lockAccount } from "./kept-order.ts";
import type { AnswerRow, AnswerSheet, FaultyRow } from "./read-answer-sheet.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { refusalInWords } from "./refusal-in-words.ts";

type Answered = AnswerImport["answered"][number];
type Unfit = AnswerImport["unfit"][number];

/**
 * Closes requests by the task numbers of a bank's sheet (rule R13): each row answers the one open order of its number, or
 * is listed with the reason why not. What the bank refused or did too late is drafted anew, where that may be.
 */
export async function importBankAnswers(work: RecordsWork, sheet: AnswerSheet): Promise<AnswerImport> {
  await lockAccounts(work, sheet.rows);
  const answered: Answered[] = [];
  const unfit: Unfit[] = sheet.faulty.map(faultOf);
  for (const row of sheet.rows) {
    try {
      answered.push(await answerRow(work, row));
    } catch (error) {
      const { sheet: page, row: line, task } = row;
      unfit.push({ sheet: page, row: line, task, ...refusalInWords(error) });
    }
  }
  const counts = { answered: answered.length, unfit: unfit.length };
  await work.log({ action: "order.import-answers", subject: "orders", details: counts });
  return { answered, unfit: unfit.toSorted((a, b) => a.sheet - b.sheet || a.row - b.row) };
}

async function answerRow(work: RecordsWork, row: AnswerRow): Promise<Answered> {
  const orders = await ordersOfTasks(work, [row.task]);
  const order = decidedOrThrow(
    orderOfTask(
      orders.map((kept) => kept.order),
      row.task,
    ),
  );
  const version = orders.find((kept) => kept.order.id === order.id)?.version ?? 0;
  const answer = answerOf(row, order);
  const kept = await answerRecoveryOrder(work, { id: order.id, version }, answer);
  const { sheet, row: line, task } = row;
  const done = { sheet, row: line, task, orderId: order.id, number: kept.number, outcome: answer.outcome };
  if (answer.outcome !== "refused" && answer.outcome !== "too-late") return { ...done, draftId: "", zh: "", en: "" };
  return { ...done, ...(await redrafted(work, kept)) };
}

/** The draft that takes the failed order's place, or why there is none. */
async function redrafted(
  work: RecordsWork,
  { order: { id }, version }: KeptOrder,
): Promise<Pick<Answered, "draftId" | "zh" | "en">> {
  try {
    const draft = await redraftRecoveryOrder(work, { id, version });
    return { draftId: draft.order.id, zh: "", en: "" };
  } catch (error) {
    return { draftId: "", ...refusalInWords(error) };
  }
}

/** @throws SluiceError RECOVERY_ANSWER_ROW when a cell that this outcome needs is blank */
function answerOf(row: AnswerRow, order: Order): EnteredAnswer {
  const { outcome, balanceMinor, reason } = row;
  const sentMs = order.sent?.atMs ?? 0;
  const stated =
    balanceMinor === null ? null : { atMs: momentOf(row, sentMs), balanceMinor: toMinorUnits(balanceMinor) };
  switch (outcome) {
    case "full":
    case "partial": {
      const amountMinor = toMinorUnits(amountOf(row, order));
      const isLess = order.amountMinor !== null && amountMinor > 0 && amountMinor < order.amountMinor;
      // Banks say 成功 of a part as well; the amount tells.
      return { outcome: isLess ? "partial" : outcome, effectiveMs: momentOf(row, sentMs), amountMinor, stated };
    }
    case "too-late":
      return { outcome, stated };
    case "refused":
      return { outcome, reason: "other", words: reason === "" ? "–" : reason, stated };
    case "queued":
      return { outcome, behindUnit: reason === "" ? "–" : reason, behindEndsMs: null, stated };
  }
}

function amountOf({ amountMinor, ...row }: AnswerRow, { kind }: Order): number {
  if (amountMinor !== null) return amountMinor;
  if (kind === "query" || kind === "renewal") return 0;
  throw faultError({ ...row, field: "amount", seen: "" });
}

/** How long the stated minute or second lasts, ms. */
const spans = { minute: 60_000, second: 1_000, millisecond: 1 } as const;

/** The instant that the bank states. One that says no more than the minute of sending is not before the sending. */
function momentOf({ time, ...row }: AnswerRow, sentMs: number): number {
  if (time === null || time.precision === "day" || time.precision === "hour")
    throw faultError({ ...row, field: "time", seen: "" });
  const isSameMoment = time.atMs < sentMs && sentMs < time.atMs + spans[time.precision];
  return isSameMoment ? sentMs : time.atMs;
}

async function ordersOfTasks({ db }: RecordsWork, tasks: readonly string[]): Promise<readonly KeptOrder[]> {
  const rows = await db
    .selectFrom("orders")
    .selectAll()
    .where("task_number", "in", [...tasks, ""])
    .where("task_number", "<>", "")
    .orderBy("id")
    .execute();
  return rows.map(keptOrder);
}

/** All accounts at once and in one order, so that two imports never wait for each other in a circle. */
async function lockAccounts(work: RecordsWork, rows: readonly AnswerRow[]): Promise<void> {
  const orders = await ordersOfTasks(work, [...new Set(rows.map(({ task }) => task))]);
  const keys = [...new Set(orders.map(({ order }) => order.account.key))].sort();
  for (const key of keys) await lockAccount(work.db, key);
}

function faultOf(fault: FaultyRow): Unfit {
  return { sheet: fault.sheet, row: fault.row, task: fault.task, ...refusalInWords(faultError(fault)) };
}

function faultError({ field, seen }: Pick<FaultyRow, "field" | "seen">): SluiceError {
  return new SluiceError("RECOVERY_ANSWER_ROW", { field, seen: seen === "" ? "–" : seen });
}
