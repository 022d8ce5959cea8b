import fc from "fast-check";
import { expect, it } from "vitest";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { addCase, addLossRow, putOrderRow } from "../../test/fixtures/recovery-rows.ts";
import { doStep } from "../../test/generators/recovery-history.ts";
import { RecoveryWorld, type WorldEvent } from "../../test/generators/recovery-world.ts";
import { hourMs } from "../recovery/china-calendar.ts";
import type { KnownLoss } from "../recovery/place-losses.ts";
import { type RecoverySheet, recoverySheet } from "../recovery/recovery-sheet.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import { lockLosses } from "../storage/records/recovery-ledger.ts";
import { storedSheet } from "./recovery-view.ts";
import { settleLapses, settleRecovery } from "./settle-recovery.ts";

const histories = Number(process.env["SLUICE_STORED_HISTORIES"] ?? 12);
const number = fc.nat({ max: 10_000 });
const steps = fc.array(fc.tuple(number, number, number, number), { minLength: 20, maxLength: 60 });
const user = "00000000-0000-4000-8000-ffffffffffff";

/** A world whose ids a database takes; they sort as they were given. */
class StorableWorld extends RecoveryWorld {
  #last = 0;
  override nextId(): string {
    this.#last += 1;
    return `00000000-0000-4000-8000-${String(this.#last).padStart(12, "0")}`;
  }
}

it(`R30–R33: ${histories} random histories through the store give the sheets that they give without it`, {
  timeout: 600_000,
}, async () => {
  let lapses = 0;
  const property = fc.asyncProperty(steps, async (list) => {
    const world = new StorableWorld();
    for (const step of list) doStep(world, step);
    world.advance(hourMs);
    const records = await openMemoryRecords({ nowMs: 0 });
    // An order without a measure holds nothing; the store does not even take all of their drafts.
    const felt = world.events.filter((event) => event.kind !== "order" || event.order.measure !== null);
    await playThrough(records, felt, world.nowMs);
    const dates = [...new Set([...world.transactions.map(({ atMs }) => atMs), world.nowMs])];
    for (const atMs of dates.filter((_, index) => index % 3 === 0 || index === dates.length - 1)) {
      expect(await sheetAt(records, atMs)).toEqual(recoverySheet(world.transactions, atMs));
    }
    await records.close();
    lapses += world.transactions.filter(({ cause }) => cause === "lapse").length;
  });
  await fc.assert(property, { seed: 4, numRuns: histories, endOnFailure: true });
  expect(lapses).toBeGreaterThan(0);
});

function sheetAt(records: RecordsStore, atMs: number): Promise<RecoverySheet> {
  return records.asSystem(({ db }) => storedSheet(db, { atMs }));
}

/** Each event as a use case would bring it: what it changed is written, then the ledger is settled. */
async function playThrough(records: RecordsStore, events: readonly WorldEvent[], endMs: number): Promise<void> {
  const rows = await records.asSystem(({ db }) => addCase(db, "330200000000", user));
  const seen = new Set<string>();
  for (const event of events) {
    await records.asSystem(async ({ db }) => {
      const { atMs } = event;
      if (event.kind === "order") {
        await putOrderRow(db, rows, event.order);
        const { id: cause, account } = event.order;
        return settleRecovery(db, { atMs, cause, accounts: [account.key], losses: [] });
      }
      const lossId = event.kind === "loss" ? event.loss.lossId : event.payout.lossId;
      const [known] = await lockLosses(db, [lossId]);
      if (event.kind === "loss" && !seen.has(lossId)) {
        seen.add(lossId);
        await addLossRow(db, rows, { id: lossId, amountMinor: event.loss.lossMinor, payee: "A" });
      }
      const payouts = known?.payouts ?? [];
      const now: KnownLoss | undefined =
        event.kind === "loss"
          ? { lossId, lossMinor: event.loss.lossMinor, traced: event.loss.traced, payouts }
          : known && { ...known, payouts: [...payouts, event.payout] };
      if (now === undefined) throw new Error(`no loss ${lossId}`);
      await settleRecovery(db, { atMs, cause: lossId, accounts: [], losses: [now] });
    });
  }
  await records.asSystem(({ db }) => settleLapses(db, endMs));
}
