import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { CaseDesk } from "../app/case-desk.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { accountSearchQuerySchema, foundAccountsSchema } from "../contract/account-search.ts";
import { caseViewSchema } from "../contract/case-view.ts";
import { caseViewQuerySchema } from "../contract/case-view-query.ts";
import { ledgerStandingSchema } from "../contract/ledger-standing.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  transferDetailSchema,
  transferListSchema,
  transferQuerySchema,
  transfersQuerySchema,
} from "../contract/transfers.ts";
import { askerOf } from "./case-asker.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const ofCase = Type.Object({ id: Type.String({ format: "uuid" }) });
const ofTransfer = Type.Object({
  id: Type.String({ format: "uuid" }),
  transfer: Type.String({ minLength: 1, maxLength: 200 }),
});
const problems = { "4xx": problemSchema, "5xx": problemSchema };

const standing = {
  summary: "How many files the ledger holds, and how many losses each of one's cases has in it",
  tags: ["cases"],
  response: { 200: ledgerStandingSchema, ...problems },
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
  summary:
    "One transfer that the case's trace touches, down to the rows of the banks' files; a side that it does not touch is masked",
  tags: ["cases"],
  params: ofTransfer,
  querystring: transferQuerySchema,
  response: { 200: transferDetailSchema, ...problems },
};

/** The routes of the case page: contract in, use case, contract out. */
export function caseRoutes(use: CaseDesk, { door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/ledger/standing", { schema: standing, ...settled }, (request) =>
      use.standing(sessionOf(request).actor),
    );
    server.get("/api/v1/cases/:id/view", { schema: view, ...settled }, (request) =>
      use.view(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/transfers", { schema: transfers, ...settled }, (request) =>
      use.transfers(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/accounts", { schema: accounts, ...settled }, (request) =>
      use.accounts(askerOf(request), request.query),
    );
    server.get("/api/v1/cases/:id/transfers/:transfer", { schema: transfer, ...settled }, (request) =>
      use.transfer(askerOf(request), { ...request.query, transfer: request.params.transfer }),
    );
  };
}
