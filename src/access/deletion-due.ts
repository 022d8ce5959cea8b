/** A person of the ledger, and the cases whose statements brought them. */
export interface LedgerPerson {
  readonly touchedByTrace: boolean;
  readonly namedInCase: boolean;
  readonly cases: readonly { readonly closedAtMs: number | null }[];
}

/**
 * When a person whom no trace touches falls due for deletion: `keepDays` after the last of their cases closed (rule P10).
 * `undefined` while a case is open, and for people whom a trace touches or a case names: those stay with the case.
 */
export function deletionDueAtMs(person: LedgerPerson, keepDays: number): number | undefined {
  if (person.touchedByTrace || person.namedInCase) return undefined;
  const closings = person.cases.map(({ closedAtMs }) => closedAtMs);
  if (closings.length === 0 || closings.includes(null)) return undefined;
  return Math.max(...closings.map((at) => at ?? 0)) + keepDays * 86_400_000;
}
