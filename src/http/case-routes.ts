import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { accountSearchQuerySchema, foundAccountsSchema } from "../contract/account-search.ts";
import { caseListSchema } from "../contract/case-list.ts";
import { caseViewSchema } from "../contract/case-view.ts";
import { caseViewQuerySchema } from "../contract/case-view-query.ts";
import { problemSchema } from "../contract/problem.ts";
import { transferDetailSchema, transferListSchema, transfersQuerySchema } from "../contract/transfers.ts";
import type { UseCases } from "./use-cases.ts";

const ofCase = Type.Object({ case: Type.String({ minLength: 1, maxLength: 200 }) });
const ofTransfer = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });
const problems = { "4xx": problemSchema, "5xx": problemSchema };

const cases = {
  summary: "The cases",
  tags: ["cases"],
  response: { 200: caseListSchema, ...problems },
};

const view = {
  summary: "One case traced: balance sheet, money map, freeze list, statement requests",
  tags: ["cases"],
  params: ofCase,
  querystring: caseViewQuerySchema,
  response: { 200: caseViewSchema, ...problems },
};

const transfers = {
  summary: "The traced transfers behind an edge or a node of the money map",
  tags: ["cases"],
  params: ofCase,
  querystring: transfersQuerySchema,
  response: { 200: transferListSchema, ...problems },
};

const accounts = {
  summary: "Accounts of a traced case by the digits of their number or by holder",
  tags: ["cases"],
  params: ofCase,
  querystring: accountSearchQuerySchema,
  response: { 200: foundAccountsSchema, ...problems },
};

const transfer = {
  summary: "One transfer down to the rows of the banks' files",
  tags: ["transfers"],
  params: ofTransfer,
  response: { 200: transferDetailSchema, ...problems },
};

/** The routes of the case page: contract in, use case, contract out. */
export function caseRoutes(use: UseCases): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get("/api/cases", { schema: cases }, () => use.cases());
    server.get("/api/cases/:case/view", { schema: view }, ({ params, query }) => use.view(params.case, query));
    server.get("/api/cases/:case/transfers", { schema: transfers }, ({ params, query }) =>
      use.transfers(params.case, query),
    );
    server.get("/api/cases/:case/accounts", { schema: accounts }, ({ params, query }) =>
      use.accounts(params.case, query),
    );
    server.get("/api/transfers/:id", { schema: transfer }, ({ params }) => use.transfer(params.id));
  };
}
