import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCase } from "../../src/app/case-records.ts";
import { bindLossRecord, unbindLossRecord } from "../../src/app/losses.ts";
import { type PlacedTrace, placeKeptTrace } from "../../src/app/place-kept-trace.ts";
import { storedSheet } from "../../src/app/recovery-view.ts";
import { takeReport } from "../../src/app/reports.ts";
import { toMinorUnits } from "../../src/money/minor-units.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import type { AccountView, LossView } from "../../src/tracing/account-view.ts";
import { addUnits, personWith } from "../fixtures/casework-people.ts";
import { reportBody, statedPayment } from "../fixtures/report-bodies.ts";
import type { RecordsUnderTest } from "./records-store.ts";

const said = statedPayment();
const lossMinor = said.amountMinor;

function account(key: string): AccountView {
  const unknown = { holder: "", idNo: "", bank: "", currency: "CNY", exitKind: "none" } as const;
  return { index: 0, key, number: key, numbers: [key], ...unknown };
}

function traced(id: string): LossView {
  const transfer = { index: 0, id: "t", atMs: said.atMs, precision: "second", amountMinor: lossMinor } as const;
  return { id, victim: "", transfer: { ...transfer, payer: account(said.payer), payee: account(said.payee) } };
}

/** Where kept traces place losses, on any engine of the records. */
export function joinedTracesConformance(given: () => RecordsUnderTest): void {
  describe("kept traces", () => {
    let officer: RecordsActor;
    beforeAll(async () => {
      await addUnits(given().records);
      officer = await personWith(given().records, ["duty-officer"]);
    });
    const as: RecordsUnderTest["records"]["as"] = (actor, work) => given().records.as(actor, work);

    async function boundLoss(): Promise<{
      readonly lossId: string;
      readonly caseName: string;
      readonly caseId: string;
    }> {
      const { id: reportId, losses } = await as(officer, (work) => takeReport(work, reportBody()));
      const made = await as(officer, (work) => makeCase(work, { name: "案", type: "other", reportId }));
      const transferId = randomUUID();
      const found = { ...said, amountMinor: toMinorUnits(lossMinor), transferId, payerAlso: [], payeeAlso: [] };
      const body = { version: 2, transferId, accepted: [] };
      await as(officer, (work) => bindLossRecord(work, losses[0] ?? "", { body, found }));
      return { lossId: losses[0] ?? "", caseName: made.number, caseId: made.id };
    }

    /** A trace that found `restMinor` in an account, and saw the rest drawn in cash. */
    function placed(of: { readonly lossId: string; readonly caseName: string }, restMinor: number): PlacedTrace {
      const loss = traced(of.lossId);
      const at = { loss, range: null, sinceMs: said.atMs };
      const sums = { lostSightMinor: 0, returnedMinor: 0, writtenOffMinor: 0, currency: "CNY" };
      const exitedMinor = lossMinor - restMinor;
      const view: PlacedTrace["view"] = {
        kind: "allocated",
        balanceSheet: [{ loss, lossMinor, atRestMinor: restMinor, exitedMinor, ...sums }],
        atRest: [{ ...at, account: account("R"), amountMinor: restMinor, lastSeen: false }],
        exits: [{ ...at, account: account("K"), kind: "cash", amountMinor: exitedMinor }],
        lostSight: [],
        returned: [],
        writtenOff: [],
        flows: [],
      };
      const engine = { doctrine: "tainted-first", asOfMs: null } as const;
      const kept = {
        id: randomUUID(),
        caseName: of.caseName,
        purpose: "search",
        by: "office",
        atMs: 2_000,
        engine,
      } as const;
      return { kept, view, nowMs: 2_000 };
    }

    /** At rest, exited and lost sight of, once these traces were kept one after the other. */
    async function placedBy(
      caseId: string,
      lossId: string,
      traces: readonly PlacedTrace[],
    ): Promise<readonly number[]> {
      const claim = { id: lossId, victim: "", payer: "", payee: "", atMs: null, precision: null, toleranceMs: 0 };
      const zero = toMinorUnits(0);
      const claims = [{ ...claim, amountMinor: null, amountToleranceMinor: zero, transferId: "t" }];
      for (const [index, trace] of traces.entries()) {
        const stores = {
          losses: { bound: async () => new Map([[trace.kept.caseName, claims]]) },
          traces: { traces: async () => traces.slice(0, index + 1).map(({ kept }) => kept) },
          openRecords: async () => ({ records: given().records }),
        };
        await placeKeptTrace(stores, trace);
      }
      const { total } = await as(officer, ({ db }) => storedSheet(db, { atMs: Date.now(), caseId }));
      expect(total.lossMinor).toBe(total.atRestMinor + total.exitedMinor + total.lostSightMinor);
      return [total.atRestMinor, total.exitedMinor, total.lostSightMinor];
    }

    test("R43 a kept trace places the losses, a later one restates; taken apart, all is lost sight of", async () => {
      const of = await boundLoss();
      expect(await placedBy(of.caseId, of.lossId, [placed(of, 100)])).toEqual([100, lossMinor - 100, 0]);
      expect(await placedBy(of.caseId, of.lossId, [placed(of, 70)])).toEqual([70, lossMinor - 70, 0]);
      await as(officer, (work) => unbindLossRecord(work, of.lossId, { version: 3, reason: "认错" }));
      expect(await placedBy(of.caseId, of.lossId, [placed(of, 50)])).toEqual([0, 0, lossMinor]);
      const log = await given().records.asSystem(({ db }) =>
        db.selectFrom("audit_entries").select(["purpose", "details"]).where("action", "=", "loss.place").execute(),
      );
      expect(log.filter(({ purpose }) => purpose === of.caseName)).toMatchObject([
        { details: { doctrine: "tainted-first", purpose: "search", by: "office", lossMinor } },
        { details: { doctrine: "tainted-first" } },
      ]);
    });

    test("R43 one for returning outweighs one for searching, and an earlier instant says nothing of now", async () => {
      const of = await boundLoss();
      const search = placed(of, 100);
      const attribution = placed(of, 60);
      const first: PlacedTrace = { ...attribution, kept: { ...attribution.kept, purpose: "attribution" } };
      const beside = placed(of, 40);
      const other: PlacedTrace = { ...beside, kept: { ...beside.kept, purpose: "beside" } };
      const past = placed(of, 30);
      const engine = { ...past.kept.engine, asOfMs: 1_000 };
      const earlier: PlacedTrace = { ...past, kept: { ...past.kept, purpose: "attribution", engine } };
      const all = [search, first, search, other, earlier];
      expect(await placedBy(of.caseId, of.lossId, all)).toEqual([60, lossMinor - 60, 0]);
    });
  });
}
