import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { adoptingLosses } from "../app/adopt-cases.ts";
import { openCaseDesk } from "../app/case-desk.ts";
import { hasOfficers, makeFirstAdministrator } from "../app/people.ts";
import { JoinedRegisters, joinedStores } from "../app/joined-registers.ts";
import { keepDoing } from "../app/keep-doing.ts";
import { keepSealing, openRecordsDesk } from "../app/records-desk.ts";
import type { RunningServer, ServePlace, Workplace } from "../app/workplace.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { createServer } from "../http/create-server.ts";
import type { Stores } from "../storage/stores.ts";
import { CommandDesk } from "./command-desk.ts";

/** The built page, seen from `dist/src/main/`. */
const pageFolder = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/**
 * Serves the page of open stores and carries out the commands of other processes. The log goes to stderr: warnings and
 * failures only, one JSON object a line.
 * @throws SluiceError WEB_CANNOT_LISTEN
 */
export async function servePage(stores: Stores, place: ServePlace, workplace: Workplace): Promise<RunningServer> {
  const { version } = workplace;
  const { records, key } = await stores.openRecords();
  const joined = new JoinedRegisters(records, stores);
  await joined.settleAll();
  const engineStores = joinedStores(stores, joined);
  const firstAccount = await makeFirstAdministrator(records);
  // Whoever registers losses from here on, a command or a job, the case is in the records at once.
  const served = { ...engineStores, losses: await adoptingLosses(engineStores.losses, records) };
  const desk = new CommandDesk(served, workplace, randomBytes(32).toString("base64url"));
  const log = pino({ level: "warn" }, pino.destination(2));
  const recordsDesk = openRecordsDesk({ records, key }, stores.evidence);
  const server = await createServer({
    useCases: openCaseDesk(served, workplace, records),
    commands: desk,
    records: recordsDesk,
    pageFolder,
    hostNames: [place.host, hostname()],
    log,
    version,
  });
  const address = await server.listen({ host: place.host, port: place.port }).catch((cause: unknown) => {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new SluiceError("WEB_CANNOT_LISTEN", { host: place.host, port: place.port, reason }, cause);
  });
  const sealing = keepSealing(recordsDesk, (cause) => log.error(cause));
  const settling = keepDoing(
    () => joined.settle(),
    (cause) => log.error(cause),
  );
  await stores.announce({ address, token: desk.token });
  return {
    address,
    firstAccount,
    hasOfficers: await hasOfficers(records),
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await desk.settled();
      await settling.stop();
      await sealing.stop();
    },
  };
}
