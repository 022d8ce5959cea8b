import { sql } from "kysely";
import { bindLoss, type LedgerPayment, type Nearness, proposeBindings, unbindLoss } from "../casework/pending-loss.ts";
import type { LossBindingBody, LossUnbinding, ProposalList } from "../contract/losses.ts";
import type { LossView } from "../contract/reports.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { carriedOut, refuseStale, resourceOf, seenRow } from "./casework-step.ts";
import type { FoundPayment, LedgerPayments } from "./ledger-payments.ts";
import { lossView, maskedDifference, maskedPayment } from "./masked-report.ts";
import { enterLosses } from "./place-loss.ts";
import { writeLoss } from "./reports.ts";

/** How far a row may be from what was said on the phone (our default): two days, a fifth of the amount. */
const nearness: Nearness = { timeMs: 2 * 86_400_000, amountPerMille: 200 };

/** A loss that the asker may see. @throws SluiceError RECORDS_NOT_FOUND */
export async function findLoss({ db }: RecordsWork, id: string): Promise<RowOf<"losses">> {
  return seenRow(await db.selectFrom("losses").selectAll().where("id", "=", id).executeTakeFirst(), id);
}

/** Rows of the ledger near a stated payment. The ledger is asked before the transaction in which they are proposed. */
export function paymentsNearLoss(
  payments: LedgerPayments,
  { body: { stated } }: RowOf<"losses">,
): Promise<readonly FoundPayment[]> {
  return payments.near(stated, nearness);
}

/** Rows that may be the loss, with all in which they differ (rule C5); nothing is bound by it. */
export async function proposeForLoss(
  work: RecordsWork,
  id: string,
  found: readonly FoundPayment[],
): Promise<ProposalList> {
  const { body } = await findLoss(work, id);
  const payments = await withUnclaimed(work, found);
  const rows = proposeBindings(body.stated, payments, nearness).map(({ payment, differences }) => {
    const { transferId, payer, payerName, payee, payeeName, amountMinor, atMs, unclaimedMinor } =
      maskedPayment(payment);
    const sides = { payer, payerName, payee, payeeName };
    return { transferId, ...sides, amountMinor, atMs, unclaimedMinor, differences: differences.map(maskedDifference) };
  });
  return { rows };
}

/** The payment to which a loss is to be bound. @throws SluiceError CASEWORK_NO_SUCH_ROW */
export async function paymentToBind(payments: LedgerPayments, transferId: string): Promise<FoundPayment> {
  const found = await payments.byId(transferId);
  if (found === undefined) throw new SluiceError("CASEWORK_NO_SUCH_ROW", { seen: transferId });
  return found;
}

/**
 * Binds a loss to a row, with every difference accepted by name.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, CASEWORK_REFUSED, ACCESS_DENIED
 */
export async function bindLossRecord(
  work: RecordsWork,
  id: string,
  { body, found }: { readonly body: LossBindingBody; readonly found: FoundPayment },
): Promise<LossView> {
  const row = await changeableLoss(work, id, body.version);
  const [payment] = await withUnclaimed(work, [found]);
  const act = { by: work.actor.userId, atMs: work.nowMs, accepted: body.accepted };
  const loss = carriedOut(bindLoss(row.body, seenRow(payment, found.transferId), act));
  await writeLoss(work, row, loss);
  const details = { transfer: found.transferId, accepted: body.accepted };
  await work.log({ action: "loss.bind", subject: `loss:${id}`, purpose: await numberOfCase(work, row), details });
  return lossView(await findLoss(work, id));
}

/**
 * Takes a binding apart; it stays on record. What a trace found of the row says nothing of the loss any more: all of it
 * is lost sight of at its payee again. @throws SluiceError as `bindLossRecord`, RECOVERY_REFUSED
 */
export async function unbindLossRecord(work: RecordsWork, id: string, body: LossUnbinding): Promise<LossView> {
  const row = await changeableLoss(work, id, body.version);
  const undone = { by: work.actor.userId, atMs: work.nowMs, reason: body.reason };
  await writeLoss(work, row, carriedOut(unbindLoss(row.body, undone)));
  await work.beyondRights(async (free) => {
    await free.updateTable("recovery_losses").set({ trace_id: "" }).where("loss_id", "=", id).execute();
    await enterLosses(free, [id], work.nowMs);
  });
  const details = { transfer: row.transfer_id ?? "", reason: body.reason };
  await work.log({ action: "loss.unbind", subject: `loss:${id}`, purpose: await numberOfCase(work, row), details });
  return lossView(await findLoss(work, id));
}

/** A loss for who may change it. @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED */
export async function lossToChange(work: RecordsWork, id: string): Promise<RowOf<"losses">> {
  const row = await findLoss(work, id);
  work.require("change", await resourceOf(work, "loss", row));
  return row;
}

async function changeableLoss(work: RecordsWork, id: string, seen: number): Promise<RowOf<"losses">> {
  const row = await lossToChange(work, id);
  refuseStale(id, seen, row.version);
  return row;
}

async function numberOfCase({ db }: RecordsWork, { case_id: caseId }: RowOf<"losses">): Promise<string> {
  if (caseId === null) return "";
  const found = await db.selectFrom("cases").select("number").where("id", "=", caseId).executeTakeFirst();
  return found?.number ?? "";
}

/**
 * What the losses of all cases leave of each transfer. Until the transaction ends nobody else claims of them: two losses
 * that are bound at once would both find the same amount unclaimed.
 */
function withUnclaimed(
  { beyondRights }: RecordsWork,
  found: readonly FoundPayment[],
): Promise<readonly LedgerPayment[]> {
  const ids = found.map(({ transferId }) => transferId).sort();
  if (ids.length === 0) return Promise.resolve([]);
  return beyondRights(async (free) => {
    if (ids.length === 1) await sql`SELECT pg_advisory_xact_lock(hashtext(${`transfer ${ids[0]}`}))`.execute(free);
    const claims = await free
      .selectFrom("losses")
      .select(["transfer_id", "amount_minor"])
      .where("transfer_id", "in", ids)
      .execute();
    return found.map((payment): LedgerPayment => {
      const own = claims.filter(({ transfer_id: id }) => id === payment.transferId);
      const claimed = own.reduce((sum, { amount_minor: amount }) => sum + Math.min(amount, payment.amountMinor), 0);
      return { ...payment, unclaimedMinor: toMinorUnits(Math.max(0, payment.amountMinor - claimed)) };
    });
  });
}
