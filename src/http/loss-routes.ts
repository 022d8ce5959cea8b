import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import type { LedgerPayments } from "../app/ledger-payments.ts";
import {
  bindLossRecord,
  findLoss,
  lossToChange,
  paymentsNearLoss,
  paymentToBind,
  proposeForLoss,
  unbindLossRecord,
} from "../app/losses.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { lossBindingSchema, lossUnbindingSchema, proposalListSchema } from "../contract/losses.ts";
import { problemSchema } from "../contract/problem.ts";
import { lossViewSchema } from "../contract/reports.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["reports"];
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const propose = {
  summary: "Rows of the ledger that may be a loss, with all in which they differ; nothing is bound by it",
  tags,
  params,
  response: { 200: proposalListSchema, ...problems },
};
const bind = {
  summary: "Bind a loss to a row, with every difference accepted by name, from the version that was seen",
  tags,
  params,
  body: lossBindingSchema,
  response: { 200: lossViewSchema, ...problems },
};
const unbind = {
  summary: "Take a binding apart with a reason, from the version that was seen; it stays on record",
  tags,
  params,
  body: lossUnbindingSchema,
  response: { 200: lossViewSchema, ...problems },
};

/** Losses and the rows that they turn out to be. The ledger is asked outside of the records' transactions: it may be long. */
export function lossRoutes({ records, door }: RecordsDesk, payments: LedgerPayments): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/losses/:id/proposals", { schema: propose, ...settled }, async (request) => {
      const { actor } = sessionOf(request);
      const { id } = request.params;
      const loss = await records.as(actor, (work) => findLoss(work, id));
      const near = await paymentsNearLoss(payments, loss);
      return records.as(actor, (work) => proposeForLoss(work, id, near));
    });
    server.post("/api/v1/losses/:id/bindings", { schema: bind, ...settled }, async (request) => {
      const { id } = request.params;
      await records.as(sessionOf(request).actor, (work) => lossToChange(work, id));
      const found = await paymentToBind(payments, request.body.transferId);
      return createOnce(records, callerOf(request), (work) => bindLossRecord(work, id, { body: request.body, found }));
    });
    server.post("/api/v1/losses/:id/unbindings", { schema: unbind, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => unbindLossRecord(work, request.params.id, request.body)),
    );
  };
}
