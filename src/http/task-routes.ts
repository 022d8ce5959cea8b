import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import { draftShift, listHandOvers, stepHandOver } from "../app/hand-overs.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { listTasks, sendTaskDown, stepTaskRecord } from "../app/tasks.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  handOverDraftSchema,
  handOverListSchema,
  handOverSchema,
  handOverStepSchema,
  taskDraftSchema,
  taskListSchema,
  taskQuerySchema,
  taskStepSchema,
  taskViewSchema,
} from "../contract/tasks.ts";
import { callerOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["tasks"];
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const send = {
  summary: "Send a task down (下发)",
  tags,
  body: taskDraftSchema,
  response: { 201: taskViewSchema, ...problems },
};
const list = {
  summary: "Tasks with their clocks, the most urgent first: one's own where nothing else is asked for",
  tags,
  querystring: taskQuerySchema,
  response: { 200: taskListSchema, ...problems },
};
const step = {
  summary: "Sign for, answer, send back, urge, reassign, close or withdraw a task, from the version that was seen",
  tags,
  params,
  body: taskStepSchema,
  response: { 200: taskViewSchema, ...problems },
};
const draft = {
  summary: "Draft the hand-over of a shift (交接班) with all that is open in the unit",
  tags,
  body: handOverDraftSchema,
  response: { 201: handOverSchema, ...problems },
};
const shifts = {
  summary: "Hand-overs, the latest first",
  tags,
  querystring: pageQuerySchema,
  response: { 200: handOverListSchema, ...problems },
};
const sign = {
  summary: "Sign a hand-over for one side, or add what came up since, which voids the signatures",
  tags,
  params,
  body: handOverStepSchema,
  response: { 200: handOverSchema, ...problems },
};

/** Tasks and the hand-over of shifts. */
export function taskRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/tasks", { schema: send, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => sendTaskDown(work, request.body));
    });
    server.get("/api/v1/tasks", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listTasks(work, request.query)),
    );
    server.post("/api/v1/tasks/:id/steps", { schema: step, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => stepTaskRecord(work, request.params.id, request.body)),
    );
    server.post("/api/v1/hand-overs", { schema: draft, ...settled }, async (request, reply) => {
      void reply.code(201);
      return createOnce(records, callerOf(request), (work) => draftShift(work, request.body.to));
    });
    server.get("/api/v1/hand-overs", { schema: shifts, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listHandOvers(work, request.query)),
    );
    server.post("/api/v1/hand-overs/:id/steps", { schema: sign, ...settled }, (request) =>
      createOnce(records, callerOf(request), (work) => stepHandOver(work, request.params.id, request.body)),
    );
  };
}
