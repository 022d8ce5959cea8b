import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { AttributionQuestions } from "../app/attribution-questions.ts";
import { openProposal, planAttributedReturn, reopenReturn } from "../app/plan-attributed-return.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { returnView } from "../app/return-views.ts";
import {
  attributedReturnSchema,
  proposalReplaySchema,
  reopeningSchema,
  type ReturnProposalView,
  returnProposalSchema,
} from "../contract/attributed-returns.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { returnViewSchema } from "../contract/returns.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["returns"];
const params = Type.Object({ id: uuidSchema });

const plan = {
  summary: "Plan a return by what the engine attributes to the case's victims (Idempotency-Key)",
  tags,
  body: attributedReturnSchema,
  response: { 201: returnViewSchema, ...problems },
};
const reopen = {
  summary: "Give up a return that is not paid in full and plan it anew, as for a late victim (Idempotency-Key)",
  tags,
  params,
  body: reopeningSchema,
  response: { 201: returnViewSchema, ...problems },
};
const proposal = {
  summary: "The engine's proposal by which a return was planned, with its inputs and reasons; the opening is logged",
  tags,
  params,
  response: { 200: returnProposalSchema, ...problems },
};
const replay = {
  summary: "Run that proposal again over the files that it recorded, and compare",
  tags,
  params,
  response: { 200: proposalReplaySchema, ...problems },
};

/** Returns as the engine attributes the frozen money. It is asked outside of the records' transactions: it may be long. */
export function attributedReturnRoutes(
  { records, door }: RecordsDesk,
  engine: AttributionQuestions,
): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/returns/attributed", { schema: plan, ...settled }, async (request, reply) => {
      void reply.code(201);
      const caller = callerOf(request);
      const kept = await planAttributedReturn({ records, caller, engine }, request.body);
      return records.as(caller.actor, (work) => returnView(work, kept));
    });
    server.post("/api/v1/returns/:id/reopening", { schema: reopen, ...settled }, async (request, reply) => {
      void reply.code(201);
      const caller = callerOf(request);
      const kept = await reopenReturn({ records, caller, engine }, request.params.id, request.body);
      return records.as(caller.actor, (work) => returnView(work, kept));
    });
    server.get("/api/v1/returns/:id/proposal", { schema: proposal, ...settled }, async (request) => {
      const text = await records.as(sessionOf(request).actor, (work) => openProposal(work, request.params.id));
      return JSON.parse(text) as ReturnProposalView;
    });
    server.get("/api/v1/returns/:id/proposal/replay", { schema: replay, ...settled }, async (request) => {
      const text = await records.as(sessionOf(request).actor, (work) => openProposal(work, request.params.id));
      return engine.replay(text);
    });
  };
}
