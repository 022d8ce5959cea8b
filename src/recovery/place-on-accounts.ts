import { type Holding, type KnownLoss, type PlacedLoss, placeLosses } from "./place-losses.ts";
import type { RecoveryPart, RecoveryPosting } from "./recovery-posting.ts";

/** The accounts that a loss has to do with: where a part of it was found, and out of which it was paid. */
export function accountsOfLoss({ traced, payouts }: KnownLoss): readonly string[] {
  const found = traced.filter(isOnAccount).map(({ place }) => place);
  const known = [...found, ...payouts.map(({ accountKey }) => accountKey)].filter((key) => key !== "");
  return [...new Set(known)].sort();
}

/**
 * Places losses anew on the accounts of `holdings` alone. What is held on one account has no part in what lies on another
 * (rule R30), so a loss that did not change itself keeps its lines elsewhere as the ledger has them.
 * @param losses every loss that has to do with one of the accounts, and those that changed, with all of their accounts.
 * @param present the ledger's standing amounts of these losses.
 * @param changed the losses of which not only a holding changed.
 */
export function placeOnAccounts(
  losses: readonly KnownLoss[],
  holdings: readonly Holding[],
  { present, changed }: { readonly present: readonly RecoveryPosting[]; readonly changed: ReadonlySet<string> },
): readonly PlacedLoss[] {
  const here = new Set(holdings.map(({ accountKey }) => accountKey));
  const isHere = (part: Pick<RecoveryPosting, "bucket" | "place">): boolean =>
    isOnAccount(part) && here.has(part.place);
  return placeLosses(losses, holdings).map((placed) => {
    if (changed.has(placed.lossId)) return placed;
    const elsewhere = present
      .filter(({ lossId }) => lossId === placed.lossId)
      .flatMap(({ bucket, place, amountMinor }): readonly RecoveryPart[] =>
        bucket === "lost" || isHere({ bucket, place }) ? [] : [{ bucket, place, amountMinor }],
      );
    return { ...placed, parts: [...elsewhere, ...placed.parts.filter(isHere)] };
  });
}

/** Whether a line lies on an account, where a measure can hold it. */
function isOnAccount({ bucket }: Pick<RecoveryPosting, "bucket">): boolean {
  switch (bucket) {
    case "at-rest":
    case "lost-sight":
    case "held":
      return true;
    case "lost":
    case "returned":
    case "exited":
    case "written-off":
      return false;
  }
}
