import type { FastifyRequest } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/**
 * Refuses requests whose Host header names a host that this server was not told it is. Without it a page of another
 * site could bind its own name to 127.0.0.1 and read cases through the analyst's browser (DNS rebinding).
 */
export function hostCheck(names: readonly string[]): (request: FastifyRequest) => Promise<void> {
  const known = new Set([...names, "localhost", "127.0.0.1", "[::1]"].map((name) => name.toLowerCase()));
  return async (request) => {
    const host = (request.headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
    if (!known.has(host)) throw new SluiceError("WEB_FOREIGN_HOST", { seen: host.slice(0, 100) });
  };
}
