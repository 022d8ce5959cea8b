import { randomUUID } from "node:crypto";
import { decideReturn, signReturn, withdrawReturn } from "../recovery/decide-return.ts";
import { type BankReceipt, orderPayments, recordReceipt } from "../recovery/pay-return.ts";
import {
  answerObjection,
  fileObjection,
  fileVictimClaim,
  publishNotice,
  receivePaper,
  recordCheck,
  sendPaper,
} from "../recovery/prepare-return.ts";
import type { CheckKind, PaperKind } from "../recovery/victim-return.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { actOf } from "./change-kept-order.ts";
import { changeReturn, type SeenReturn } from "./change-return.ts";
import { draftReturnOrder } from "./draft-return-order.ts";
import { findReturn, type KeptReturn } from "./kept-return.ts";
import { signingLevel } from "./signing-level.ts";

/** Puts up the public notice of a proportional return (rule R22). */
export function putUpNotice(work: RecordsWork, seen: SeenReturn, place: string): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "change",
    name: "notice",
    details: { place },
    decide: (plan, facts) => publishNotice(plan, { ...actOf(work), place }, facts),
  });
}

/** A victim's application as an officer takes it. */
export interface TakenClaim {
  readonly victim: string;
  readonly accountKey: string;
  readonly isOriginal: boolean;
  /** Why another account than the one that was paid from receives; `null`: no exception. */
  readonly exception: string | null;
}

/** Takes a victim's application, with the victim's own account. */
export function takeVictimClaim(work: RecordsWork, seen: SeenReturn, claim: TakenClaim): Promise<KeptReturn> {
  const { victim, exception: words, ...account } = claim;
  const filed = actOf(work);
  const exception = words === null ? null : { ...filed, words };
  return changeReturn(work, seen, {
    action: "change",
    name: "claim",
    details: { victim, isOriginal: claim.isOriginal, exception: words ?? "" },
    decide: (plan) => fileVictimClaim(plan, victim, { ...account, filed, exception }),
  });
}

/** Notes that identity, case file or original account of a victim were looked at and found right. */
export function checkVictim(
  work: RecordsWork,
  seen: SeenReturn,
  { victim, kind }: { readonly victim: string; readonly kind: CheckKind },
): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "change",
    name: "check",
    details: { victim, kind },
    decide: (plan) => recordCheck(plan, victim, { ...actOf(work), kind }),
  });
}

/** Takes an objection to the shares of some victims, or (`null`) to all of them. */
export function takeObjection(
  work: RecordsWork,
  seen: SeenReturn,
  objection: { readonly by: string; readonly words: string; readonly victims: readonly string[] | null },
): Promise<KeptReturn> {
  const id = randomUUID();
  return changeReturn(work, seen, {
    action: "change",
    name: "objection",
    details: { objection: id, by: objection.by },
    decide: (plan) => fileObjection(plan, { ...objection, id, filed: actOf(work) }),
  });
}

/** Answers an objection. */
export function answerReturnObjection(
  work: RecordsWork,
  seen: SeenReturn,
  { id, ...verdict }: { readonly id: string; readonly upheld: boolean; readonly words: string },
): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "answer",
    name: "objection-answer",
    details: { objection: id, ...verdict },
    decide: (plan) => answerObjection(plan, id, { ...verdict, ...actOf(work) }),
  });
}

/** Notes a paper sent from one unit to the other. */
export function sendReturnPaper(
  work: RecordsWork,
  seen: SeenReturn,
  paper: { readonly kind: PaperKind; readonly fromUnit: string; readonly toUnit: string },
): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "change",
    name: "paper",
    details: { ...paper },
    decide: (plan) => sendPaper(plan, { ...paper, sent: actOf(work) }),
  });
}

/** Notes that a paper arrived. */
export function receiveReturnPaper(work: RecordsWork, seen: SeenReturn, kind: PaperKind): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "change",
    name: "paper-received",
    details: { kind },
    decide: (plan) => receivePaper(plan, kind, actOf(work)),
  });
}

/** Signs: first who presents it, then a second person of the city's level (rules R6, R24). */
export async function signVictimReturn(work: RecordsWork, seen: SeenReturn): Promise<KeptReturn> {
  const { plan } = await findReturn(work.db, seen.id);
  const action = plan.signatures.length > 0 ? "approve" : "sign";
  const signature = { ...actOf(work), level: signingLevel(work.actor) };
  return changeReturn(work, seen, {
    action,
    name: action,
    details: { level: signature.level },
    decide: (current, facts) => signReturn(current, signature, facts),
  });
}

/** Notes the city's decision (返还决定书), and drafts the order that carries it out. */
export async function decideVictimReturn(work: RecordsWork, seen: SeenReturn, number: string): Promise<KeptReturn> {
  const decided = await changeReturn(work, seen, {
    action: "approve",
    name: "decide",
    details: { number },
    decide: (plan, facts) => decideReturn(plan, { ...actOf(work), number }, facts),
  });
  await draftReturnOrder(work, decided);
  return decided;
}

/** Orders the payment of victims' shares, carried to the bank by two officers (rule R24). */
export function orderReturnPayments(
  work: RecordsWork,
  seen: SeenReturn,
  { victims, officers }: { readonly victims: readonly string[]; readonly officers: readonly [string, string] },
): Promise<KeptReturn> {
  const payments = victims.map((victim) => ({ id: randomUUID(), victim }));
  return changeReturn(work, seen, {
    action: "send",
    name: "pay",
    details: { officers, payments: payments.map(({ id }) => id) },
    decide: (plan, facts) => orderPayments(plan, { ...actOf(work), officers, payments }, facts),
  });
}

/** Takes the bank's receipt; what was paid leaves the freeze and comes to the losses in the recovery ledger. */
export function takeReceipt(
  work: RecordsWork,
  seen: SeenReturn,
  receipt: Omit<BankReceipt, "by" | "atMs">,
): Promise<KeptReturn> {
  const { paymentId, paid, amountMinor, serial } = receipt;
  return changeReturn(work, seen, {
    action: "answer",
    name: "receipt",
    details: { payment: paymentId, paid, amountMinor, serial },
    decide: (plan, { freeze }) => recordReceipt(plan, freeze, { ...receipt, ...actOf(work) }),
  });
}

/** Gives a return up. */
export function withdrawVictimReturn(work: RecordsWork, seen: SeenReturn, words: string): Promise<KeptReturn> {
  return changeReturn(work, seen, {
    action: "change",
    name: "withdraw",
    details: { words },
    decide: (plan) => withdrawReturn(plan, { ...actOf(work), words }),
  });
}
