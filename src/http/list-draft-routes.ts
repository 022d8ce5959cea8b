import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { CaseDesk } from "../app/case-desk.ts";
import { createOnce } from "../app/create-once.ts";
import { caseToOrderFor, draftFreezes, draftQueries } from "../app/draft-listed-orders.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { chosenRowsSchema, freezeDraftsSchema, listDraftsSchema } from "../contract/order-drafts.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { askerOf } from "./case-asker.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const response = { 201: listDraftsSchema, "4xx": problemSchema, "5xx": problemSchema };
const params = Type.Object({ id: uuidSchema });

const freezes = {
  summary: "Draft orders for rows of the freeze list, each once, with receipt and disputed amount (Idempotency-Key)",
  tags: ["orders"],
  params,
  body: freezeDraftsSchema,
  response,
};
const queries = {
  summary: "Draft queries for the statements that the case's trace asks for, each once (Idempotency-Key)",
  tags: ["orders"],
  params,
  body: chosenRowsSchema,
  response,
};

/** Orders drafted from what a trace of the case answers. The engine is asked outside of the records' transactions. */
export function listDraftRoutes(
  { records, door }: RecordsDesk,
  { lists }: Pick<CaseDesk, "lists">,
): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/cases/:id/freeze-list/drafts", { schema: freezes, ...settled }, async (request, reply) => {
      void reply.code(201);
      const { body, params: asked } = request;
      await records.as(sessionOf(request).actor, (work) => caseToOrderFor(work, asked.id));
      const { freezeList: list } = await lists(askerOf(request), body);
      return createOnce(records, callerOf(request), (work) => draftFreezes(work, { caseId: asked.id, list }, body));
    });
    server.post("/api/v1/cases/:id/requests/drafts", { schema: queries, ...settled }, async (request, reply) => {
      void reply.code(201);
      const { body, params: asked } = request;
      await records.as(sessionOf(request).actor, (work) => caseToOrderFor(work, asked.id));
      const { requests: list } = await lists(askerOf(request), body);
      return createOnce(records, callerOf(request), (work) => draftQueries(work, { caseId: asked.id, list }, body));
    });
  };
}
