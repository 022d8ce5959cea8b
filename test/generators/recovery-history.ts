import { toMinorUnits } from "../../src/money/minor-units.ts";
import { dayMs, hourMs } from "../../src/recovery/china-calendar.ts";
import type { KnownLoss, TracedPart } from "../../src/recovery/place-losses.ts";
import { restateLoss } from "../../src/recovery/restate-loss.ts";
import {
  answerSome,
  draftSomeOrder,
  type HistoryStep,
  orderThrough,
  pick,
  renewOrRelease,
  reviewSome,
  sendSome,
  signSome,
} from "./order-history.ts";
import { decidedOf, type RecoveryWorld, worldAccounts } from "./recovery-world.ts";
import { disturbReturn, planSomeReturn, pushReturn } from "./return-history.ts";

/** What each kind of step does; those listed often happen often. */
const deeds: readonly ((world: RecoveryWorld, step: HistoryStep) => void)[] = [
  (world, [, a]) => world.advance((a % 72) * hourMs),
  (world, [, a]) => world.advance((a % 25) * dayMs),
  reportLoss,
  reportLoss,
  traceLoss,
  (world) => {
    world.filedMs ??= world.nowMs;
  },
  (world) => {
    world.filedMs ??= world.nowMs;
  },
  draftSomeOrder,
  signSome,
  sendSome,
  answerSome,
  answerSome,
  reviewSome,
  orderThrough,
  orderThrough,
  orderThrough,
  renewOrRelease,
  renewOrRelease,
  planSomeReturn,
  planSomeReturn,
  planSomeReturn,
  ...Array.from({ length: 12 }, () => pushReturn),
  ...Array.from({ length: 4 }, () => disturbReturn),
];

/** Does one step of a history; what is refused leaves everything as it was. */
export function doStep(world: RecoveryWorld, step: HistoryStep): void {
  if (world.losses.size === 0) reportLoss(world, step);
  deeds[step[0] % deeds.length]?.(world, step);
}

function reportLoss(world: RecoveryWorld, [, a, b]: HistoryStep): void {
  if (world.losses.size >= 4) return;
  const lossMinor = toMinorUnits(1 + (a % 60));
  const place = worldAccounts[b % worldAccounts.length] ?? "A";
  const traced: TracedPart[] = [{ bucket: "lost-sight", place, amountMinor: lossMinor, paymentId: null }];
  world.keepLoss({ lossId: world.nextId("L"), lossMinor, traced, payouts: [] });
}

/** A statement came: the loss is bound to a row, perhaps of another amount, and traced. */
function traceLoss(world: RecoveryWorld, [, a, b, c]: HistoryStep): void {
  const loss = pick([...world.losses.values()], a);
  if (loss === undefined) return;
  const lossMinor = toMinorUnits(Math.max(1, loss.lossMinor + (c % 7 === 0 ? (b % 9) - 4 : 0)));
  const restated = decidedOf(
    restateLoss(loss, { lossMinor, traced: tracedParts(loss, lossMinor, [b, c]) }, [...world.returns.values()]),
  );
  if (restated !== null) world.keepLoss(restated);
}

function tracedParts(loss: KnownLoss, lossMinor: number, [b, c]: readonly [number, number]): TracedPart[] {
  const places: readonly Pick<TracedPart, "bucket" | "place">[] = [
    { bucket: "at-rest", place: worldAccounts[b % 3] ?? "A" },
    { bucket: "at-rest", place: worldAccounts[c % 3] ?? "B" },
    { bucket: "lost-sight", place: worldAccounts[(b + c) % 3] ?? "C" },
    { bucket: "lost-sight", place: worldAccounts[c % 3] ?? "A" },
    { bucket: "exited", place: "cash" },
    { bucket: "written-off", place: "D" },
    { bucket: "returned", place: "V" },
  ];
  const parts: TracedPart[] = [];
  let left = lossMinor;
  const [payout] = loss.payouts; // Of the payouts a trace sees one, or none yet.
  if (payout !== undefined && c % 2 === 0 && payout.amountMinor <= left) {
    parts.push({ bucket: "returned", place: "V", amountMinor: payout.amountMinor, paymentId: payout.paymentId });
    left -= payout.amountMinor;
  }
  for (const [index, place] of places.entries()) {
    const part = index === places.length - 1 ? left : Math.min(left, ((b >> index) * (index + 3) + c) % 40);
    if (part > 0) parts.push({ ...place, amountMinor: toMinorUnits(part), paymentId: null });
    left -= part;
  }
  return parts;
}
