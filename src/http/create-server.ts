import swagger from "@fastify/swagger";
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { caseFileRoutes, caseUploadRoutes } from "./case-file-routes.ts";
import { caseworkRoutes } from "./casework-routes.ts";
import { caseRoutes } from "./case-routes.ts";
import type { CaseDesk } from "../app/case-desk.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { attributedReturnRoutes } from "./attributed-return-routes.ts";
import { auditRoutes } from "./audit-routes.ts";
import { eventRoutes } from "./event-routes.ts";
import { traceJobRoutes } from "./trace-job-routes.ts";
import { importRoutes } from "./import-routes.ts";
import { grievanceRoutes } from "./grievance-routes.ts";
import { jobRoutes } from "./job-routes.ts";
import { orderRoutes } from "./order-routes.ts";
import { orderSheetRoutes } from "./order-sheet-routes.ts";
import { orderStepRoutes } from "./order-step-routes.ts";
import { recoveryRoutes } from "./recovery-routes.ts";
import { returnRoutes } from "./return-routes.ts";
import { returnStepRoutes } from "./return-step-routes.ts";
import { retentionRoutes } from "./retention-routes.ts";
import { sanctionRoutes } from "./sanction-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { ruleRoutes } from "./rule-routes.ts";
import { paperRoutes } from "./paper-routes.ts";
import { peopleRoutes } from "./people-routes.ts";
import { taskRoutes } from "./task-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { type CommandDoor, commandRoutes } from "./command-routes.ts";
import { contactRoutes } from "./contact-routes.ts";
import { findingRoutes } from "./finding-routes.ts";
import { hostCheck } from "./host-check.ts";
import { listDraftRoutes } from "./list-draft-routes.ts";
import { lossRoutes } from "./loss-routes.ts";
import { recordsSearchRoutes } from "./records-search-routes.ts";
import { servePage } from "./page-files.ts";
import { reportRoutes } from "./report-routes.ts";
import { storableInput } from "./storable-input.ts";
import { answerClientError, mostHeaderBytes } from "./client-errors.ts";
import { type RequestLimits, requestLimits, usualLimits } from "./request-limits.ts";
import { answerNotFound, answerProblem } from "./problem-answers.ts";

/** What the server is made of. It opens nothing and reads no configuration itself. */
export interface ServerParts {
  readonly useCases: CaseDesk;
  readonly commands: CommandDoor;
  readonly records: RecordsDesk;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Names besides the loopback ones under which this server may be asked. */
  readonly hostNames: readonly string[];
  readonly log: FastifyBaseLogger;
  /** How often somebody may ask, where that is not the usual. */
  readonly limits?: RequestLimits;
  /** The program's version, for the OpenAPI document. */
  readonly version: string;
}

/** What is answered from the records alone. */
const routesOfRecords = [
  sessionRoutes,
  peopleRoutes,
  caseworkRoutes,
  reportRoutes,
  taskRoutes,
  recordsSearchRoutes,
  jobRoutes,
  eventRoutes,
  traceJobRoutes,
  importRoutes,
  auditRoutes,
  orderRoutes,
  orderStepRoutes,
  orderSheetRoutes,
  recoveryRoutes,
  returnRoutes,
  returnStepRoutes,
  grievanceRoutes,
  ruleRoutes,
  reviewRoutes,
  paperRoutes,
  caseFileRoutes,
  caseUploadRoutes,
  sanctionRoutes,
  retentionRoutes,
  contactRoutes,
];

/** The web server, ready to listen. Every answer that is not a success is a problem body in both languages. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const server = fastify({
    loggerInstance: parts.log,
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 1_000 },
    http: { maxHeaderSize: mostHeaderBytes },
    clientErrorHandler: answerClientError,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler);
  server.addHook("onRequest", hostCheck(parts.hostNames));
  const limits = requestLimits(parts.limits ?? usualLimits);
  server.addHook("onRequest", limits.byAddress);
  server.addHook("preHandler", limits.byPerson);
  server.addHook("preHandler", storableInput);
  server.addHook("onSend", async (_request, reply) => {
    reply.headers({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  });
  server.setErrorHandler(answerProblem);
  server.setNotFoundHandler(answerNotFound);
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Sluice", version: parts.version },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
  });
  await server.register(caseRoutes(parts.useCases, parts.records));
  await server.register(findingRoutes(parts.useCases, parts.records));
  await server.register(commandRoutes(parts.commands));
  for (const routes of routesOfRecords) await server.register(routes(parts.records));
  await server.register(lossRoutes(parts.records, parts.useCases.payments));
  await server.register(listDraftRoutes(parts.records, parts.useCases));
  await server.register(attributedReturnRoutes(parts.records, parts.useCases.attribution));
  await servePage(server, parts.pageFolder);
  return server;
}
