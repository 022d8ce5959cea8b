import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { placeTracedLoss } from "../app/place-loss.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { drawRates, drawSheet } from "../app/recovery-view.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  lossPlacementSchema,
  recoveryRatesSchema,
  recoverySheetQuerySchema,
  recoverySheetSchema,
} from "../contract/recovery-ledger.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["recovery"];

const sheet = {
  summary: "Where the losses that one may see are, at any date: each, and in total; it always balances",
  tags,
  querystring: recoverySheetQuerySchema,
  response: { 200: recoverySheetSchema, ...problems },
};
const rates = {
  summary: "The three rates of recovery, each with its definition",
  tags,
  querystring: Type.Object({ caseId: Type.Optional(uuidSchema) }),
  response: { 200: recoveryRatesSchema, ...problems },
};
const placement = {
  summary: "Place a loss where a trace found it",
  tags,
  params: Type.Object({ id: uuidSchema }),
  body: lossPlacementSchema,
  response: { 200: Type.Object({}), ...problems },
};

/** The recovery ledger. */
export function recoveryRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/recovery/sheet", { schema: sheet, ...settled }, (request) =>
      drawSheet(records, sessionOf(request).actor, request.query),
    );
    server.get("/api/v1/recovery/rates", { schema: rates, ...settled }, (request) =>
      drawRates(records, sessionOf(request).actor, request.query),
    );
    server.put("/api/v1/recovery/losses/:id/placement", { schema: placement, ...settled }, async (request) => {
      await records.as(sessionOf(request).actor, (work) => placeTracedLoss(work, request.params.id, request.body));
      return {};
    });
  };
}
