import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { dayMs } from "./china-calendar.ts";
import { holdFigures } from "./hold-figures.ts";
import type { Order, OrderKind, ReleaseReason } from "./order.ts";

const startMs = Date.UTC(2026, 0, 1);
const kinds: readonly OrderKind[] = ["stop-payment", "freeze", "protective-hold", "query", "release"];
const reasons: readonly ReleaseReason[] = [
  "review-refused",
  "unconnected",
  "grievance-upheld",
  "holder-asked",
  "case-closed",
];

const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom(...kinds),
    from: fc.integer({ min: 0, max: 300 }),
    lasts: fc.integer({ min: 1, max: 200 }),
    renewed: fc.boolean(),
    isMeasure: fc.boolean(),
    released: fc.option(fc.integer({ min: 0, max: 300 })),
    due: fc.option(
      fc.record({
        reason: fc.constantFrom(...reasons),
        at: fc.integer({ min: 0, max: 300 }),
        done: fc.option(fc.integer({ min: 0, max: 300 })),
      }),
    ),
  })
  .map(({ id, kind, from, lasts, renewed, isMeasure, released, due }) => {
    const fromMs = startMs + from * dayMs;
    const toMs = fromMs + lasts * dayMs;
    const freeze = sampleFreeze(fromMs, toMs);
    const [first] = freeze.measure?.periods ?? [];
    if (first === undefined) throw new Error("no period");
    const periods = renewed
      ? ([first, { fromMs: toMs, toMs: toMs + dayMs, orderId: "R" }] as const)
      : ([first] as const);
    const releasedMs = released === null ? null : fromMs + released * dayMs;
    const measure = isMeasure ? { periods, heldMinor: toMinorUnits(1), releasedMs } : null;
    const releaseDue =
      due === null
        ? null
        : {
            by: "x",
            atMs: startMs,
            reason: due.reason,
            dueMs: startMs + due.at * dayMs,
            keepMinor: toMinorUnits(0),
            doneMs: due.done === null ? null : startMs + due.done * dayMs,
          };
    return { ...freeze, id, kind, measure, releaseDue };
  });

/** The same figures, order by order, in the words of the rule. */
function slowly(orders: readonly Order[], nowMs: number): unknown {
  let [measures, wrongful, late] = [0, 0, 0];
  const ages: { orderId: string; days: number }[] = [];
  const overdue: { orderId: string; dueMs: number }[] = [];
  for (const { id, kind, measure, releaseDue } of orders) {
    const lastMs = measure === null ? 0 : Math.max(...measure.periods.map(({ toMs }) => toMs));
    const endMs = measure === null ? 0 : Math.min(lastMs, measure.releasedMs ?? lastMs);
    const holds = measure !== null && nowMs >= measure.periods[0].fromMs && nowMs < endMs;
    if (releaseDue !== null && releaseDue.doneMs === null && holds && nowMs >= releaseDue.dueMs)
      overdue.push({ orderId: id, dueMs: releaseDue.dueMs });
    if (releaseDue !== null && releaseDue.doneMs !== null && releaseDue.doneMs > releaseDue.dueMs) late += 1;
    if (kind === "protective-hold" || measure === null) continue;
    measures += 1;
    if (releaseDue !== null && ["review-refused", "unconnected", "grievance-upheld"].includes(releaseDue.reason))
      wrongful += 1;
    let days = 0;
    while (measure.periods[0].fromMs + (days + 1) * dayMs <= nowMs) days += 1;
    if (holds) ages.push({ orderId: id, days });
  }
  ages.sort((a, b) => b.days - a.days || (a.orderId < b.orderId ? -1 : 1));
  overdue.sort((a, b) => a.dueMs - b.dueMs);
  const young = ages.map(({ days }) => days).sort((a, b) => a - b);
  const basis = measures === 0 ? null : Math.floor((wrongful / measures) * 10_000 + 1e-9);
  return {
    measures,
    wrongful,
    wrongfulBasisPoints: basis,
    ages,
    medianDays: young[Math.floor((young.length - 1) / 2)] ?? null,
    overdue,
    late,
  };
}

describe("the figures of the wrongly held", () => {
  it("R35: agree with the slow twin on any orders at any time", () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { maxLength: 12 }), fc.integer({ min: 0, max: 500 }), (orders, day) => {
        const nowMs = startMs + day * dayMs + 1;
        expect(holdFigures(orders, nowMs)).toEqual(slowly(orders, nowMs));
      }),
      { seed: 35, numRuns: 2_000 },
    );
  });
});
