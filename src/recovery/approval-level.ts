/** At which level of the police somebody signs. */
export type ApprovalLevel = "officer" | "county" | "city" | "province";

const rank: Readonly<Record<ApprovalLevel, number>> = { officer: 0, county: 1, city: 2, province: 3 };

/** Whether a signature of level `given` serves where `wanted` is wanted: a higher one does. */
export function reachesLevel(given: ApprovalLevel, wanted: ApprovalLevel): boolean {
  return rank[given] >= rank[wanted];
}
