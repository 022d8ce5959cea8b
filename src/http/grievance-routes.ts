import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import {
  answerKeptGrievance,
  drawHoldFigures,
  listAccountLabels,
  listGrievances,
  takeGrievance,
} from "../app/grievances.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import {
  accountLabelsSchema,
  grievanceAnswerSchema,
  grievanceBodySchema,
  grievanceListSchema,
  grievanceViewSchema,
  holdFiguresSchema,
} from "../contract/grievances.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["grievances"];

const list = {
  summary: "The grievances that one may see, the most urgent first",
  tags,
  querystring: pageQuerySchema,
  response: { 200: grievanceListSchema, ...problems },
};
const take = {
  summary: "Take a holder's grievance against a measure (Idempotency-Key)",
  tags,
  body: grievanceBodySchema,
  response: { 201: grievanceViewSchema, ...problems },
};
const answer = {
  summary: "Answer a grievance, in words; upheld, the release is due and the account's label flips",
  tags,
  params: Type.Object({ id: uuidSchema }),
  body: grievanceAnswerSchema,
  response: { 200: grievanceViewSchema, ...problems },
};
const figures = {
  summary: "Whether people are held wrongly or for too long: false-freeze rate, ages, overdue releases",
  tags,
  response: { 200: holdFiguresSchema, ...problems },
};
const labels = {
  summary: "Accounts whose label an upheld grievance flipped",
  tags,
  querystring: pageQuerySchema,
  response: { 200: accountLabelsSchema, ...problems },
};

/** The wrongly frozen. */
export function grievanceRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/grievances", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listGrievances(work, request.query)),
    );
    server.post("/api/v1/grievances", { schema: take, ...settled }, (request, reply) => {
      void reply.code(201);
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      return createOnce(records, caller, (work) => takeGrievance(work, request.body));
    });
    server.post("/api/v1/grievances/:id/answer", { schema: answer, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => answerKeptGrievance(work, request.params.id, request.body)),
    );
    server.get("/api/v1/recovery/holds", { schema: figures, ...settled }, (request) =>
      records.as(sessionOf(request).actor, drawHoldFigures),
    );
    server.get("/api/v1/recovery/account-labels", { schema: labels, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listAccountLabels(work, request.query)),
    );
  };
}
