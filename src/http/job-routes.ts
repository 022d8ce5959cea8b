import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { RecordsDesk } from "../app/records-desk.ts";
import { jobListSchema } from "../contract/jobs.ts";
import { problemSchema } from "../contract/problem.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const mostJobs = 200;

const list = { summary: "The long work one asked for", tags: ["jobs"], response: { 200: jobListSchema, ...problems } };
const cancel = {
  summary: "Ask a job to end; one that waits ends at once",
  tags: ["jobs"],
  params: Type.Object({ id: Type.String({ format: "uuid" }) }),
  response: { 200: Type.Object({}), ...problems },
};

/** Long work. */
export function jobRoutes({ records, door, jobs }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/jobs", { schema: list, ...settled }, async (request) => ({
      rows: await records.as(sessionOf(request).actor, (work) => jobs.list(work, mostJobs)),
    }));
    server.delete("/api/v1/jobs/:id", { schema: cancel, ...settled }, async (request) => {
      await records.as(sessionOf(request).actor, (work) => jobs.cancel(work, request.params.id));
      return {};
    });
  };
}
