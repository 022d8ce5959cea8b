import type { ChosenRows, FreezeDraftsBody, ListDraftsView } from "../contract/order-drafts.ts";
import type { OrderBody } from "../contract/recovery-orders.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { OrderedStatement } from "../recovery/ordered-statement.ts";
import { standingOf } from "../recovery/order-standing.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import type { Order } from "../recovery/order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import type { AccountView } from "../tracing/account-view.ts";
import { innocentWords } from "../tracing/order-words.ts";
import type { FreezeView, RequestView, TraceView } from "../tracing/trace-view.ts";
import { findCase } from "./case-records.ts";
import { resourceOf } from "./casework-step.ts";
import { draftRecoveryOrder } from "./draft-recovery-order.ts";
import { keptOrder, lockAccount } from "./kept-order.ts";
import { installedRules } from "./legal-rules.ts";
import { arrivalsOf } from "./note-requests.ts";
import { orderedNames } from "./ordered-names.ts";
import { refusalInWords } from "./refusal-in-words.ts";

/** What a traced case has to be ordered of banks. */
export type TracedLists = Pick<TraceView, "freezeList" | "requests">;

/** A case, and a list of its trace. */
export interface ListOf<Row> {
  readonly caseId: string;
  readonly list: readonly Row[];
}

/**
 * Drafts orders for rows of the freeze list: the disputed amount alone, with the receipt that justifies it; never a second
 * one of the kind for an account and amount while the first is open (rule R42). Whatever is left is told with its reason.
 */
export function draftFreezes(
  work: RecordsWork,
  { caseId, list }: ListOf<FreezeView>,
  body: FreezeDraftsBody,
): Promise<ListDraftsView> {
  const { kind, term } = body;
  return draftRows(work, { caseId, list, body, name: "freeze-list" }, (row, key) => {
    const { account, atRestMinor, receipt, looksInnocent, answer } = row;
    if (body.accounts === undefined && answer?.refusal !== undefined && answer.refusal !== null)
      throw new SluiceError("RECOVERY_ROW_REFUSED", { account: key });
    if (receipt === null || account.currency !== "CNY") throw new SluiceError("RECOVERY_ROW_UNFIT", { account: key });
    const { transfer, serial } = receipt;
    const amountMinor = toMinorUnits(atRestMinor);
    const marks = looksInnocent === null ? {} : { looksInnocent: innocentWords(looksInnocent) };
    const paid = { payer: transfer.payer.number, amountMinor: toMinorUnits(transfer.amountMinor), atMs: transfer.atMs };
    const basis = { receipt: { ...paid, serial }, sources: [`transfer:${transfer.id}`], score: null, ...marks };
    return { ...draftOf(caseId, account, key), kind, term, amountMinor, tracedMinor: amountMinor, basis };
  });
}

/** Drafts queries for the statements that the trace asks for, each with its period; never one that is asked for already. */
export function draftQueries(
  work: RecordsWork,
  { caseId, list }: ListOf<RequestView>,
  body: ChosenRows,
): Promise<ListDraftsView> {
  return draftRows(work, { caseId, list, body, name: "requests" }, (row, key) => {
    const { account, amountMinor, fromMs, toMs, receipts } = row;
    const statement = { fromMs, toMs, amountMinor: toMinorUnits(amountMinor), arrivals: arrivalsOf(row) };
    const sources = receipts.slice(0, mostSources).map(({ transfer }) => `transfer:${transfer.id}`);
    const basis = { receipt: null, sources, score: null };
    const query = { kind: "query", term: "ordinary", amountMinor: null, tracedMinor: toMinorUnits(0) } as const;
    return { ...draftOf(caseId, account, key), ...query, basis, statement };
  });
}

/** A case for who may draft orders for it. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function caseToOrderFor(work: RecordsWork, caseId: string): Promise<RowOf<"cases">> {
  const found = await findCase(work, caseId);
  work.require("create", await resourceOf(work, "order", { unit_code: found.unit_code, case_id: caseId }));
  return found;
}

/** As many sources as an order takes from a person. */
const mostSources = 200;

type Wanted = OrderBody & { readonly statement?: OrderedStatement };

interface Rows<Row> extends ListOf<Row> {
  readonly body: ChosenRows;
  readonly name: string;
}

