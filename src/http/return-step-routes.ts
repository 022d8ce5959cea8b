import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { SeenReturn } from "../app/change-return.ts";
import type { KeptReturn } from "../app/kept-return.ts";
import {
  answerReturnObjection,
  checkVictim,
  decideVictimReturn,
  orderReturnPayments,
  putUpNotice,
  receiveReturnPaper,
  sendReturnPaper,
  signVictimReturn,
  takeObjection,
  takeReceipt,
  takeVictimClaim,
  withdrawVictimReturn,
} from "../app/prepare-kept-return.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { returnView } from "../app/return-views.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { type ReturnStepBodies, returnStepSchemas, returnViewSchema } from "../contract/returns.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

type Work = Parameters<typeof returnView>[0];
type Name = keyof ReturnStepBodies;
type Take<Of extends Name> = (work: Work, seen: SeenReturn, body: ReturnStepBodies[Of]) => Promise<KeptReturn>;

/** One step of a return: its route, and what carries it out. */
interface Step {
  readonly path: string;
  readonly summary: string;
  readonly body: (typeof returnStepSchemas)[Name];
  readonly take: Take<never>;
}

function step<Of extends Name>(name: Of, route: Pick<Step, "path" | "summary">, take: Take<Of>): Step {
  return { ...route, body: returnStepSchemas[name], take };
}

const steps: readonly Step[] = [
  step("notice", { path: "notice", summary: "Put up the public notice of a proportional return" }, (work, seen, body) =>
    putUpNotice(work, seen, body.place),
  ),
  step(
    "claim",
    { path: "claims", summary: "Take a victim's application, with the victim's own account" },
    takeVictimClaim,
  ),
  step(
    "check",
    { path: "checks", summary: "Note that something of a victim was looked at and found right" },
    checkVictim,
  ),
  step(
    "objection",
    { path: "objections", summary: "Take an objection: it blocks the shares it is about" },
    takeObjection,
  ),
  step("objectionAnswer", { path: "objections/answer", summary: "Answer an objection" }, answerReturnObjection),
  step("paper", { path: "papers", summary: "Note a paper sent from one unit to the other" }, sendReturnPaper),
  step("paperReceived", { path: "papers/received", summary: "Note that a paper arrived" }, (work, seen, body) =>
    receiveReturnPaper(work, seen, body.kind),
  ),
  step(
    "version",
    { path: "sign", summary: "Sign a return, or as a second person of the city's level approve it" },
    signVictimReturn,
  ),
  step("decision", { path: "decision", summary: "Note the city's decision" }, (work, seen, body) =>
    decideVictimReturn(work, seen, body.number),
  ),
  step(
    "payments",
    { path: "payments", summary: "Order payments, carried to the bank by two officers" },
    orderReturnPayments,
  ),
  step("receipt", { path: "receipt", summary: "Take the bank's receipt; the recovery ledger follows" }, takeReceipt),
  step("withdrawal", { path: "withdraw", summary: "Give a return up; what was paid stays paid" }, (work, seen, body) =>
    withdrawVictimReturn(work, seen, body.words),
  ),
];

const params = Type.Object({ id: uuidSchema });
const response = { 200: returnViewSchema, "4xx": problemSchema, "5xx": problemSchema };

/** The steps of a return, each from the version that was seen; what law or state forbids is told in sentences (409). */
export function returnStepRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    for (const { path, summary, body, take } of steps) {
      const schema = { summary, tags: ["returns"], params, body, response };
      server.post(`/api/v1/returns/:id/${path}`, { schema, ...settled }, (request) => {
        const { version, ...rest } = request.body;
        const seen = { id: request.params.id, version };
        return records.as(sessionOf(request).actor, async (work) =>
          returnView(work, await take(work, seen, rest as never)),
        );
      });
    }
  };
}
