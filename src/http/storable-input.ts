import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/**
 * Refuses what no database text can hold, wherever in a request it stands: a NUL character, or half of a character that
 * is written as two.
 */
export async function storableInput(request: FastifyRequest): Promise<void> {
  // A streamed body is a file: what of it is kept as text, its reader sees to.
  const body = request.body instanceof Readable ? undefined : request.body;
  for (const part of [request.params, request.query, body]) {
    const found = firstUnstorable(part);
    if (found !== undefined) throw new SluiceError("WEB_BAD_REQUEST", { seen: found });
  }
}

/** The first text that cannot be kept, as an error shows it. */
function firstUnstorable(value: unknown): string | undefined {
  if (typeof value === "string") {
    return /[\0\p{Cs}]/u.test(value) ? JSON.stringify(value).slice(0, 60) : undefined;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = firstUnstorable(name) ?? firstUnstorable(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}
