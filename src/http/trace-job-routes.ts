import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { RecordsDesk } from "../app/records-desk.ts";
import { askTrace } from "../app/trace-jobs.ts";
import { problemSchema } from "../contract/problem.ts";
import { askedJobSchema, askedTraceSchema } from "../contract/trace-jobs.ts";
import { callerOf, signedIn } from "./signed-in.ts";

const ask = {
  summary: "Trace a case and keep the trace beside its others; the answer names the job",
  tags: ["cases"],
  params: Type.Object({ id: Type.String({ format: "uuid" }) }),
  body: askedTraceSchema,
  response: { 202: askedJobSchema, "4xx": problemSchema, "5xx": problemSchema },
};

/** Traces as jobs. */
export function traceJobRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(desk.door, "settled") };
    server.post("/api/v1/cases/:id/traces", { schema: ask, ...settled }, async (request, reply) => {
      const { params, body } = request;
      const asked = await askTrace(desk, callerOf(request), { caseId: params.id, asked: body });
      void reply.code(202).header("location", `/api/v1/jobs/${asked.job}`);
      return asked;
    });
  };
}
