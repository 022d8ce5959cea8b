import type { Kysely } from "kysely";
import type { Order } from "../recovery/order.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";

/** Every order on these accounts, over all cases: ask it beyond a person's rights. */
export async function ordersOfAccounts(
  db: Kysely<RecordsTables>,
  accountKeys: readonly string[],
): Promise<readonly Order[]> {
  if (accountKeys.length === 0) return [];
  const rows = await db.selectFrom("orders").select("body").where("account_key", "in", accountKeys).execute();
  return rows.map(({ body }) => body);
}
