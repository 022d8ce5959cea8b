import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { openReport } from "../app/openings.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { searchRecords, sortPasted } from "../app/records-search.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  foundRecordsSchema,
  openingSchema,
  pastedAccountsSchema,
  pastedTextSchema,
} from "../contract/records-search.ts";
import { reportViewSchema } from "../contract/reports.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["search"];

const search = {
  summary: "Search everything one may see: last four digits, numbers, characters, initials of pinyin; it is logged",
  tags,
  querystring: Type.Object({ q: Type.String({ maxLength: 200 }) }),
  response: { 200: foundRecordsSchema, ...problems },
};
const sort = {
  summary: "Tell pasted accounts apart as known, unknown and malformed; it is logged",
  tags,
  body: pastedTextSchema,
  response: { 200: pastedAccountsSchema, ...problems },
};
const open = {
  summary: "See a report in full for a case or a task; it is logged, and some are drawn for review",
  tags,
  body: openingSchema,
  response: { 200: reportViewSchema, ...problems },
};

/** Searching the records, and opening what is masked. */
export function recordsSearchRoutes({ records, door, numbers }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/search", { schema: search, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => searchRecords(work, request.query.q, numbers)),
    );
    server.post("/api/v1/search/accounts", { schema: sort, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => sortPasted(work, request.body.text, numbers)),
    );
    server.post("/api/v1/openings", { schema: open, ...settled }, (request) =>
      openReport({ records, numbers }, sessionOf(request).actor, request.body),
    );
  };
}
