import type { FastifyRequest } from "fastify";
import type { CaseAsker } from "../app/case-looks.ts";
import { sessionOf } from "./signed-in.ts";

/** Who asks about the case that a request's address names, behind `signedIn`. */
export function askerOf(request: FastifyRequest & { readonly params: { readonly id: string } }): CaseAsker {
  return { actor: sessionOf(request).actor, caseId: request.params.id };
}
