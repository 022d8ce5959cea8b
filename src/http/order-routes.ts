import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { amendRecoveryOrder } from "../app/change-recovery-order.ts";
import { createOnce } from "../app/create-once.ts";
import { draftRecoveryOrder } from "../app/draft-recovery-order.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { listClocks, listOrders, openOrder, viewOf } from "../app/recovery-order-views.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import {
  clockPageSchema,
  clockQuerySchema,
  orderAmendmentSchema,
  orderBodySchema,
  orderPageSchema,
  orderQuerySchema,
  orderViewSchema,
} from "../contract/recovery-orders.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["orders"];
const params = Type.Object({ id: uuidSchema });

const list = {
  summary: "The orders that one may see, the latest draft first",
  tags,
  querystring: orderQuerySchema,
  response: { 200: orderPageSchema, ...problems },
};
const draft = {
  summary: "Draft an order (Idempotency-Key: sent twice, it is drafted once)",
  tags,
  body: orderBodySchema,
  response: { 201: orderViewSchema, ...problems },
};
const open = {
  summary: "An order with its clocks; the opening is logged",
  tags,
  params,
  response: { 200: orderViewSchema, ...problems },
};
const amend = {
  summary: "Change a draft that nobody has signed, from the version that was seen",
  tags,
  params,
  body: orderAmendmentSchema,
  response: { 200: orderViewSchema, ...problems },
};
const clocks = {
  summary: "Every running clock of the orders that one may see, the most urgent first",
  tags,
  querystring: clockQuerySchema,
  response: { 200: clockPageSchema, ...problems },
};

/** Orders to banks: drafting, listing, opening; and their clocks. */
export function orderRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/orders", { schema: list, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, (work) => listOrders(work, request.query)),
    );
    server.post("/api/v1/orders", { schema: draft, ...settled }, async (request, reply) => {
      void reply.code(201);
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      return createOnce(records, caller, async (work) => viewOf(work, await draftRecoveryOrder(work, request.body)));
    });
    server.get("/api/v1/orders/:id", { schema: open, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, (work) => openOrder(work, request.params.id)),
    );
    server.put("/api/v1/orders/:id", { schema: amend, ...settled }, async (request) => {
      const { version, changes } = request.body;
      return records.as(sessionOf(request).actor, async (work) =>
        viewOf(work, await amendRecoveryOrder(work, { id: request.params.id, version }, changes)),
      );
    });
    server.get("/api/v1/clocks", { schema: clocks, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, (work) => listClocks(work, request.query)),
    );
  };
}
