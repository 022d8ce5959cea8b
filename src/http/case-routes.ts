import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { accountSearchQuerySchema, foundAccountsSchema } from "../contract/account-search.ts";
import { caseListSchema } from "../contract/case-list.ts";
import { caseViewQuerySchema, caseViewSchema } from "../contract/case-view.ts";
import { problemSchema } from "../contract/problem.ts";
import { transferDetailSchema, transferListSchema, transfersQuerySchema } from "../contract/transfers.ts";
import type { UseCases } from "./use-cases.ts";

const ofCase = Type.Object({ case: Type.String({ minLength: 1, maxLength: 200 }) });
const ofTransfer = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });
const problems = { "4xx": problemSchema, "5xx": problemSchema };

/** The routes of the case page: contract in, use case, contract out. */
export function caseRoutes(useCases: UseCases): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      "/api/cases",
      { schema: { summary: "The cases", tags: ["cases"], response: { 200: caseListSchema, ...problems } } },
      async () => useCases.cases(),
    );
    server.get(
      "/api/cases/:case/view",
      {
        schema: {
          summary: "One case traced: balance sheet, money map, freeze list, statement requests",
          tags: ["cases"],
          params: ofCase,
          querystring: caseViewQuerySchema,
          response: { 200: caseViewSchema, ...problems },
        },
      },
      async (request) => useCases.view(request.params.case, request.query),
    );
    server.get(
      "/api/cases/:case/transfers",
      {
        schema: {
          summary: "The traced transfers behind an edge or a node of the money map",
          tags: ["cases"],
          params: ofCase,
          querystring: transfersQuerySchema,
          response: { 200: transferListSchema, ...problems },
        },
      },
      async (request) => useCases.transfers(request.params.case, request.query),
    );
    server.get(
      "/api/cases/:case/accounts",
      {
        schema: {
          summary: "Accounts of a traced case by the digits of their number or by holder",
          tags: ["cases"],
          params: ofCase,
          querystring: accountSearchQuerySchema,
          response: { 200: foundAccountsSchema, ...problems },
        },
      },
      async (request) => useCases.accounts(request.params.case, request.query),
    );
    server.get(
      "/api/transfers/:id",
      {
        schema: {
          summary: "One transfer down to the rows of the banks' files",
          tags: ["transfers"],
          params: ofTransfer,
          response: { 200: transferDetailSchema, ...problems },
        },
      },
      async (request) => useCases.transfer(request.params.id),
    );
  };
}
