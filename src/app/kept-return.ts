import { type Kysely, sql } from "kysely";
import { type Resource, resourceOfKind } from "../access/resource.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { defaultHolidays } from "../recovery/default-holidays.ts";
import type { Order } from "../recovery/order.ts";
import type { ReturnableLoss, ReturnFacts } from "../recovery/return-facts.ts";
import { payableFromMs } from "../recovery/return-obstacles.ts";
import { returnStanding, type VictimReturn } from "../recovery/victim-return.ts";
import { lockLosses } from "../storage/records/recovery-ledger.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables, RowOf } from "../storage/records/records-tables.ts";
import { findOrder, lockAccount } from "./kept-order.ts";
import { installedRules } from "./legal-rules.ts";

/** A return as the records keep it. */
export interface KeptReturn {
  readonly plan: VictimReturn;
  readonly caseId: string;
  readonly unitCode: string;
  readonly version: number;
}

/** The row as a return. */
export function keptReturn({ body, case_id: caseId, unit_code: unitCode, version }: RowOf<"returns">): KeptReturn {
  return { plan: body, caseId, unitCode, version };
}

/** The return, if the person may see it. @throws SluiceError RECORDS_NOT_FOUND */
export async function findReturn(db: Kysely<RecordsTables>, id: string): Promise<KeptReturn> {
  const row = await db.selectFrom("returns").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
  return keptReturn(row);
}

/** The facts by which rights on a row of a case are judged. */
export async function resourceOfCase(
  { beyondRights }: RecordsWork,
  kind: "return" | "grievance",
  { caseId, unitCode }: { readonly caseId: string | null; readonly unitCode: string },
): Promise<Resource> {
  const members = await beyondRights((free) =>
    free
      .selectFrom("case_members")
      .select("user_id")
      // An order of a report has no case yet.
      .where("case_id", "=", caseId === "" ? null : caseId)
      .execute(),
  );
  const caseMembers = members.map(({ user_id: id }) => id);
  // That the second person is another is for the decision to say, in words.
  return { ...resourceOfKind(kind), unitCode, caseMembers };
}

/**
 * Everything that a decision on a return out of this freeze to these losses has to know, over all cases. Account and
 * losses are locked: two returns never count on the same money.
 */
export function lockReturnFacts(
  { beyondRights }: RecordsWork,
  freezeId: string,
  lossIds: readonly string[],
): Promise<ReturnFacts> {
  return beyondRights(async (free) => {
    const { account } = (await findOrder(free, freezeId)).order;
    await lockAccount(free, account.key);
    const losses = (await lockLosses(free, lossIds)).map(returnable);
    const freeze: Order = (await findOrder(free, freezeId)).order;
    const { rules } = await installedRules(free);
    const claims = free.selectFrom("good_faith_claims").select("body").where("account_key", "=", account.key);
    const goodFaith = (await claims.execute()).map(({ body }) => body);
    const returns = await returnsToLosses(free, lossIds, freezeId);
    return { rules, holidays: defaultHolidays, freeze, goodFaith, losses, returns };
  });
}

/** Every return to one of the losses, or out of the freeze, over all cases. */
export async function returnsToLosses(
  db: Kysely<RecordsTables>,
  lossIds: readonly string[],
  freezeId: string | null = null,
): Promise<readonly VictimReturn[]> {
  const rows = await db
    .selectFrom("returns")
    .select("body")
    .where(sql<boolean>`(freeze_id = ${freezeId}::uuid OR loss_ids && ${sql.val([...lossIds])}::uuid[])`)
    .orderBy("id")
    .execute();
  return rows.map(({ body }) => body);
}

/** The columns that tell, beside the state, how a return stands. */
export function returnColumns(
  plan: VictimReturn,
  facts: Pick<ReturnFacts, "rules">,
): Pick<RowOf<"returns">, "standing" | "payable_from_ms" | "loss_ids"> & { readonly body: string } {
  return {
    standing: returnStanding(plan),
    payable_from_ms: payableFromMs(plan, facts),
    loss_ids: lossesOfReturn(plan),
    body: JSON.stringify(plan),
  };
}

/** The losses that have a share in a return. */
export function lossesOfReturn({ shares }: VictimReturn): string[] {
  return [...new Set(shares.flatMap(({ losses }) => losses.map(({ lossId }) => lossId)))];
}

function returnable({ lossId, lossMinor, traced }: Awaited<ReturnType<typeof lockLosses>>[number]): ReturnableLoss {
  const foreign = traced.filter(({ bucket, paymentId }) => bucket === "returned" && paymentId === null);
  const returned = foreign.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { lossId, lossMinor, returnedOtherwiseMinor: toMinorUnits(returned) };
}
