import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { issueCallerCode, readCallerCode } from "../app/caller-codes.ts";
import { centreNumbers, setCentreNumbers } from "../app/centre-numbers.ts";
import { createOnce } from "../app/create-once.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { dueContacts, listContacts, logContact } from "../app/victim-contacts.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  callerCodeBodySchema,
  callerCodeReadSchema,
  callerVerdictSchema,
  centreNumbersSchema,
  contactBodySchema,
  contactPageSchema,
  contactQuerySchema,
  contactViewSchema,
  dueContactsSchema,
  issuedCallerCodeSchema,
} from "../contract/victim-contacts.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["contact with victims"];

const due = {
  summary: "Victims who have to be told that money was frozen for them, the most urgent first",
  tags,
  querystring: pageQuerySchema,
  response: { 200: dueContactsSchema, ...problems },
};
const list = {
  summary: "Contacts with victims, the latest first",
  tags,
  querystring: contactQuerySchema,
  response: { 200: contactPageSchema, ...problems },
};
const write = {
  summary: "Log a call, message, visit or letter; refused with a link or a telephone number that is not the centre's",
  tags,
  body: contactBodySchema,
  response: { 201: contactViewSchema, ...problems },
};
// No Idempotency-Key: the code is kept nowhere, so a repeated answer cannot be given.
const issue = {
  summary: "A one-time code for a call to a victim, who can have it verified by the hotline; it is shown only here",
  tags,
  body: callerCodeBodySchema,
  response: { 201: issuedCallerCodeSchema, ...problems },
};
const verify = {
  summary: "Tell a victim whether a caller is ours, by the code that they were given (the hotline's)",
  tags,
  body: callerCodeReadSchema,
  response: { 200: callerVerdictSchema, ...problems },
};
const numbers = {
  summary: "The telephone numbers of the centre, the only ones that words to a victim may hold",
  tags,
  response: { 200: centreNumbersSchema, ...problems },
};

/** Contact with victims. */
export function contactRoutes({ records, door, numbers: key }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/victim-contacts/due", { schema: due, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => dueContacts(work, request.query)),
    );
    server.get("/api/v1/victim-contacts", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listContacts(work, request.query)),
    );
    server.post("/api/v1/victim-contacts", { schema: write, ...settled }, (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => logContact(work, request.body));
    });
    server.post("/api/v1/caller-codes", { schema: issue, ...settled }, (request, reply) => {
      void reply.code(201);
      const { reportId } = request.body;
      return records.as(sessionOf(request).actor, (work) => issueCallerCode(work, reportId, key));
    });
    server.post("/api/v1/caller-codes/verify", { schema: verify, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => readCallerCode(work, request.body, key)),
    );
    server.get("/api/v1/settings/centre-numbers", { schema: numbers, ...settled }, async (request) => ({
      numbers: await records.as(sessionOf(request).actor, centreNumbers),
    }));
    server.put(
      "/api/v1/settings/centre-numbers",
      { schema: { ...numbers, body: centreNumbersSchema }, ...settled },
      (request) => records.as(sessionOf(request).actor, (work) => setCentreNumbers(work, request.body)),
    );
  };
}
