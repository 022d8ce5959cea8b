import { isIP } from "node:net";
import type { FastifyRequest } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/**
 * Refuses requests whose Host header names a host that this server was not told it is. Without it a page of another
 * site could bind its own name to this address and read cases through the analyst's browser (DNS rebinding). A bare
 * address is let through: a page that was loaded from an address is not another site's.
 */
export function hostCheck(names: readonly string[]): (request: FastifyRequest) => Promise<void> {
  const known = new Set([...names, "localhost"].map((name) => name.toLowerCase()));
  return async (request) => {
    const host = (request.headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
    if (!known.has(host) && isIP(host.replace(/^\[|\]$/g, "")) === 0) {
      throw new SluiceError("WEB_FOREIGN_HOST", { seen: host.slice(0, 100) });
    }
  };
}
