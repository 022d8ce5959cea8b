import { resourceOfKind } from "../access/resource.ts";
import type { CentreNumbers } from "../contract/victim-contacts.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";

/** The national hotline and the emergency call: what an installation begins with. */
const defaultNumbers: readonly string[] = ["96110", "110"];
const setting = "centre-numbers";

/** The telephone numbers that words to a victim may hold. */
export async function centreNumbers({ db }: Pick<RecordsWork, "db">): Promise<readonly string[]> {
  const row = await db.selectFrom("settings").select("value").where("name", "=", setting).executeTakeFirst();
  // Checked when it was written.
  return row === undefined ? defaultNumbers : (row.value as readonly string[]);
}

/** Writes them down anew. @throws SluiceError ACCESS_DENIED */
export async function setCentreNumbers(work: RecordsWork, { numbers }: CentreNumbers): Promise<CentreNumbers> {
  const { db, log } = work;
  work.require("change", resourceOfKind("setting"));
  const was = await centreNumbers(work);
  const value = JSON.stringify(numbers);
  await db
    .insertInto("settings")
    .values({ name: setting, value })
    .onConflict((known) => known.column("name").doUpdateSet({ value }))
    .execute();
  await log({ action: "setting.change", subject: `setting:${setting}`, details: { was, now: numbers } });
  return { numbers };
}
