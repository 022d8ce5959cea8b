import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { listSanctions, openSanction, proposeKeptSanction, stepSanction } from "../app/sanctions.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import {
  sanctionBodySchema,
  sanctionPageSchema,
  sanctionQuerySchema,
  sanctionStepSchema,
  sanctionViewSchema,
} from "../contract/sanctions.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["sanctions"];
const params = Type.Object({ id: uuidSchema });

const propose = {
  summary:
    "Propose a sanction (惩戒) by the dated rule of the fact; it rests on source rows and waits for a second person",
  tags,
  body: sanctionBodySchema,
  response: { 201: sanctionViewSchema, ...problems },
};
const list = {
  summary: "Sanctions with their clocks, the latest proposal first; subjects masked",
  tags,
  querystring: sanctionQuerySchema,
  response: { 200: sanctionPageSchema, ...problems },
};
const open = {
  summary: "One sanction in full; the opening is logged",
  tags,
  params,
  response: { 200: sanctionViewSchema, ...problems },
};
const step = {
  summary: "Approve or refuse, serve the notice, take a complaint, answer it, lift: from the version that was seen",
  tags,
  params,
  body: sanctionStepSchema,
  response: { 200: sanctionViewSchema, ...problems },
};

/** Sanctions on people who sold, rented or lent cards and accounts. */
export function sanctionRoutes({ records, door, numbers }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/sanctions", { schema: propose, ...settled }, (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => proposeKeptSanction(work, request.body, numbers));
    });
    server.get("/api/v1/sanctions", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listSanctions(work, request.query)),
    );
    server.get("/api/v1/sanctions/:id", { schema: open, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => openSanction(work, request.params.id, numbers)),
    );
    server.post("/api/v1/sanctions/:id/steps", { schema: step, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => stepSanction(work, request.params.id, request.body)),
    );
  };
}
