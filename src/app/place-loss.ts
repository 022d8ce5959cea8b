import type { Kysely } from "kysely";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { type KnownLoss, type TracedPart } from "../recovery/place-losses.ts";
import { restateLoss } from "../recovery/restate-loss.ts";
import { lockLosses } from "../storage/records/recovery-ledger.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { resourceOf, seenRow } from "./casework-step.ts";
import { returnsToLosses } from "./kept-return.ts";
import { decidedOrThrow } from "./recovery-refusal.ts";
import { settleRecovery } from "./settle-recovery.ts";

type Db = Kysely<RecordsTables>;

/**
 * Enters losses of reports into the recovery ledger, or corrects them there: all of each is lost sight of at its payee
 * until a trace places it (rule R30). What a trace placed already stays.
 * @throws SluiceError RECOVERY_REFUSED where a loss would become smaller than what was returned to it
 */
export async function enterLosses(db: Db, lossIds: readonly string[], nowMs: number): Promise<void> {
  if (lossIds.length === 0) return;
  const rows = await db
    .selectFrom("losses")
    .leftJoin("recovery_losses", "loss_id", "id")
    .select(["losses.id", "losses.payee", "losses.amount_minor"])
    .where("losses.id", "in", lossIds)
    .where((row) => row.or([row("trace_id", "is", null), row("trace_id", "=", "")]))
    .orderBy("losses.id")
    .execute();
  const stated = rows.filter(({ amount_minor: amount }) => amount > 0);
  const known = await lockLosses(
    db,
    stated.map(({ id }) => id),
  );
  const returns = await returnsToLosses(db, lossIds);
  const losses = stated.map(({ id, payee, amount_minor: amount }): KnownLoss => {
    const before = known.find(({ lossId }) => lossId === id);
    const now = atPayee(payee, toMinorUnits(amount));
    return before === undefined
      ? { lossId: id, ...now, payouts: [] }
      : decidedOrThrow(restateLoss(before, now, returns));
  });
  if (losses.length === 0) return;
  await settleRecovery(db, { atMs: nowMs, cause: lossIds.join(), accounts: [], losses });
}

/** Where a trace placed a loss; the parts are the whole of it. */
export interface TracePlacement {
  readonly traceId: string;
  readonly traced: readonly TracedPart[];
}

/** Places a loss where a trace found it; its amount becomes the sum of the parts (rule R30). */
export async function placeTracedLoss(
  work: RecordsWork,
  lossId: string,
  { traceId, traced }: TracePlacement,
): Promise<void> {
  const { db, nowMs, log, beyondRights } = work;
  const row = seenRow(await db.selectFrom("losses").selectAll().where("id", "=", lossId).executeTakeFirst(), lossId);
  work.require("change", await resourceOf(work, "loss", row));
  const lossMinor = toMinorUnits(traced.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  await beyondRights(async (free) => {
    await enterLosses(free, [lossId], nowMs);
    const [known = { lossId, lossMinor, traced, payouts: [] }] = await lockLosses(free, [lossId]);
    const returns = await returnsToLosses(free, [lossId]);
    const loss = decidedOrThrow(restateLoss(known, { lossMinor, traced }, returns));
    await settleRecovery(free, { atMs: nowMs, cause: traceId, accounts: [], losses: [loss] });
    await free.updateTable("recovery_losses").set({ trace_id: traceId }).where("loss_id", "=", lossId).execute();
  });
  const details = { trace: traceId, lossMinor, parts: traced.length };
  await log({ action: "loss.place", subject: `loss:${lossId}`, details });
}

function atPayee(place: string, lossMinor: MinorUnits): Pick<KnownLoss, "lossMinor" | "traced"> {
  return { lossMinor, traced: [{ bucket: "lost-sight", place, amountMinor: lossMinor, paymentId: null }] };
}
