import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AskedImport } from "../../src/contract/imports.ts";
import type { ListDraftsView } from "../../src/contract/order-drafts.ts";
import type { RecoveryRatesView, RecoverySheetView } from "../../src/contract/recovery-ledger.ts";
import type { OrderPage, OrderView } from "../../src/contract/recovery-orders.ts";
import type { LossView, TakenReport } from "../../src/contract/reports.ts";
import type { ProposalList } from "../../src/contract/losses.ts";
import type { GoodFaithView, ReturnView } from "../../src/contract/returns.ts";
import { sha256 } from "../../src/storage/records/audit-key.ts";
import { sealLog } from "../../src/storage/records/audit-log.ts";
import type { JobView } from "../../src/storage/records/job-queue.ts";
import { units } from "../fixtures/casework-people.ts";
import { muleCard, muleStatement, nextCard, nightReport, stopOf, victimCard } from "../fixtures/night-case.ts";
import { type Night, type NightWho, openNight } from "../fixtures/night-desk.ts";
import { china } from "../generators/sample-freeze.ts";

let night: Night;
let at: Night["at"];

beforeAll(async () => {
  night = await openNight(china("2026-03-02 00:00"));
  ({ at } = night);
}, 120_000);

afterAll(() => night.close());

function now(text: string): void {
  night.clock.nowMs = china(text);
}

/** Loss, returned, held, at rest, exited, lost sight of, written off, in 分: the first is always the sum of the others. */
async function sheet(): Promise<readonly number[]> {
  const { total } = await at.take<RecoverySheetView>("officer", "GET /recovery/sheet");
  const parts = [total.returnedMinor, total.heldMinor, total.atRestMinor, total.exitedMinor, total.lostSightMinor];
  const all = [...parts, total.writtenOffMinor];
  expect(all.reduce((sum, part) => sum + part, 0)).toBe(total.lossMinor);
  return [total.lossMinor, ...all];
}

async function refused(who: NightWho, asked: string, body: object): Promise<string> {
  const { statusCode, body: text } = await at.ask(who, asked, body);
  expect(statusCode, text).toBe(409);
  return text;
}

/** One step of an order or a return, from the version that it has now. */
async function step<View extends { readonly version: number }>(
  who: NightWho,
  path: string,
  body: object = {},
): Promise<View> {
  const [kind = "", id = ""] = path.split("/");
  const { version } = await at.take<{ version: number }>(who, `GET /${kind}/${id}`);
  return at.take<View>(who, `POST /${path}`, { version, ...body });
}

const clocks = ({ clocks: list }: Pick<OrderView, "clocks">): readonly unknown[] =>
  list.map(({ code, dueMs, warnings }) => [code, dueMs, ...warnings]);

test("a night over HTTP: from a call at 00:00 to the return on day 31, every clock and every 分", async () => {
  const report = await at.take<TakenReport>("duty", "POST /reports", nightReport());
  const [lossId = ""] = report.losses;
  expect(await sheet()).toEqual([800_000, 0, 0, 0, 0, 800_000, 0]);

  const stop = await at.take<OrderView>("duty", "POST /orders", stopOf(report.id));
  now("2026-03-02 00:05");
  await step("duty", `orders/${stop.id}/sign`);
  const sent = await step<OrderView>("duty", `orders/${stop.id}/send`, { taskNumber: "T-1" });
  expect(clocks(sent)).toEqual([
    ["bank-answer", china("2026-03-02 00:35")],
    ["review", china("2026-03-02 12:05")],
  ]);
  now("2026-03-02 00:20");
  const effect = { outcome: "partial", effectiveMs: night.clock.nowMs, amountMinor: 6_300_00 };
  const seen = { atMs: night.clock.nowMs, balanceMinor: 6_300_00 };
  const stopped = await step<OrderView>("duty", `orders/${stop.id}/answer`, { answer: { ...effect, stated: seen } });
  expect(clocks(stopped)).toEqual([
    ["review", china("2026-03-02 12:05")],
    ["stop-payment-ends", china("2026-03-04 00:20"), "case-not-filed"],
  ]);
  expect(await sheet()).toEqual([800_000, 0, 630_000, 0, 0, 170_000, 0]);
  const made = { name: "王小明被骗案", type: "investment", reportId: report.id, ownerId: await idOf("officer") };
  const caseOf = await at.take<{ id: string; number: string }>("duty", "POST /cases", made);
  now("2026-03-02 09:00");
  const unreviewed = await at.ask("duty", `POST /orders/${stop.id}/review`, {
    version: 4,
    verdict: "upheld",
    words: "",
  });
  expect(unreviewed.statusCode).toBe(403);
  await step("head", `orders/${stop.id}/review`, { verdict: "upheld", words: "要素相符" });

  await importsAndBinds(caseOf, lossId);
  const freeze = await freezes(caseOf.id, stop);
  await returns(freeze);
  await provesTheLog();
}, 120_000);

