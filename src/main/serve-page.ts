import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { openCaseDesk } from "../app/case-desk.ts";
import type { RunningServer, ServePlace } from "../app/workplace.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { createServer } from "../http/create-server.ts";
import type { Stores } from "../storage/stores.ts";

/** The built page, seen from `dist/src/main/`. */
const pageFolder = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/**
 * Serves the page of open stores. The log goes to stderr: warnings and failures only, one JSON object a line.
 * @throws SluiceError WEB_CANNOT_LISTEN
 */
export async function servePage(stores: Stores, place: ServePlace, version: string): Promise<RunningServer> {
  const server = await createServer({
    useCases: openCaseDesk(stores, version),
    pageFolder,
    hostNames: [place.host, hostname()],
    log: pino({ level: "warn" }, pino.destination(2)),
    version,
  });
  const address = await server.listen({ host: place.host, port: place.port }).catch((cause: unknown) => {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new SluiceError("WEB_CANNOT_LISTEN", { host: place.host, port: place.port, reason }, cause);
  });
  return {
    address,
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
    },
  };
}
