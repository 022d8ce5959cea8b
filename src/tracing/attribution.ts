import { SluiceError } from "../errors/sluice-error.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { splitByWeight } from "../money/split-by-weight.ts";
import type { AttributionQuestion, LedgerOrder } from "./attribution-question.ts";
import { type DirectFailure, directFailures } from "./direct-return.ts";
import type { AllocatingDoctrine } from "./doctrine.ts";
import { frozenEvidence, type VictimEvidence } from "./frozen-evidence.ts";
import { type TimestampFailure, timestampFailures } from "./timestamp-return.ts";

/** How a frozen sum is to be shared (return rule, Art. 8); `NONE`: no victim's money came into the account. */
export type ReturnMethod = "DIRECT" | "TIMESTAMP" | "PRO_RATA" | "NONE";

/** A proposal: an officer decides. Amounts are minor units; frozen = returned here + Σ shares + remainder, exactly. */
export interface Attribution {
  readonly method: ReturnMethod;
  /** Why `DIRECT` does not hold, with figures; empty when it does. */
  readonly direct: readonly DirectFailure[];
  /** Why `TIMESTAMP` does not hold; empty when it does. Tried also where `DIRECT` holds, for the record. */
  readonly timestamp: readonly TimestampFailure[];
  /** How many orders of the ledger were tried (T7). */
  readonly orders: number;
  /** What the ledger says the account held at the freeze; the opening counted as 0 where it is unknown (T5). */
  readonly balanceMinor: number;
  readonly openingKnown: boolean;
  readonly frozenMinor: MinorUnits;
  /** Returned out of the frozen sum before. */
  readonly returnedHereMinor: MinorUnits;
  /** Victims whose money was traced into the account, by the smallest id of their losses. */
  readonly victims: readonly VictimShare[];
  /** What stays frozen. */
  readonly remainderMinor: MinorUnits;
}

/** What one victim is to get, and what it was reckoned from. */
export interface VictimShare {
  readonly name: string;
  readonly losses: readonly string[];
  readonly lossMinor: MinorUnits;
  readonly returnedMinor: MinorUnits;
  readonly returnedHereMinor: MinorUnits;
  /** `lossMinor` less `returnedMinor`, never below 0. */
  readonly unreturnedMinor: MinorUnits;
  /** Traced money that entered the account before the freeze, each 分 once however often it came back; by doctrine. */
  readonly enteredMinor: Readonly<Record<AllocatingDoctrine, number>>;
  /** In the account at the freeze, by doctrine: the smallest and the largest over the orders tried. */
  readonly heldMinor: Readonly<Record<AllocatingDoctrine, { readonly leastMinor: number; readonly mostMinor: number }>>;
  /**
   * Weight and cap: the smaller of the unreturned loss and the money that entered, less what of it went back already.
   */
  readonly capMinor: MinorUnits;
  readonly shareMinor: MinorUnits;
  /**
   * What was returned here beyond the share that the whole frozen sum would give today, as when a victim was found late.
   * It is told, never taken back.
   */
  readonly returnedBeyondMinor: MinorUnits;
}

/**
 * Proposes how a frozen sum is to be shared among the victims whose money was traced into the account: `DIRECT`, else
 * `TIMESTAMP`, else `PRO_RATA` (tracing design, section 5). `orders`: the ledger's own order first, then the others tried
 * under T7. The order in which losses and victims are given has no part in the answer. Pure.
 * @throws SluiceError TRACE_BAD_RETURNED, TRACE_LOSS_WITHOUT_VICTIM; whatever `trace` throws.
 */
export function attribute(
  orders: readonly [LedgerOrder, ...LedgerOrder[]],
  question: AttributionQuestion,
): Attribution {
  const evidence = frozenEvidence(orders, question);
  const returnedHereMinor = sum(question.victims.map((victim) => victim.returnedHereMinor));
  if (returnedHereMinor > question.frozenMinor) {
    throw new SluiceError("TRACE_BAD_RETURNED", { returned: returnedHereMinor, frozen: question.frozenMinor });
  }
  const openMinor = toMinorUnits(question.frozenMinor - returnedHereMinor);
  const capped = evidence.victims.map((victim) => withCap(victim, question.doctrine, victim.claim.returnedHereMinor));
  const untouched = evidence.victims.map((victim) => withCap(victim, question.doctrine, toMinorUnits(0)));
  const direct = directFailures(evidence, question);
  const timestamp = timestampFailures(evidence, openMinor);
  const method = evidence.victims.length === 0 ? "NONE" : methodOf(direct, timestamp);
  const shares = sharesBy(method, capped, openMinor);
  const wholeShares = sharesBy(method, untouched, question.frozenMinor);
  return {
    method,
    direct,
    timestamp,
    orders: orders.length,
    balanceMinor: evidence.balanceMinor,
    openingKnown: evidence.openingKnown,
    frozenMinor: question.frozenMinor,
    returnedHereMinor,
    victims: capped.map((victim, index) => describe(victim, shares[index] ?? 0, wholeShares[index] ?? 0)),
    remainderMinor: toMinorUnits(openMinor - sum(shares)),
  };
}

type Capped = VictimEvidence & { readonly hereMinor: MinorUnits; readonly capMinor: MinorUnits };

/** The cap when `hereMinor` of what was returned came out of this sum. */
function withCap(victim: VictimEvidence, doctrine: AllocatingDoctrine, hereMinor: MinorUnits): Capped {
  const { claim, enteredMinor } = victim;
  const elsewhereMinor = claim.returnedMinor - claim.returnedHereMinor;
  const unreturned = claim.lossMinor - elsewhereMinor - hereMinor;
  const capMinor = toMinorUnits(Math.max(0, Math.min(unreturned, enteredMinor[doctrine] - hereMinor)));
  return { ...victim, hereMinor, capMinor };
}

function methodOf(direct: readonly DirectFailure[], timestamp: readonly TimestampFailure[]): ReturnMethod {
  if (direct.length === 0) return "DIRECT";
  return timestamp.length === 0 ? "TIMESTAMP" : "PRO_RATA";
}

/** What each victim is to get of the open sum; the shares never exceed it, nor the caps. */
function sharesBy(method: ReturnMethod, victims: readonly Capped[], openMinor: MinorUnits): readonly MinorUnits[] {
  const caps = victims.map(({ capMinor }) => capMinor);
  switch (method) {
    case "NONE":
      return [];
    case "DIRECT":
      return caps.map((cap) => toMinorUnits(Math.min(cap, openMinor)));
    case "TIMESTAMP":
      return victims.map(({ heldMinor, hereMinor, capMinor }) =>
        toMinorUnits(Math.min(capMinor, openMinor, Math.max(0, heldMinor.fifo.mostMinor - hereMinor))),
      );
    case "PRO_RATA": {
      // Below the sum of the caps, the largest remainder rounds a share up to its cap at most.
      return sum(caps) <= openMinor ? caps : splitByWeight(openMinor, caps);
    }
  }
}

function describe(victim: Capped, share: number, wholeShare: number): VictimShare {
  const { claim, enteredMinor, heldMinor, capMinor } = victim;
  return {
    ...claim,
    unreturnedMinor: toMinorUnits(Math.max(0, claim.lossMinor - claim.returnedMinor)),
    enteredMinor,
    heldMinor,
    capMinor,
    shareMinor: toMinorUnits(share),
    returnedBeyondMinor: toMinorUnits(Math.max(0, claim.returnedHereMinor - wholeShare)),
  };
}

function sum(amounts: readonly MinorUnits[]): MinorUnits {
  return toMinorUnits(amounts.reduce((total, amount) => total + amount, 0));
}