async function idOf(who: NightWho): Promise<string> {
  return (await at.take<{ userId: string }>(who, "GET /session")).userId;
}

/** What a job came to. */
async function jobDone(id: string): Promise<JobView> {
  for (;;) {
    const job = await at.take<JobView>("officer", `GET /jobs/${id}`);
    if (job.state !== "waiting" && job.state !== "running") return job;
    await sleep(100);
  }
}

/** The bank's statement comes; the loss is bound with what differs, and traced. */
async function importsAndBinds(caseOf: { readonly id: string }, lossId: string): Promise<void> {
  now("2026-03-02 10:00");
  const query = `name=${encodeURIComponent("李四海.csv")}`;
  const { job } = await at.take<AskedImport>("officer", `POST /imports?${query}`, Buffer.from(muleStatement));
  expect((await jobDone(job)).state).toBe("done");
  const { rows } = await at.take<ProposalList>("officer", `GET /losses/${lossId}/proposals`);
  const fields = rows.map(({ differences }) =>
    differences.map(({ field, stated: said, found }) => [field, said, found]),
  );
  expect(fields).toEqual([[["amount", "800000", "799950"]]]);
  const transferId = rows[0]?.transferId ?? "";
  const binding = { version: 2, transferId, accepted: [] };
  expect(await refused("officer", `POST /losses/${lossId}/bindings`, binding)).toContain("differences-not-accepted");
  const bound = await at.take<LossView>("officer", `POST /losses/${lossId}/bindings`, {
    ...binding,
    accepted: ["amount"],
  });
  expect(bound).toMatchObject({ transferId, accepted: [{ field: "amount", stated: "800000", found: "799950" }] });
  const asked = await at.take<{ job: string }>("officer", `POST /cases/${caseOf.id}/traces`, {});
  const { state, result } = await jobDone(asked.job);
  expect([state, result]).toMatchObject(["done", { purpose: "search", doctrine: "tainted-first", unbound: 0 }]);
  // What the bank stopped of the account is more than what the trace found of the loss there.
  expect(await sheet()).toEqual([799_950, 0, 500_000, 0, 199_950, 100_000, 0]);
}

