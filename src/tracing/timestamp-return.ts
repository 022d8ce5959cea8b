import type { MinorUnits } from "../money/minor-units.ts";
import { type AllocatingDoctrine, allocatingDoctrines } from "./doctrine.ts";
import type { FrozenEvidence, VictimEvidence } from "./frozen-evidence.ts";

/** Why time stamps do not tell whose the frozen money is. `victim` is a position in `Attribution.victims`. */
export type TimestampFailure =
  | {
      readonly why: "doctrines-differ";
      readonly victim: number;
      readonly least: { readonly doctrine: AllocatingDoctrine; readonly amountMinor: number };
      readonly most: { readonly doctrine: AllocatingDoctrine; readonly amountMinor: number };
    }
  | {
      readonly why: "orders-differ";
      readonly victim: number;
      readonly doctrine: AllocatingDoctrine;
      readonly leastMinor: number;
      readonly mostMinor: number;
    }
  | { readonly why: "guessed-day"; readonly transfer: number }
  | { readonly why: "frozen-below-held"; readonly heldMinor: number; readonly openMinor: MinorUnits };

/**
 * `TIMESTAMP` (Art. 8 (2)): all five allocating doctrines leave every victim the same amount in the account, to the 分, in
 * every order tried; no row known to the day alone had its place guessed; and, with several victims, the sum still frozen
 * covers what they have there (else time stamps do not say whose part was spent).
 */
export function timestampFailures(evidence: FrozenEvidence, openMinor: MinorUnits): readonly TimestampFailure[] {
  const failures = evidence.victims.flatMap(({ heldMinor }, victim) => disagreement(heldMinor, victim));
  if (evidence.guessedDay !== null) failures.push({ why: "guessed-day", transfer: evidence.guessedDay });
  const held = evidence.victims.map(({ heldMinor, claim }) =>
    Math.max(0, heldMinor.fifo.mostMinor - claim.returnedHereMinor),
  );
  const sum = held.reduce((total, amount) => total + amount, 0);
  if (failures.length === 0 && held.filter((amount) => amount > 0).length > 1 && sum > openMinor) {
    failures.push({ why: "frozen-below-held", heldMinor: sum, openMinor });
  }
  return failures;
}

/** How the doctrines, or the orders under one of them, disagree about a victim; nothing when they agree. */
function disagreement(heldMinor: VictimEvidence["heldMinor"], victim: number): TimestampFailure[] {
  const differing = allocatingDoctrines.find((one) => heldMinor[one].leastMinor !== heldMinor[one].mostMinor);
  if (differing !== undefined) return [{ why: "orders-differ", victim, doctrine: differing, ...heldMinor[differing] }];
  const sorted = allocatingDoctrines
    .map((doctrine) => ({ doctrine, amountMinor: heldMinor[doctrine].mostMinor }))
    .toSorted((a, b) => a.amountMinor - b.amountMinor);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined || least.amountMinor === most.amountMinor) return [];
  return [{ why: "doctrines-differ", victim, least, most }];
}
