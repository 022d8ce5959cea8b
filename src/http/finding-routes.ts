import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, Type } from "typebox";
import type { CaseDesk } from "../app/case-desk.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { caseBesideSchema } from "../contract/case-beside.ts";
import { caseContradictionsSchema } from "../contract/case-contradictions.ts";
import { caseDoctrineSchema } from "../contract/case-doctrine.ts";
import { caseStopsSchema } from "../contract/case-stops.ts";
import { moneyPathsSchema, pathsQuerySchema } from "../contract/money-paths.ts";
import { problemSchema } from "../contract/problem.ts";
import { comparisonQuerySchema, keptTracesSchema, traceComparisonSchema } from "../contract/trace-comparison.ts";
import { traceQuerySchema } from "../contract/trace-query.ts";
import { whoseMoneySchema, whoseQuerySchema } from "../contract/whose-money.ts";
import { askerOf } from "./case-asker.ts";
import { signedIn } from "./signed-in.ts";

const params = Type.Object({ id: Type.String({ format: "uuid" }) });

function ofCase<Answer extends TSchema>(summary: string, answer: Answer) {
  return { summary, tags: ["cases"], params, response: { 200: answer, "4xx": problemSchema, "5xx": problemSchema } };
}

const doctrine = ofCase(
  "The doctrines that a case is locked to, with who decided each, when and why",
  caseDoctrineSchema,
);

const traces = ofCase("The traces that were run for a case and are kept side by side", keptTracesSchema);

const comparison = {
  ...ofCase("Traces of a case side by side: what differs for each loss and each account", traceComparisonSchema),
  querystring: comparisonQuerySchema,
};

const beside = {
  ...ofCase(
    "Beside the sheet: good faith, interest, per holder, and figures that depend on guessed orders",
    caseBesideSchema,
  ),
  querystring: traceQuerySchema,
};

const stops = {
  ...ofCase("Where a trace stopped and why: stops, dust written off, money lost sight of", caseStopsSchema),
  querystring: traceQuerySchema,
};

const contradictions = {
  ...ofCase(
    "Where statements contradict each other at the accounts that traced money reached",
    caseContradictionsSchema,
  ),
  querystring: traceQuerySchema,
};

const whose = {
  ...ofCase(
    "Backward: whose money an account held or a transfer moved, by loss under five doctrines",
    whoseMoneySchema,
  ),
  querystring: whoseQuerySchema,
};

const paths = {
  ...ofCase(
    "Paths between two accounts, each payment after the one before, with the case's traced amounts",
    moneyPathsSchema,
  ),
  querystring: pathsQuerySchema,
};

/** The routes of what is asked about a case besides its picture. */
export function findingRoutes(use: CaseDesk, { door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/cases/:id/doctrine", { schema: doctrine, ...settled }, (request) =>
      use.doctrine(askerOf(request), {}),
    );
    server.get("/api/v1/cases/:id/traces", { schema: traces, ...settled }, (request) =>
      use.traces(askerOf(request), {}),
    );
    server.get("/api/v1/cases/:id/comparison", { schema: comparison, ...settled }, (request) =>
      use.comparison(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/beside", { schema: beside, ...settled }, (request) =>
      use.beside(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/stops", { schema: stops, ...settled }, (request) =>
      use.stops(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/contradictions", { schema: contradictions, ...settled }, (request) =>
      use.contradictions(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/whose", { schema: whose, ...settled }, (request) =>
      use.whose(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/paths", { schema: paths, ...settled }, (request) =>
      use.paths(askerOf(request), request.query),
    );
  };
}
