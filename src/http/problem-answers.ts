import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Problem } from "../contract/problem.ts";
import { explain, SluiceError } from "../errors/sluice-error.ts";

/** HTTP statuses of errors that are neither simply wrong requests (400) nor simply failures (500). */
const statusOf: Readonly<Record<string, number>> = {
  WEB_TOKEN_MISSING: 401,
  WEB_TOKEN_WRONG: 403,
  WEB_NOT_FOUND: 404,
  CASE_UNKNOWN: 404,
  CASE_TRACE_UNKNOWN: 404,
  ACCOUNT_NOT_IN_LEDGER: 404,
  TRANSFER_NOT_IN_LEDGER: 404,
  CASE_REACHES_NO_TRANSFER: 404,
  CASE_REACHES_NO_ACCOUNT: 404,
  WEB_FOREIGN_HOST: 421,
  CASE_WITHOUT_BOUND_LOSS: 409,
  SIGN_IN_NEEDED: 401,
  SIGN_IN_REFUSED: 401,
  SIGN_IN_CODE_NEEDED: 401,
  SIGN_IN_CODE_WRONG: 401,
  SIGN_IN_LOCKED: 429,
  SIGN_IN_OWES: 403,
  ACCESS_DENIED: 403,
  RECORDS_NOT_FOUND: 404,
  RECORDS_CHANGED_MEANWHILE: 409,
  RECORDS_KEY_REUSED: 409,
  RECORDS_BUSY: 503,
  RECORDS_SERVER_DOWN: 503,
  PERSON_LOGIN_TAKEN: 409,
  CASEWORK_REFUSED: 409,
  ACCESS_NOT_OPENED: 403,
  CASEWORK_NO_SUCH_ROW: 409,
  UPLOAD_TOO_LARGE: 413,
  EVENTS_TOO_MANY: 429,
  WEB_TOO_MANY_REQUESTS: 429,
  WEB_BODY_TOO_LARGE: 413,
  UPLOAD_IN_FORM: 415,
  STORAGE_DISK_FULL: 507,
  RECOVERY_REFUSED: 409,
};

/** Answers every error as a problem body. What is no SluiceError is logged whole and answered without its inside. */
export function answerProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): void {
  const known = toSluiceError(error);
  const status = statusOf[known.code] ?? (known.kind === "failed" && !isOfSentFile(known) ? 500 : 400);
  if (status >= 500) request.log.error(error);
  const { seconds } = known.details;
  if (status === 429 && seconds !== undefined) void reply.header("retry-after", seconds);
  void reply.code(status).type("application/problem+json").send(problemOf(known, status));
}

/** What is wrong with a file is a failure of a command, and of who sends it here. */
function isOfSentFile({ code }: SluiceError): boolean {
  return code.startsWith("INTAKE_");
}

/** Answers a path that leads nowhere. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  answerProblem(new SluiceError("WEB_NOT_FOUND", { seen: request.url.slice(0, 200) }), request, reply);
}

function toSluiceError(error: FastifyError | Error): SluiceError {
  if (error instanceof SluiceError) return error;
  const status = "statusCode" in error ? (error.statusCode ?? 500) : 500;
  if (status === 413) return new SluiceError("WEB_BODY_TOO_LARGE", { seen: error.message }, error);
  if (status < 500) return new SluiceError("WEB_BAD_REQUEST", { seen: error.message }, error);
  return new SluiceError("WEB_UNEXPECTED", {}, error);
}

/** An error as it is answered. */
export function problemOf(error: SluiceError, status: number): Problem {
  return {
    type: `urn:sluice:${error.code}`,
    title: explain(error.code, error.details, "zh"),
    status,
    code: error.code,
    zh: explain(error.code, error.details, "zh"),
    en: explain(error.code, error.details, "en"),
    details: error.details,
  };
}
