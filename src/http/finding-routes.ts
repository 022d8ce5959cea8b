import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, Type } from "typebox";
import { caseBesideSchema } from "../contract/case-beside.ts";
import { caseContradictionsSchema } from "../contract/case-contradictions.ts";
import { caseDoctrineSchema } from "../contract/case-doctrine.ts";
import { caseStopsSchema } from "../contract/case-stops.ts";
import { moneyPathsSchema, pathsQuerySchema } from "../contract/money-paths.ts";
import { problemSchema } from "../contract/problem.ts";
import { comparisonQuerySchema, keptTracesSchema, traceComparisonSchema } from "../contract/trace-comparison.ts";
import { traceQuerySchema } from "../contract/trace-query.ts";
import { whoseMoneySchema, whoseQuerySchema } from "../contract/whose-money.ts";
import type { UseCases } from "./use-cases.ts";

const params = Type.Object({ case: Type.String({ minLength: 1, maxLength: 200 }) });

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
export function findingRoutes(use: UseCases): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get("/api/cases/:case/doctrine", { schema: doctrine }, ({ params: of }) => use.doctrine(of.case));
    server.get("/api/cases/:case/traces", { schema: traces }, ({ params: of }) => use.traces(of.case));
    server.get("/api/cases/:case/comparison", { schema: comparison }, ({ params: of, query }) =>
      use.comparison(of.case, query),
    );
    server.get("/api/cases/:case/beside", { schema: beside }, ({ params: of, query }) => use.beside(of.case, query));
    server.get("/api/cases/:case/stops", { schema: stops }, ({ params: of, query }) => use.stops(of.case, query));
    server.get("/api/cases/:case/contradictions", { schema: contradictions }, ({ params: of, query }) =>
      use.contradictions(of.case, query),
    );
    server.get("/api/cases/:case/whose", { schema: whose }, ({ params: of, query }) => use.whose(of.case, query));
    server.get("/api/cases/:case/paths", { schema: paths }, ({ params: of, query }) => use.paths(of.case, query));
  };
}
