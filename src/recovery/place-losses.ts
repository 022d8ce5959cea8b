import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { splitByWeight } from "../money/split-by-weight.ts";
import type { RecoveryBucket, RecoveryPart } from "./recovery-posting.ts";

/** A part of a loss where a trace placed it. `held` is no trace's business. */
export interface TracedPart extends RecoveryPart {
  readonly bucket: Exclude<RecoveryBucket, "held">;
  /** Of a returned part: the payment of ours that the trace saw (T18: one event); `null`: nobody ordered it. */
  readonly paymentId: string | null;
}

/** Money of a loss that a bank paid out to its victim on our order. */
export interface Payout {
  readonly paymentId: string;
  readonly lossId: string;
  /** The frozen account that it came from. */
  readonly accountKey: string;
  readonly amountMinor: MinorUnits;
}

/** What is known of a loss. The traced parts sum to the loss; without a trace all of it is lost sight of at the payee. */
export interface KnownLoss {
  readonly lossId: string;
  readonly lossMinor: MinorUnits;
  readonly traced: readonly TracedPart[];
  readonly payouts: readonly Payout[];
}

/** What banks hold on an account by our measures (`heldOn`). */
export interface Holding {
  readonly accountKey: string;
  readonly heldMinor: MinorUnits;
}

/** A loss with every 分 of it placed. */
export interface PlacedLoss {
  readonly lossId: string;
  readonly lossMinor: MinorUnits;
  readonly parts: readonly RecoveryPart[];
}

/**
 * Places each loss (rule R30): what was paid out is returned, taken first from what rests in the account that it came
 * from; what a bank holds on an account is first what a trace found at rest there, then what it lost sight of there,
 * shared among losses in proportion (largest remainder, by loss id). Give every loss that has a part on one of the
 * accounts, else too much of a holding falls to the others. Pure; the order of the lists has no part in the answer.
 */
export function placeLosses(losses: readonly KnownLoss[], holdings: readonly Holding[]): readonly PlacedLoss[] {
  const ordered = losses.toSorted((a, b) => compare(a.lossId, b.lossId));
  const amounts = ordered.map(amountsAfterPayouts);
  for (const { accountKey, heldMinor } of holdings) {
    const left = holdOf(amounts, { bucket: "at-rest", accountKey, heldMinor });
    holdOf(amounts, { bucket: "lost-sight", accountKey, heldMinor: left });
  }
  return ordered.map(({ lossId, lossMinor }, index) => ({
    lossId,
    lossMinor,
    parts: [...(amounts[index] ?? new Map()).values()].filter(({ amountMinor }) => amountMinor > 0),
  }));
}

/** Parts by bucket and place; a part in the map may be 0. */
type Amounts = Map<string, RecoveryPart>;

function amountsAfterPayouts({ traced, payouts }: KnownLoss): Amounts {
  const amounts: Amounts = new Map();
  const byPlace = traced.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  for (const part of byPlace) {
    const payout = part.paymentId === null ? undefined : payouts.find((one) => one.paymentId === part.paymentId);
    // A payment that the trace saw too is put back first, so that it is counted once and by what the bank receipted.
    const place = payout === undefined ? part : { bucket: "at-rest" as const, place: payout.accountKey };
    add(amounts, { bucket: place.bucket, place: place.place, amountMinor: part.amountMinor });
  }
  const paid = payouts.toSorted((a, b) => compare(a.paymentId, b.paymentId));
  for (const payout of paid) takeOut(amounts, payout);
  for (const { paymentId, amountMinor } of paid) add(amounts, { bucket: "returned", place: paymentId, amountMinor });
  return amounts;
}

/** Where a payout is taken from: the account that paid, then what is least known, what rests elsewhere last. */
function takeOut(amounts: Amounts, { accountKey, amountMinor }: Payout): void {
  const here = ({ place }: RecoveryPart): boolean => place === accountKey;
  const steps: readonly ((part: RecoveryPart) => boolean)[] = [
    (part) => part.bucket === "at-rest" && here(part),
    (part) => part.bucket === "lost-sight" && here(part),
    ({ bucket }) => bucket === "lost-sight",
    ({ bucket }) => bucket === "exited",
    ({ bucket }) => bucket === "written-off",
    ({ bucket }) => bucket === "at-rest",
    ({ bucket }) => bucket === "returned",
  ];
  let left: number = amountMinor;
  for (const step of steps) {
    for (const [key, part] of amounts) {
      if (left === 0) return;
      if (!step(part)) continue;
      const taken = Math.min(left, part.amountMinor);
      amounts.set(key, { ...part, amountMinor: toMinorUnits(part.amountMinor - taken) });
      left -= taken;
    }
  }
}

/** Moves up to `heldMinor` of the bucket's parts on the account to what is held there; answers what was not used. */
function holdOf(
  amounts: readonly Amounts[],
  { bucket, accountKey, heldMinor }: Holding & { readonly bucket: "at-rest" | "lost-sight" },
): MinorUnits {
  const key = keyOf({ bucket, place: accountKey });
  const rooms = amounts.map((one): number => one.get(key)?.amountMinor ?? 0);
  const room = rooms.reduce((sum, one) => sum + one, 0);
  const used = toMinorUnits(Math.min(room, heldMinor));
  if (used === 0) return heldMinor;
  splitByWeight(used, rooms).forEach((share, index) => {
    const own = amounts[index];
    if (own === undefined || share === 0) return;
    add(own, { bucket, place: accountKey, amountMinor: toMinorUnits(0 - share) });
    add(own, { bucket: "held", place: accountKey, amountMinor: share });
  });
  return toMinorUnits(heldMinor - used);
}

function add(amounts: Amounts, part: RecoveryPart): void {
  const key = keyOf(part);
  const before = amounts.get(key)?.amountMinor ?? 0;
  amounts.set(key, { ...part, amountMinor: toMinorUnits(before + part.amountMinor) });
}

function keyOf({ bucket, place }: Pick<RecoveryPart, "bucket" | "place">): string {
  return `${bucket} ${place}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