async function draftRows<Row extends { readonly account: AccountView }>(
  work: RecordsWork,
  { caseId, list, body, name }: Rows<Row>,
  wantedOf: (row: Row, key: string) => Wanted,
): Promise<ListDraftsView> {
  const { number } = await caseToOrderFor(work, caseId);
  const chosen = body.accounts ?? list.map(({ account }) => account.key);
  const rows = list.filter(({ account }) => chosen.includes(account.key));
  const keyOf = await work.beyondRights((free) =>
    orderedNames(
      free,
      rows.map(({ account }) => account),
    ),
  );
  // All accounts at once and in one order, so that two lists never wait for each other in a circle.
  for (const key of rows.map(({ account }) => keyOf(account)).sort()) await lockAccount(work.db, key);
  const drafted: ListDraftsView["drafted"][number][] = [];
  const left = chosen.filter((key) => !rows.some(({ account }) => account.key === key)).map(notListed);
  for (const row of rows) {
    const { key: account } = row.account;
    try {
      if (drafted.length === body.budget) throw new SluiceError("RECOVERY_BUDGET_SPENT", { budget: body.budget });
      const wanted = wantedOf(row, keyOf(row.account));
      await refuseOrdered(work, wanted);
      const { order, number: given } = await draftRecoveryOrder(work, wanted);
      drafted.push({ account, orderId: order.id, number: given, amountMinor: order.amountMinor });
    } catch (error) {
      left.push({ account, ...refusalInWords(error) });
    }
  }
  const details = { drafted: drafted.map((one) => one.number), left: left.length, budget: body.budget };
  await work.log({ action: `${name}.draft`, subject: `case:${caseId}`, purpose: number, details });
  return { drafted, left };
}

function notListed(account: string): ListDraftsView["left"][number] {
  return { account, ...refusalInWords(new SluiceError("RECOVERY_ROW_NOT_LISTED", { account })) };
}

function draftOf(
  caseId: string,
  { bank, holder }: AccountView,
  key: string,
): Pick<OrderBody, "caseId" | "reportId" | "account" | "hold" | "targetId"> {
  // Statements do not say where an account is kept; a freeze of it needs the higher approval until somebody does.
  const account = { key, bank, holder, isCorporate: corporateEndings.test(holder), province: "" };
  return { caseId, reportId: null, account, hold: null, targetId: null };
}

/** What names of companies, shops and institutions end in, before a note in brackets. */
const corporateEndings =
  /(公司|集团|合伙|厂|店|商行|经营部|工作室|事务所|合作社|中心|学校|医院|协会|基金会|委员会|大学|研究院)([(（][^()（）]*[)）])?$/;

/** @throws SluiceError RECOVERY_ORDERED_ALREADY where an open order of the case asks for the same */
async function refuseOrdered({ db, nowMs, beyondRights }: RecordsWork, wanted: Wanted): Promise<void> {
  const { rules } = await installedRules(db);
  const same = await beyondRights((free) =>
    free
      .selectFrom("orders")
      .selectAll()
      .where("account_key", "=", wanted.account.key)
      .where("kind", "=", wanted.kind)
      .where("case_id", "=", wanted.caseId)
      .execute(),
  );
  const known = same.map(keptOrder).find(({ order }) => isSame(order, wanted) && isOpen(order, rules, nowMs));
  if (known === undefined) return;
  throw new SluiceError("RECOVERY_ORDERED_ALREADY", { account: wanted.account.key, number: known.number });
}

function isSame({ amountMinor, statement }: Order, wanted: Wanted): boolean {
  return amountMinor === wanted.amountMinor && statement?.fromMs === wanted.statement?.fromMs;
}

/** Whether an order may still do what was asked, or does it. A query that was answered is done: its statement comes. */
function isOpen(order: Order, rules: readonly LegalRule[], nowMs: number): boolean {
  switch (standingOf(order, rules, nowMs)) {
    case "draft":
    case "awaiting-approval":
    case "signed":
    case "sent":
    case "queued":
    case "in-force":
    case "expiring":
    case "renewed":
      return true;
    case "answered":
      return order.answer?.outcome === "full" || order.answer?.outcome === "partial";
    case "lapsed":
    case "released":
    case "withdrawn":
      return false;
  }
}
