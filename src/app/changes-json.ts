import type { CaseChanges } from "./case-changes.ts";

/** What changed in a case, as `--json` prints it. */
export function changesJson({
  caseName,
  doctrine,
  newFiles,
  again,
  changes,
}: CaseChanges): Readonly<Record<string, unknown>> {
  return { case: caseName, doctrine, newFiles, tracedAgain: again, changes };
}
