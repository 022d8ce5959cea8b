import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { RecordsDesk } from "../app/records-desk.ts";
import { jobListSchema, jobSchema } from "../contract/jobs.ts";
import { pageQuerySchema } from "../contract/paging.ts";
import { problemSchema } from "../contract/problem.ts";
import { findJob } from "../app/find-job.ts";
import { listJobs } from "../app/list-jobs.ts";
import { sweepUploads } from "../app/import-jobs.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };

const list = {
  summary: "The long work one asked for, the latest first",
  tags: ["jobs"],
  querystring: pageQuerySchema,
  response: { 200: jobListSchema, ...problems },
};
const ofJob = Type.Object({ id: Type.String({ format: "uuid" }) });
const show = {
  summary: "A job of one's own: how far it is, and what came of it",
  tags: ["jobs"],
  params: ofJob,
  response: { 200: jobSchema, ...problems },
};
const cancel = {
  summary: "Ask a job to end; one that waits ends at once",
  tags: ["jobs"],
  params: ofJob,
  response: { 200: Type.Object({}), ...problems },
};

/** Long work. */
export function jobRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  const { records, door, jobs } = desk;
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/jobs", { schema: list, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => listJobs(jobs, work, request.query)),
    );
    server.get("/api/v1/jobs/:id", { schema: show, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => findJob(jobs, work, request.params.id)),
    );
    server.delete("/api/v1/jobs/:id", { schema: cancel, ...settled }, async (request) => {
      await records.as(sessionOf(request).actor, (work) => jobs.cancel(work, request.params.id));
      await sweepUploads(desk);
      return {};
    });
  };
}
