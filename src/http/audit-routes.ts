import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { verifyAudit } from "../app/audit-log.ts";
import { auditPage, verificationView } from "../app/audit-view.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { auditPageSchema, auditQuerySchema, auditVerificationSchema } from "../contract/audit.ts";
import { problemSchema } from "../contract/problem.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["audit"];

const entries = {
  summary: "The log of what was done, the latest first (the auditor's)",
  tags,
  querystring: auditQuerySchema,
  response: { 200: auditPageSchema, ...problems },
};
const verification = {
  summary: "Verify the whole log: its seals and signed heads (the auditor's)",
  tags,
  response: { 200: auditVerificationSchema, ...problems },
};

/** The log, for the auditor. */
export function auditRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/audit/entries", { schema: entries, ...settled }, (request) => {
      const { actor } = sessionOf(request);
      if (!actor.roles.includes("auditor")) throw new SluiceError("ACCESS_DENIED", { what: "audit.open" });
      return records.as(actor, (work) => auditPage(work, request.query));
    });
    server.get("/api/v1/audit/verification", { schema: verification, ...settled }, async (request) => {
      const { actor } = sessionOf(request);
      if (!actor.roles.includes("auditor")) throw new SluiceError("ACCESS_DENIED", { what: "audit.verify" });
      const found = await verifyAudit(records);
      const details = { sealed: found.sealed, findings: found.findingsInAll };
      await records.as(actor, ({ log }) => log({ action: "audit.verify", subject: "audit", details }));
      return verificationView(found);
    });
  };
}
