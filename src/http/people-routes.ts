import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { addPerson, changePerson, listPeople, makeOneTimePassword, resetPassword } from "../app/people.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import {
  oneTimePasswordSchema,
  peopleListSchema,
  personBodySchema,
  personChangeSchema,
  personViewSchema,
} from "../contract/people.ts";
import { problemSchema } from "../contract/problem.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["people"];
const ofPerson = Type.Object({ id: Type.String({ format: "uuid" }) });

const list = {
  summary: "The people whom one may see, by login",
  tags,
  querystring: pageQuerySchema,
  response: { 200: peopleListSchema, ...problems },
};
// No Idempotency-Key: a one-time password is kept nowhere, so a repeated answer cannot be given. A login is taken once.
const add = {
  summary: "Add a person; the answer holds their one-time password, which is shown only here",
  tags,
  body: personBodySchema,
  response: { 201: oneTimePasswordSchema, ...problems },
};
const change = {
  summary: "Change a person, from the version that was seen; their sessions end",
  tags,
  params: ofPerson,
  body: personChangeSchema,
  response: { 200: personViewSchema, ...problems },
};
const reset = {
  summary: "Give a person a new one-time password; their sessions and their second factor end",
  tags,
  params: ofPerson,
  response: { 201: oneTimePasswordSchema, ...problems },
};

/** The people of the centre. */
export function peopleRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/people", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listPeople(work, request.query)),
    );
    server.post("/api/v1/people", { schema: add, ...settled }, async (request, reply) => {
      const hashed = await makeOneTimePassword();
      void reply.code(201);
      return records.as(sessionOf(request).actor, (work) => addPerson(work, request.body, hashed));
    });
    server.put("/api/v1/people/:id", { schema: change, ...settled }, async (request) => {
      const { version, active, ...draft } = request.body;
      const { id } = request.params;
      return records.as(sessionOf(request).actor, (work) => changePerson(work, { id, version, active, draft }));
    });
    server.post("/api/v1/people/:id/password", { schema: reset, ...settled }, async (request, reply) => {
      const hashed = await makeOneTimePassword();
      void reply.code(201);
      return records.as(sessionOf(request).actor, (work) => resetPassword(work, request.params.id, hashed));
    });
  };
}
