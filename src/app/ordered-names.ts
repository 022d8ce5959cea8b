import type { Kysely } from "kysely";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import type { AccountView } from "../tracing/account-view.ts";

/** The number under which orders name an account, so that what they hold is found on it; else its key. */
export async function orderedNames(
  db: Kysely<RecordsTables>,
  accounts: readonly AccountView[],
): Promise<(account: AccountView) => string> {
  const numbers = accounts.flatMap(({ key, numbers: others }) => [key, ...others]);
  if (numbers.length === 0) return ({ key }) => key;
  const orders = db.selectFrom("orders").select("account_key").distinct();
  const rows = await orders.where("account_key", "in", [...new Set(numbers)]).execute();
  const ordered = new Set(rows.map(({ account_key: key }) => key));
  return ({ key, numbers: others }) => [key, ...others].find((number) => ordered.has(number)) ?? key;
}
