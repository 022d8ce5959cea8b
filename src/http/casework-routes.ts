import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { addNote, removeNote } from "../app/case-notes.ts";
import { readCaseRecord } from "../app/case-record-view.ts";
import { addReportToCase, changeCaseRecord, listCaseRecords, makeCase } from "../app/case-records.ts";
import { changeSeriesRecord, listSeries, makeSeries } from "../app/case-series.ts";
import { createOnce } from "../app/create-once.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import {
  caseChangeSchema,
  caseDraftSchema,
  caseNoteSchema,
  casePageSchema,
  caseQuerySchema,
  caseRecordSchema,
  caseReportSchema,
  madeRowSchema,
  noteDraftSchema,
} from "../contract/casework.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import { problemSchema } from "../contract/problem.ts";
import { seriesChangeSchema, seriesDraftSchema, seriesListSchema, seriesViewSchema } from "../contract/series.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["cases"];
const params = Type.Object({ id: Type.String({ format: "uuid" }) });
const nothing = Type.Object({});

const make = {
  summary: "Make a case, of a report or of none",
  tags,
  body: caseDraftSchema,
  response: { 201: madeRowSchema, ...problems },
};
const list = {
  summary: "Cases, the latest first",
  tags,
  querystring: caseQuerySchema,
  response: { 200: casePageSchema, ...problems },
};
const show = {
  summary: "One case with its reports, series, notes and timeline",
  tags,
  params,
  response: { 200: caseRecordSchema, ...problems },
};
const change = {
  summary:
    "Accept, file, retype, hand over, close or reopen a case, change its members: from the version that was seen",
  tags,
  params,
  body: caseChangeSchema,
  response: { 200: madeRowSchema, ...problems },
};
const addReport = {
  summary: "Put a report and its losses into a case",
  tags,
  params,
  body: caseReportSchema,
  response: { 200: madeRowSchema, ...problems },
};
const write = {
  summary: "Add a note or a tag to a case",
  tags,
  params,
  body: noteDraftSchema,
  response: { 201: caseNoteSchema, ...problems },
};
const remove = {
  summary: "Take a note, tag or document off its case; it stays in the records",
  tags,
  params,
  response: { 200: nothing, ...problems },
};
const link = {
  summary: "Link cases or reports into a series (串并案)",
  tags,
  body: seriesDraftSchema,
  response: { 201: seriesViewSchema, ...problems },
};
const relink = {
  summary: "Join a member to a series or take it out again, from the version that was seen",
  tags,
  params,
  body: seriesChangeSchema,
  response: { 200: seriesViewSchema, ...problems },
};
const linked = {
  summary: "Series, the latest first",
  tags,
  querystring: pageQuerySchema,
  response: { 200: seriesListSchema, ...problems },
};

/** Cases, what hangs on them, and their series. */
export function caseworkRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/cases", { schema: make, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => makeCase(work, request.body));
    });
    server.get("/api/v1/cases", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listCaseRecords(work, request.query)),
    );
    server.get("/api/v1/cases/:id", { schema: show, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => readCaseRecord(work, request.params.id)),
    );
    server.post("/api/v1/cases/:id/changes", { schema: change, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => changeCaseRecord(work, request.params.id, request.body)),
    );
    server.post("/api/v1/cases/:id/reports", { schema: addReport, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => addReportToCase(work, request.params.id, request.body.reportId)),
    );
    server.post("/api/v1/cases/:id/notes", { schema: write, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => addNote(work, request.params.id, request.body));
    });
    server.delete("/api/v1/notes/:id", { schema: remove, ...settled }, async (request) => {
      await records.as(sessionOf(request).actor, (work) => removeNote(work, request.params.id));
      return {};
    });
    server.post("/api/v1/series", { schema: link, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => makeSeries(work, request.body));
    });
    server.get("/api/v1/series", { schema: linked, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listSeries(work, request.query)),
    );
    server.post("/api/v1/series/:id/changes", { schema: relink, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => changeSeriesRecord(work, request.params.id, request.body)),
    );
  };
}
