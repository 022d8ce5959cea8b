import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { LegalRule } from "./legal-rule.ts";
import type { Order } from "./order.ts";
import type { GoodFaithClaim, VictimReturn } from "./victim-return.ts";
import type { HolidayYear } from "./working-days.ts";

/** What has to be known to decide on a return. */
export interface ReturnFacts {
  readonly rules: readonly LegalRule[];
  readonly holidays: readonly HolidayYear[];
  readonly freeze: Order;
  /** Every claim of good faith on the frozen account. */
  readonly goodFaith: readonly GoodFaithClaim[];
  /** Every loss that has a share. */
  readonly losses: readonly ReturnableLoss[];
  /** Every return of money to these losses or out of this freeze, this one included: a loss is counted once. */
  readonly returns: readonly VictimReturn[];
}

/** A loss as a return sees it. */
export interface ReturnableLoss {
  readonly lossId: string;
  readonly lossMinor: MinorUnits;
  /** What came back otherwise than by our orders (tracing rule T18). */
  readonly returnedOtherwiseMinor: MinorUnits;
}

/** What was paid to a loss by these returns, and what banks are paying to it now. */
export function givenMinor(lossId: string, returns: readonly VictimReturn[]): MinorUnits {
  const given = returns
    .flatMap(({ payments }) => payments)
    .filter(({ receipt }) => receipt === null || receipt.paid)
    .flatMap(({ losses }) => losses)
    .filter((share) => share.lossId === lossId);
  return toMinorUnits(given.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
}

/** What can still be given back to a loss (rule R24). */
export function roomOf(loss: ReturnableLoss, returns: readonly VictimReturn[]): MinorUnits {
  const left = loss.lossMinor - loss.returnedOtherwiseMinor - givenMinor(loss.lossId, returns);
  return toMinorUnits(Math.max(0, left));
}

/** What the freeze still holds for victims: less payments under way, the holder's claims, and what is reserved (R23). */
export function availableMinor(
  facts: Pick<ReturnFacts, "freeze" | "goodFaith" | "returns">,
  reserveMinor: number,
): MinorUnits {
  const { freeze, goodFaith, returns } = facts;
  const underWay = returns
    .filter(({ freezeId }) => freezeId === freeze.id)
    .flatMap(({ payments }) => payments)
    .filter(({ receipt }) => receipt === null)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const claimed = goodFaith
    .filter(({ accountKey, examined }) => accountKey === freeze.account.key && (examined === null || examined.upheld))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const heldMinor = freeze.measure?.heldMinor ?? 0;
  return toMinorUnits(Math.max(0, heldMinor - underWay - claimed - reserveMinor));
}
