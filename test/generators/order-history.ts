import { toMinorUnits } from "../../src/money/minor-units.ts";
import { answerOrder } from "../../src/recovery/answer-order.ts";
import type { ApprovalLevel } from "../../src/recovery/approval-level.ts";
import { hourMs } from "../../src/recovery/china-calendar.ts";
import { defaultRules } from "../../src/recovery/default-rules.ts";
import { draftOrder } from "../../src/recovery/draft-order.ts";
import type { Act, Order, OrderAnswer, OrderKind, OrderRequest, Signature } from "../../src/recovery/order.ts";
import { demandRelease, reviewOrder } from "../../src/recovery/review-order.ts";
import { sendOrder, signOrder } from "../../src/recovery/sign-order.ts";
import { decidedOf, type RecoveryWorld, worldAccounts } from "./recovery-world.ts";

/** One step of a history: what, and three numbers that say on what and how. */
export type HistoryStep = readonly [what: number, a: number, b: number, c: number];

const levels: readonly ApprovalLevel[] = ["officer", "officer", "officer", "county", "city", "city"];

/** Somebody of six, at this moment. */
export function somebody(world: RecoveryWorld, number: number): Signature {
  const who = number % levels.length;
  return { by: `p${who}`, level: levels[who] ?? "officer", atMs: world.nowMs };
}

function requestOf(world: RecoveryWorld, kind: OrderKind, [, a, b, c]: HistoryStep): OrderRequest {
  const key = worldAccounts[a % worldAccounts.length] ?? "A";
  const amountMinor = toMinorUnits(1 + (b % 90));
  const receipt = { payer: `V${c % 3}`, amountMinor: toMinorUnits(10), atMs: 0, serial: "" };
  return {
    id: world.nextId("O"),
    kind,
    caseId: `C${c % 2}`,
    unitCode: "330200000000",
    account: { key, bank: "演示银行", holder: "示例", isCorporate: c % 5 === 0, province: c % 4 === 0 ? "44" : "33" },
    amountMinor: b % 11 === 0 ? null : amountMinor,
    tracedMinor: toMinorUnits(40),
    basis: { receipt, sources: c % 6 === 0 ? [] : ["row:1"], score: c % 9 === 0 ? "0.9" : null },
    term: c % 8 === 0 ? "major" : "ordinary",
    hold: { reason: "正在被骗", endMs: world.nowMs + 24 * hourMs, livingMinor: toMinorUnits(5) },
    targetId: null,
  };
}

export function draftSomeOrder(world: RecoveryWorld, step: HistoryStep): void {
  const kind = (["stop-payment", "freeze", "protective-hold"] as const)[step[3] % 3] ?? "freeze";
  const order = decidedOf(draftOrder(requestOf(world, kind, step), act(world, step[1]), defaultRules));
  if (order !== null) world.keepOrder(order);
}

/** An order that goes all the way, where nothing stands against it. */
export function orderThrough(world: RecoveryWorld, step: HistoryStep): void {
  const kind = step[2] % 3 === 0 ? "stop-payment" : "freeze";
  const draft = decidedOf(draftOrder(requestOf(world, kind, step), act(world, 0), defaultRules));
  if (draft !== null) goOut(world, draft, step[3]);
}

/** Signs by two, sends, waits up to three hours and takes the bank's answer. */
function goOut(world: RecoveryWorld, draft: Order, number: number): void {
  const facts = world.orderFacts();
  const one = decidedOf(signOrder(draft, somebody(world, 1), facts));
  const two = one === null ? null : (decidedOf(signOrder(one, somebody(world, 4), facts)) ?? one);
  const sent = two === null ? null : decidedOf(sendOrder(two, { ...act(world, 1), taskNumber: draft.id }, facts));
  if (sent === null) return;
  world.keepOrder(sent);
  world.advance((number % 3) * hourMs);
  takeAnswer(world, sent, answerOf(world, sent, [0, 0, 0, number]));
}

