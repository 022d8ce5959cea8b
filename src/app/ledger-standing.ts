import type { LedgerStanding } from "../contract/ledger-standing.ts";
import type { Stores } from "../storage/stores.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";

/** How many files the ledger holds, and how many losses each case has in it: of the cases that the asker may see. */
export async function ledgerStanding(
  { ledger, losses }: Pick<Stores, "ledger" | "losses">,
  records: RecordsStore,
  actor: RecordsActor,
): Promise<LedgerStanding> {
  const rows = await records.as(actor, ({ db }) => db.selectFrom("cases").select(["id", "trace_name"]).execute());
  const idOf = new Map(rows.map(({ id, trace_name: name }) => [name, id]));
  const names = (await losses.cases()).filter((name) => idOf.has(name));
  const counted = names.map(async (name) => {
    return { id: idOf.get(name) ?? "", losses: (await losses.claims(name)).length };
  });
  return { files: (await ledger.files()).length, cases: await Promise.all(counted) };
}