/** A freeze of what the trace found, refused before the case is filed; the second person comes first. */
async function freezes(caseId: string, stop: OrderView): Promise<OrderView> {
  const wanted = { kind: "freeze", term: "ordinary", budget: 1 };
  const lists = `POST /cases/${caseId}/freeze-list/drafts`;
  const [row] = (await at.take<ListDraftsView>("officer", lists, wanted)).drafted;
  expect(row).toMatchObject({ account: muleCard, amountMinor: 500_000 });
  const again = await at.take<ListDraftsView>("officer", lists, wanted);
  expect(again.drafted).toEqual([]);
  expect(again.left.map(({ zh }) => zh).join()).toContain(row?.number);
  const draft = await at.take<OrderView>("officer", `GET /orders/${row?.orderId ?? ""}`);
  const paid = { payer: victimCard, amountMinor: 799_950, atMs: china("2026-03-01 23:40") + 12_000, serial: "S1" };
  expect(draft.order).toMatchObject({ tracedMinor: 500_000, basis: { receipt: paid }, account: { holder: "李四海" } });
  expect(await refused("officer", `POST /orders/${draft.id}/sign`, { version: 1 })).toContain("立案");
  const clocksOfStop = clocks(await at.take<OrderView>("duty", `GET /orders/${stop.id}`));
  expect(clocksOfStop).toEqual([["stop-payment-ends", china("2026-03-04 00:20"), "case-not-filed"]]);
  await step("duty", `cases/${caseId}/changes`, { kind: "accept", number: "受字1号", onMs: china("2026-03-02 00:00") });
  await step("duty", `cases/${caseId}/changes`, { kind: "file", number: "立字1号", onMs: china("2026-03-02 00:00") });
  expect(clocks(await at.take<OrderView>("duty", `GET /orders/${stop.id}`))).toEqual([
    ["stop-payment-ends", china("2026-03-04 00:20")],
  ]);
  now("2026-03-02 16:00");
  await namesBank(draft);
  await step("officer", `orders/${draft.id}/sign`);
  expect(await refused("officer", `POST /orders/${draft.id}/send`, { version: 3, taskNumber: "T-2" })).toContain(
    "awaiting",
  );
  await step("head", `orders/${draft.id}/sign`);
  await step("officer", `orders/${draft.id}/send`, { taskNumber: "T-2" });
  now("2026-03-02 17:00");
  const effect = { outcome: "full", effectiveMs: night.clock.nowMs, amountMinor: 5_000_00, stated: null };
  const frozen = await step<OrderView>("officer", `orders/${draft.id}/answer`, { answer: effect });
  expect(clocks(frozen)).toEqual([["freeze-ends", china("2026-09-02 17:00")]]);
  expect(await sheet()).toEqual([799_950, 0, 500_000, 0, 199_950, 100_000, 0]);
  const { drafted } = await at.take<ListDraftsView>("officer", `POST /cases/${caseId}/requests/drafts`, { budget: 9 });
  expect(drafted).toMatchObject([{ account: nextCard, number: expect.stringMatching(/^CX-/) as string }]);
  await namesBank(await at.take<OrderView>("officer", `GET /orders/${drafted[0]?.orderId ?? ""}`));
  await step("officer", `orders/${drafted[0]?.orderId ?? ""}/sign`);
  const asked = await step<OrderView>("officer", `orders/${drafted[0]?.orderId ?? ""}/send`, { taskNumber: "T-5" });
  expect(asked.form).toContain("查询期间：2026-03-02 00:02:00 至 反馈之日");
  expect((await night.stores.orders.records()).ofOrders.map(({ sent }) => sent?.sentMs ?? 0)).toContain(
    night.clock.nowMs,
  );
  now("2026-03-05 00:00");
  expect(await sheet()).toEqual([799_950, 0, 500_000, 0, 199_950, 100_000, 0]);
  expect((await at.take<OrderView>("duty", `GET /orders/${stop.id}`)).standing).toBe("lapsed");
  return frozen;
}

/** Attributed in proportion; the renewal first, then notice, a holder's claim, and nothing before day 31. */
async function returns(freeze: OrderView): Promise<void> {
  now("2026-08-05 10:00");
  const wanted = { freezeId: freeze.id, acceptingUnit: units.city, reserve: null, epsilonMinor: 0 };
  const plan = await at.take<ReturnView>("officer", "POST /returns/attributed", wanted);
  expect(plan).toMatchObject({
    standing: "planned",
    remainderMinor: 0,
    plan: { method: "PRO_RATA", frozenMinor: 500_000 },
  });
  expect(plan.plan.shares).toMatchObject([{ victim: "王小明", amountMinor: 500_000 }]);
  const path = `returns/${plan.id}`;
  expect(await at.take("officer", `GET /${path}/proposal/replay`)).toMatchObject({ matches: true, intact: true });
  const notice = { version: 1, place: "本局网站" };
  expect(await refused("officer", `POST /${path}/notice`, notice)).toContain("续");
  await renews(freeze.id);
  const onNotice = await step<ReturnView>("officer", `${path}/notice`, { place: "本局网站" });
  expect(onNotice).toMatchObject({ standing: "on-notice", payableFromMs: china("2026-09-05 00:00") });
  await step("officer", `${path}/sign`);
  await step("head", `${path}/sign`);
  const evidence = { order: "订单1", delivery: "快递单1", price: "市价" };
  const claimed = { caseId: plan.caseId, accountKey: muleCard, holder: "李四海", amountMinor: 1_000_00, evidence };
  const goodFaith = await at.take<GoodFaithView>("officer", "POST /good-faith-claims", claimed);
  now("2026-09-04 23:59");
  const decision = { version: 4, number: "返字1号" };
  const blocked = await refused("head", `POST /${path}/decision`, decision);
  expect(blocked).toContain("善意");
  expect(blocked).toContain("2026-09-05 00:00");
  const examined = { version: 1, upheld: false, words: "无真实交易" };
  await at.take("officer", `POST /good-faith-claims/${goodFaith.id}/examination`, examined);
  expect(await refused("head", `POST /${path}/decision`, decision)).toContain("2026-09-05 00:00");
  now("2026-09-05 00:00");
  await step("head", `${path}/decision`, { number: "返字1号" });
  await pays(plan, freeze);
}