function takeAnswer(world: RecoveryWorld, order: Order, answer: OrderAnswer): void {
  const target = world.orders.get(order.targetId ?? "") ?? null;
  const answered = decidedOf(answerOrder(order, answer, { rules: defaultRules, target }));
  if (answered === null) return;
  world.keepOrder(answered.order);
  if (answered.target !== null) world.keepOrder(answered.target);
}

function answerOf(world: RecoveryWorld, order: Order, [, a, b, c]: HistoryStep): OrderAnswer {
  const record = { recorded: act(world, 1), stated: null };
  const ordered = order.kind === "renewal" ? 0 : (order.amountMinor ?? b % 70);
  const effectiveMs = world.nowMs - (c % 2) * 1_000 * Math.min(60, world.nowMs - (order.sent?.atMs ?? 0));
  const full = { ...record, outcome: "full", effectiveMs, amountMinor: toMinorUnits(ordered) } as const;
  switch (a % 6) {
    case 1:
      return { ...full, outcome: "partial", amountMinor: toMinorUnits(Math.max(1, b % Math.max(1, ordered))) };
    case 2:
      return { ...record, outcome: "too-late" };
    case 3:
      return { ...record, outcome: "refused", reason: "other", words: "不符" };
    case 4:
      return { ...record, outcome: "queued", behindUnit: "另一单位", behindEndsMs: null };
    default:
      return full;
  }
}

export function answerSome(world: RecoveryWorld, step: HistoryStep): void {
  const waiting = [...world.orders.values()].filter(({ sent }) => sent !== null);
  const order = pick(waiting, step[2]);
  if (order === undefined) return;
  takeAnswer(world, order, answerOf(world, order, step));
}

export function reviewSome(world: RecoveryWorld, [, a, b, c]: HistoryStep): void {
  const order = pick([...world.orders.values()], a);
  if (order === undefined) return;
  const review = { ...act(world, b), words: "复核", verdict: c % 2 === 0 ? "upheld" : "refused" } as const;
  const keepMinor = toMinorUnits(c % 5);
  const changed =
    c % 3 === 0
      ? demandRelease(order, { ...act(world, b), reason: "unconnected", keepMinor }, defaultRules)
      : reviewOrder(order, review, defaultRules);
  const kept = decidedOf(changed);
  if (kept !== null) world.keepOrder(kept);
}

export function renewOrRelease(world: RecoveryWorld, step: HistoryStep): void {
  const target = pick(
    [...world.orders.values()].filter(({ measure }) => measure !== null),
    step[1],
  );
  if (target !== undefined) followUp(world, target, { kind: step[2] % 3 === 0 ? "release" : "renewal", step });
}

/** Renews or releases a measure, all the way. */
export function followUp(
  world: RecoveryWorld,
  target: Order,
  { kind, step }: { readonly kind: "renewal" | "release"; readonly step: HistoryStep },
): void {
  const heldMinor = target.measure?.heldMinor ?? 0;
  const amountMinor = kind === "release" && heldMinor > 0 ? toMinorUnits(heldMinor) : null;
  const { account } = target;
  const request = { ...requestOf(world, kind, step), account, amountMinor, targetId: target.id };
  const basis = { ...request.basis, score: null };
  const draft = decidedOf(draftOrder({ ...request, basis }, act(world, 0), defaultRules));
  if (draft !== null) goOut(world, draft, step[3]);
}

export function signSome(world: RecoveryWorld, [, a, b]: HistoryStep): void {
  const order = pick([...world.orders.values()], a);
  const signed = order === undefined ? null : decidedOf(signOrder(order, somebody(world, b), world.orderFacts()));
  if (signed !== null) world.keepOrder(signed);
}

export function sendSome(world: RecoveryWorld, [, a, b]: HistoryStep): void {
  const order = pick([...world.orders.values()], a);
  if (order === undefined) return;
  const sent = decidedOf(sendOrder(order, { ...act(world, b), taskNumber: order.id }, world.orderFacts()));
  if (sent !== null) world.keepOrder(sent);
}

/** Somebody, now. */
export function act(world: RecoveryWorld, number: number): Act {
  const { by, atMs } = somebody(world, number);
  return { by, atMs };
}

/** An item by any number; `undefined` of none. */
export function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items[number % Math.max(1, items.length)];
}
