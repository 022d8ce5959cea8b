/**
 * Where money leaves the ledger for good (tracing rule T10, T11, T16, T17, T20). The position in `exitKinds` is the byte
 * that columns store; 0 means "an ordinary account". Append only.
 */
export const exitKinds = [
  "none",
  "cash",
  "purchase",
  "abroad",
  "virtual-currency",
  "fee",
  "exchange",
  "hub",
  "debt",
  "another-loss",
  "unknown",
  /** a holder acquired it in good faith (善意取得, T20) */
  "good-faith",
] as const;

/** One kind of exit. */
export type ExitKind = Exclude<(typeof exitKinds)[number], "none">;

/** The byte that columns store for an exit kind. */
export function exitKindCode(kind: ExitKind | "none"): number {
  return exitKinds.indexOf(kind);
}
