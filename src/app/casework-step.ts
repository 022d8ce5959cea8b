import type { Outcome } from "../casework/refusal.ts";
import { refusalSentence } from "../casework/refusal.ts";
import { inBoth, SluiceError } from "../errors/sluice-error.ts";
import { type Resource, type ResourceKind, resourceOfKind } from "../access/resource.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";

/** The state that a step of casework comes to. @throws SluiceError CASEWORK_REFUSED with the reason in both languages */
export function carriedOut<State>(outcome: Outcome<State>): State {
  if ("state" in outcome) return outcome.state;
  const { refused } = outcome;
  const why = { zh: refusalSentence(refused, "zh"), en: refusalSentence(refused, "en") };
  throw new SluiceError("CASEWORK_REFUSED", { code: refused.code, ...inBoth("why", why) });
}

/** What a row of casework is called and where it stands, as rights are decided. */
interface GuardedRow {
  readonly unit_code: string;
  readonly case_id: string | null;
}

/** The facts of a row that hangs on a case or on none, by which rights are decided. */
export async function resourceOf(
  { db }: RecordsWork,
  kind: ResourceKind,
  { unit_code: unitCode, case_id: caseId, assignees = [] }: GuardedRow & { readonly assignees?: readonly string[] },
): Promise<Resource> {
  const members =
    caseId === null
      ? []
      : await db.selectFrom("case_members").select("user_id").where("case_id", "=", caseId).execute();
  const caseMembers = members.map(({ user_id: userId }) => userId);
  return { ...resourceOfKind(kind), unitCode, caseMembers, assignees };
}

/** A row that one may not see is answered like one that does not exist. @throws SluiceError RECORDS_NOT_FOUND */
export function seenRow<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what });
  return row;
}

/** @throws SluiceError RECORDS_CHANGED_MEANWHILE unless the row still is the one that was seen */
export function refuseStale(what: string, seen: number, current: number): void {
  if (seen !== current) throw new SluiceError("RECORDS_CHANGED_MEANWHILE", { what, seen, current });
}

/** Refuses a change of a row that somebody changed between reading and writing it: then no row had its version any more. */
export function refuseOvertaken(
  { numUpdatedRows }: { readonly numUpdatedRows: bigint },
  what: string,
  seen: number,
): void {
  if (numUpdatedRows === 0n) refuseStale(what, seen, seen + 1);
}
