import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { ownNumbers, setOwnNumbers } from "../app/own-numbers.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { judgeLookup, listReviews } from "../app/reviews.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  ownNumbersBodySchema,
  ownNumbersSchema,
  reviewPageSchema,
  reviewQuerySchema,
  reviewViewSchema,
  verdictOnLookupSchema,
} from "../contract/reviews.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const list = {
  summary:
    "Openings, searches and exports that were drawn for review (2 %, by the sealed log) or look up their asker or a colleague",
  tags: ["reviews"],
  querystring: reviewQuerySchema,
  response: { 200: reviewPageSchema, ...problems },
};
const judge = {
  summary: "Give the verdict on a looking-up, with its reason; once, and not on one's own",
  tags: ["reviews"],
  params,
  body: verdictOnLookupSchema,
  response: { 200: reviewViewSchema, ...problems },
};
const kept = {
  summary: "Which kinds of a person's own numbers are written down; the numbers themselves are kept nowhere",
  tags: ["people"],
  params,
  response: { 200: ownNumbersSchema, ...problems },
};
const keep = {
  summary:
    "Write down a person's own numbers as keyed hashes: one's own are added, the administrator replaces another's",
  tags: ["people"],
  params,
  body: ownNumbersBodySchema,
  response: { 200: ownNumbersSchema, ...problems },
};

/** Looking-ups that somebody else looks at, and the numbers by which looking up a colleague is recognised. */
export function reviewRoutes({ records, door, numbers }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/reviews", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listReviews(work, request.query)),
    );
    server.post("/api/v1/reviews/:id/verdict", { schema: judge, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => judgeLookup(work, request.params.id, request.body)),
    );
    server.get("/api/v1/people/:id/numbers", { schema: kept, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => ownNumbers(work, request.params.id, numbers)),
    );
    server.put("/api/v1/people/:id/numbers", { schema: keep, ...settled }, (request) => {
      const given = { userId: request.params.id, numbers: request.body.numbers };
      return records.as(sessionOf(request).actor, (work) => setOwnNumbers(work, given, numbers));
    });
  };
}
