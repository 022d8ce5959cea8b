import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import { knownAccount } from "../app/known-account.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { changeReport, listReports, readReport, takeReport } from "../app/reports.ts";
import { knownAccountSchema } from "../contract/known-account.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  reportBodySchema,
  reportChangeSchema,
  reportPageSchema,
  reportQuerySchema,
  reportViewSchema,
  takenReportSchema,
} from "../contract/reports.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["reports"];
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const take = {
  summary:
    "Take a report with its pending losses; what should be asked again comes back at once and holds nothing back",
  tags,
  body: reportBodySchema,
  response: { 201: takenReportSchema, ...problems },
};
const list = {
  summary: "Reports, the latest first",
  tags,
  querystring: reportQuerySchema,
  response: { 200: reportPageSchema, ...problems },
};
const show = {
  summary: "One report with its losses; what identifies people is masked",
  tags,
  params,
  response: { 200: reportViewSchema, ...problems },
};
const change = {
  summary: "Change a report, from the version that was seen; a masked field sent back as shown stays as it is",
  tags,
  params,
  body: reportChangeSchema,
  response: { 200: reportViewSchema, ...problems },
};
const known = {
  summary: "What is known of an account number while it is typed, over all cases by number only",
  tags,
  querystring: Type.Object({ number: Type.String({ minLength: 6, maxLength: 100 }) }),
  response: { 200: knownAccountSchema, ...problems },
};

/** Reports as they are taken during the call. */
export function reportRoutes({ records, door, numbers }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/reports", { schema: take, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => takeReport(work, request.body));
    });
    server.get("/api/v1/reports", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listReports(work, request.query)),
    );
    server.get("/api/v1/reports/:id", { schema: show, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => readReport(work, request.params.id)),
    );
    server.put("/api/v1/reports/:id", { schema: change, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => changeReport(work, request.params.id, request.body)),
    );
    server.get("/api/v1/accounts/known", { schema: known, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => knownAccount(work, request.query.number, numbers)),
    );
  };
}
