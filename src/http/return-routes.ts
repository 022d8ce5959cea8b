import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { planVictimReturn } from "../app/change-return.ts";
import { createOnce } from "../app/create-once.ts";
import { examineGoodFaithClaim, fileGoodFaith, listGoodFaith } from "../app/good-faith-claims.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { listNotices, listReturns, openReturn, returnView } from "../app/return-views.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import {
  goodFaithBodySchema,
  goodFaithListSchema,
  goodFaithQuerySchema,
  goodFaithViewSchema,
  returnBodySchema,
  returnPageSchema,
  returnQuerySchema,
  returnViewSchema,
  verdictBodySchema,
} from "../contract/returns.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["returns"];
const params = Type.Object({ id: uuidSchema });
const page = { tags, querystring: returnQuerySchema, response: { 200: returnPageSchema, ...problems } };

const list = { summary: "The returns that one may see, the latest plan first", ...page };
const notices = { summary: "Returns on public notice, by the day from which they may be paid", ...page };
const plan = {
  summary: "Plan a return out of a freeze, by the engine's proposal (Idempotency-Key: sent twice, it is planned once)",
  tags,
  body: returnBodySchema,
  response: { 201: returnViewSchema, ...problems },
};
const open = {
  summary: "A return with its clocks; the opening is logged",
  tags,
  params,
  response: { 200: returnViewSchema, ...problems },
};
const claims = {
  summary: "The claims of good faith on an account",
  tags,
  querystring: goodFaithQuerySchema,
  response: { 200: goodFaithListSchema, ...problems },
};
const claim = {
  summary: "File a holder's claim of good faith: its amount blocks returns (Idempotency-Key)",
  tags,
  body: goodFaithBodySchema,
  response: { 201: goodFaithViewSchema, ...problems },
};
const examine = {
  summary: "Examine a claim of good faith: upheld, its amount is never returned",
  tags,
  params,
  body: verdictBodySchema,
  response: { 200: goodFaithViewSchema, ...problems },
};

/** Returns to victims: planning, listing, opening; and holders' claims of good faith. */
export function returnRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/returns", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listReturns(work, request.query)),
    );
    server.get("/api/v1/returns/notices", { schema: notices, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listNotices(work, request.query)),
    );
    server.post("/api/v1/returns", { schema: plan, ...settled }, (request, reply) => {
      void reply.code(201);
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      return createOnce(records, caller, async (work) => returnView(work, await planVictimReturn(work, request.body)));
    });
    server.get("/api/v1/returns/:id", { schema: open, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => openReturn(work, request.params.id)),
    );
    server.get("/api/v1/good-faith-claims", { schema: claims, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listGoodFaith(work, request.query)),
    );
    server.post("/api/v1/good-faith-claims", { schema: claim, ...settled }, (request, reply) => {
      void reply.code(201);
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      return createOnce(records, caller, (work) => fileGoodFaith(work, request.body));
    });
    server.post("/api/v1/good-faith-claims/:id/examination", { schema: examine, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => examineGoodFaithClaim(work, request.params.id, request.body)),
    );
  };
}
