import type { Problem } from "../../../src/contract/problem.ts";

/** What the server answered instead of a success; `problem` is null when nothing that speaks our language answered. */
export class AskFailed extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null, cause?: unknown) {
    super(problem?.en ?? "The server does not answer.", { cause });
    this.name = "AskFailed";
    this.problem = problem;
  }
}

/** GETs a JSON answer of this server. @throws AskFailed */
export function ask<Answer>(path: string, values: object, signal: AbortSignal): Promise<Answer> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return answered<Answer>(query === "" ? path : `${path}?${query}`, { signal });
}

/** Has this server do something. @throws AskFailed */
export function tell<Answer>(method: "POST" | "PUT" | "DELETE", path: string, body?: object): Promise<Answer> {
  const given =
    body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return answered<Answer>(path, { method, ...given });
}

async function answered<Answer>(path: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(path, request).catch((cause: unknown) => {
    if (request.signal?.aborted === true) throw cause;
    throw new AskFailed(null, cause);
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as Answer;
  throw new AskFailed(isProblem(body) ? body : null);
}

/** What the server said of a failure; `null` when nothing that speaks our language answered. */
export function problemOf(error: Error): Problem | null {
  return error instanceof AskFailed ? error.problem : null;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "zh" in body && "en" in body;
}
