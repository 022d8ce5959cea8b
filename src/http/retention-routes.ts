import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import { decideRetention, listDuePeople, proposeRetention } from "../app/people-retention.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { duePeopleSchema, retentionDecisionSchema, retentionRunSchema } from "../contract/retention.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["retention"];

const due = {
  summary: "People of the ledger who fall due for deletion, masked: the dry run of a deletion",
  tags,
  response: { 200: duePeopleSchema, ...problems },
};
const propose = {
  summary: "Propose to delete everyone who is due; two persons decide (Idempotency-Key)",
  tags,
  response: { 201: retentionRunSchema, ...problems },
};
const decide = {
  summary: "Approve or refuse a deletion; with the second person's approval it is carried out",
  tags,
  params: Type.Object({ id: uuidSchema }),
  body: retentionDecisionSchema,
  response: { 200: retentionRunSchema, ...problems },
};

/** Deletion of people whom no case needs. */
export function retentionRoutes({ records, door, ledgerPeople }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/retention/due", { schema: due, ...settled }, async (request) => {
      const people = await ledgerPeople();
      return records.as(sessionOf(request).actor, (work) => listDuePeople(work, people));
    });
    server.post("/api/v1/retention/runs", { schema: propose, ...settled }, async (request, reply) => {
      const people = await ledgerPeople();
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => proposeRetention(work, people));
    });
    server.post("/api/v1/retention/runs/:id/decision", { schema: decide, ...settled }, async (request) => {
      const people = await ledgerPeople();
      const given = { id: request.params.id, decision: request.body };
      return createOnce(records, callerOf(request), (work) => decideRetention(work, given, people));
    });
  };
}
