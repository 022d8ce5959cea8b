import type { Kysely } from "kysely";
import { claimedMinor } from "../casework/pending-loss.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";

/**
 * The losses that the records have bound, as the engine is asked for them, by the name under which it traces their case;
 * `cases` all, or those of these ids, then also those without any. A claim's id is its loss's.
 */
export async function boundClaims(
  db: Kysely<RecordsTables>,
  cases: readonly string[] | "all",
): Promise<ReadonlyMap<string, readonly LossClaim[]>> {
  if (cases.length === 0) return new Map();
  const asked = db
    .selectFrom("cases")
    .select("trace_name")
    .$if(cases !== "all", (rest) => rest.where("id", "in", cases as readonly string[]));
  const rows = await db
    .selectFrom("losses")
    .innerJoin("reports", "reports.id", "losses.report_id")
    .innerJoin("cases", "cases.id", "losses.case_id")
    .select(["losses.body", "reports.victim_name", "cases.trace_name"])
    .where("losses.transfer_id", "is not", null)
    .$if(cases !== "all", (rest) => rest.where("cases.id", "in", cases as readonly string[]))
    .orderBy("reports.taken_at_ms")
    .orderBy("losses.position")
    .execute();
  const claims = new Map<string, readonly LossClaim[]>();
  if (cases !== "all") for (const { trace_name: name } of await asked.execute()) claims.set(name, []);
  for (const { body, victim_name: victim, trace_name: name } of rows)
    claims.set(name, [...(claims.get(name) ?? []), claimOf(body, victim)]);
  return claims;
}

type BoundLoss = Parameters<typeof claimedMinor>[0];

/** The row is named outright: nothing of it is searched again. */
function claimOf(loss: BoundLoss, victim: string): LossClaim {
  const zero = toMinorUnits(0);
  const searched = { payer: "", payee: "", atMs: null, precision: null, toleranceMs: 0, amountToleranceMinor: zero };
  const transferId = loss.binding?.transferId ?? "";
  return { id: loss.id, victim, ...searched, amountMinor: claimedMinor(loss), transferId };
}