/** The statement names no bank, so nobody can sign what would reach nobody, until an officer enters it. */
async function namesBank({ id, version, order: { account } }: OrderView): Promise<void> {
  expect(await refused("officer", `POST /orders/${id}/sign`, { version })).toContain("bank-missing");
  await at.take("officer", `PUT /orders/${id}`, { version, changes: { account: { ...account, bank: "演示银行" } } });
}

async function renews(freezeId: string): Promise<void> {
  const renewal = await step<OrderView>("officer", `orders/${freezeId}/renew`, { term: "ordinary" });
  await step("officer", `orders/${renewal.id}/sign`);
  await step("head", `orders/${renewal.id}/sign`);
  await step("officer", `orders/${renewal.id}/send`, { taskNumber: "T-3" });
  const answer = { outcome: "full", effectiveMs: night.clock.nowMs, amountMinor: 0, stated: null };
  await step("officer", `orders/${renewal.id}/answer`, { answer });
  expect(clocks(await at.take<OrderView>("officer", `GET /orders/${freezeId}`))).toEqual([
    ["freeze-ends", china("2027-03-02 17:00")],
  ]);
}

/** The decided return has its order; the victim's application is checked, two officers carry it, the bank receipts it. */
async function pays({ id, caseId }: ReturnView, freeze: OrderView): Promise<void> {
  const { rows: orders } = await at.take<OrderPage>("officer", `GET /orders?kind=return&caseId=${caseId}`);
  expect(orders).toMatchObject([{ amountMinor: 500_000, standing: "draft" }]);
  await step("officer", `orders/${orders[0]?.id ?? ""}/sign`);
  await step("head", `orders/${orders[0]?.id ?? ""}/sign`);
  await step("officer", `orders/${orders[0]?.id ?? ""}/send`, { taskNumber: "T-4" });
  const victim = "王小明";
  await step("officer", `returns/${id}/claims`, { victim, accountKey: victimCard, isOriginal: true, exception: null });
  for (const kind of ["identity", "case-file", "original-account"])
    await step("officer", `returns/${id}/checks`, { victim, kind });
  const ordered = await step<ReturnView>("officer", `returns/${id}/payments`, {
    victims: [victim],
    officers: ["甲", "乙"],
  });
  expect(ordered.clocks.map(({ code, dueMs }) => [code, dueMs])).toEqual([["bank-return", china("2026-09-10 00:00")]]);
  expect(await sheet()).toEqual([799_950, 0, 500_000, 0, 199_950, 100_000, 0]);
  now("2026-09-08 11:00");
  const receipt = { paid: true, amountMinor: 500_000, accountKey: victimCard, serial: "R1", words: "" };
  const [payment] = ordered.plan.payments;
  const paid = await step<ReturnView>("officer", `returns/${id}/receipt`, { paymentId: payment?.id, ...receipt });
  expect(paid.standing).toBe("paid");
  expect(await sheet()).toEqual([799_950, 500_000, 0, 0, 199_950, 100_000, 0]);
  expect((await at.take<OrderView>("officer", `GET /orders/${freeze.id}`)).order.measure?.heldMinor).toBe(0);
  const rates = await at.take<RecoveryRatesView>("officer", "GET /recovery/rates");
  expect([rates.held, rates.returned, rates.originalRoute].map(({ basisPoints }) => basisPoints)).toEqual([
    6_250, 10_000, 10_000,
  ]);
  const { total } = await at.take<RecoverySheetView>("officer", `GET /recovery/sheet?at=${china("2026-03-02 00:30")}`);
  expect(total).toMatchObject({ lossMinor: 800_000, heldMinor: 630_000, lostSightMinor: 170_000 });
}

async function provesTheLog(): Promise<void> {
  await sealLog(night.desk.records, sha256, night.desk.key);
  const verified = await at.take<Record<string, unknown>>("auditor", "GET /audit/verification");
  expect(verified).toMatchObject({ findings: [] });
}
