import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/**
 * Lets through only who shows `token` as `Authorization: Bearer …`. It runs before the body is read, so that a stranger's
 * request costs nothing; digests are compared, so that the time taken tells nothing of the token.
 */
export function tokenCheck(token: string): (request: FastifyRequest) => Promise<void> {
  const wanted = digest(token);
  return async (request) => {
    const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
    if (shown === undefined) throw new SluiceError("WEB_TOKEN_MISSING", {});
    if (!timingSafeEqual(digest(shown), wanted)) throw new SluiceError("WEB_TOKEN_WRONG", {});
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
