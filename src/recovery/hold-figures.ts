import { dayMs } from "./china-calendar.ts";
import { isHolding } from "./measure.ts";
import type { Order } from "./order.ts";

/** What shows whether people are held wrongly, or for too long (rule R35). Protective holds are not counted. */
export interface HoldFigures {
  /** Stop-payments and freezes that took effect. */
  readonly measures: number;
  /** Of them: found not to concern the case, a grievance upheld, or refused at review. */
  readonly wrongful: number;
  /** `wrongful` by `measures`, hundredths of a percent, rounded down; `null` without measures. */
  readonly wrongfulBasisPoints: number | null;
  /** Whole days since the first moment of each measure in force; renewals do not make it younger. Oldest first. */
  readonly ages: readonly { readonly orderId: string; readonly days: number }[];
  /** The middle age in days (of two, the lower); `null` where nothing is held. */
  readonly medianDays: number | null;
  /** Releases that are due and not done at the time, longest overdue first. */
  readonly overdue: readonly { readonly orderId: string; readonly dueMs: number }[];
  /** Releases that were done after their time. */
  readonly late: number;
}

/** The figures of the orders as they stand at `nowMs`. */
export function holdFigures(orders: readonly Order[], nowMs: number): HoldFigures {
  const measures = orders.filter(({ kind, measure }) => kind !== "protective-hold" && measure !== null);
  const wrongful = measures.filter(isWrongful).length;
  const ages = measures
    .filter((order) => isHolding(order, nowMs))
    .map((order) => ({ orderId: order.id, days: Math.floor((nowMs - startOf(order, nowMs)) / dayMs) }))
    .sort((a, b) => b.days - a.days || (a.orderId < b.orderId ? -1 : 1));
  return {
    measures: measures.length,
    wrongful,
    wrongfulBasisPoints: measures.length === 0 ? null : Math.floor((wrongful * 10_000) / measures.length),
    ages,
    medianDays: ages[Math.ceil((ages.length - 1) / 2)]?.days ?? null,
    overdue: orders.flatMap((order) => overdueRelease(order, nowMs)).sort((a, b) => a.dueMs - b.dueMs),
    late: orders.filter(isLate).length,
  };
}

function isWrongful({ releaseDue }: Order): boolean {
  if (releaseDue === null) return false;
  switch (releaseDue.reason) {
    case "review-refused":
    case "unconnected":
    case "grievance-upheld":
      return true;
    case "holder-asked":
    case "case-closed":
      return false;
  }
}

function startOf({ measure }: Order, nowMs: number): number {
  return measure?.periods[0].fromMs ?? nowMs;
}

function overdueRelease(order: Order, nowMs: number): { readonly orderId: string; readonly dueMs: number }[] {
  const { id, releaseDue } = order;
  const isOpen = releaseDue !== null && releaseDue.doneMs === null && isHolding(order, nowMs);
  return isOpen && nowMs >= releaseDue.dueMs ? [{ orderId: id, dueMs: releaseDue.dueMs }] : [];
}

/** Done after the due instant. */
function isLate({ releaseDue }: Order): boolean {
  if (releaseDue === null || releaseDue.doneMs === null) return false;
  return releaseDue.doneMs > releaseDue.dueMs;
}
