import type { RecordsStore, RecordsWork } from "../storage/records/records-store.ts";

/** No user's id. */
export const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * Work of the command line over the records: whoever may write the data folder may read all of it, so no person's rights are
 * asked. The log says that it was the command line, and under which name of the system.
 */
export function transactAsSystem(
  records: RecordsStore,
  user: string,
): <T>(work: (work: RecordsWork) => Promise<T>) => Promise<T> {
  return (step) =>
    records.asSystem(({ db, nowMs, log }) =>
      step({
        db,
        nowMs,
        actor: { userId: nobody, userName: user, unitCode: "", roles: [], bank: "" },
        log: (act) => log({ ...act, details: { ...act.details, commandLine: user } }),
        require: () => undefined,
        beyondRights: (free) => free(db),
      }),
    );
}
