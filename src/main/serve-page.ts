import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { adoptingLosses } from "../app/adopt-cases.ts";
import { openCaseDesk } from "../app/case-desk.ts";
import { openCaseFiles } from "../app/case-files.ts";
import { exportRejected } from "../app/export-rejected.ts";
import { sweepUploads } from "../app/import-jobs.ts";
import { peopleOfLedger } from "../app/ledger-people.ts";
import { concealHolders } from "../app/open-ledger.ts";
import { erasedAccounts } from "../app/people-retention.ts";
import { hasOfficers, makeFirstAdministrator } from "../app/people.ts";
import { markServed, unmarkServed } from "../app/join-mark.ts";
import { JoinedRegisters, joinedStores } from "../app/joined-registers.ts";
import { openRecordsDesk, type RecordsDesk } from "../app/records-desk.ts";
import { Turns } from "../app/turns.ts";
import type { RunningServer, ServePlace, Workplace } from "../app/workplace.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { createServer } from "../http/create-server.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import type { OpenRecords, Stores } from "../storage/stores.ts";
import { UploadSpool } from "../storage/upload-spool.ts";
import { startWork } from "./background-work.ts";
import { CommandDesk } from "./command-desk.ts";
import type { ServerLimits } from "./server-limits.ts";

/** The built page, seen from `dist/src/main/`. */
const pageFolder = fileURLToPath(new URL("../../../web/dist", import.meta.url));

/** What a server takes besides its stores. */
export interface Serving {
  readonly workplace: Workplace;
  readonly limits: ServerLimits;
}

/**
 * Serves the page of open stores and carries out the commands of other processes. The log goes to stderr: warnings and
 * failures only, one JSON object a line.
 * @throws SluiceError WEB_CANNOT_LISTEN
 */
export async function servePage(
  stores: Stores,
  place: ServePlace,
  { workplace, limits }: Serving,
): Promise<RunningServer> {
  const open = await stores.openRecords();
  const joined = await joinRegisters(stores, open.records);
  const engineStores = joinedStores(stores, joined);
  const firstAccount = await makeFirstAdministrator(open.records);
  // Whoever registers losses from here on, a command or a job, the case is in the records at once.
  const served = { ...engineStores, losses: await adoptingLosses(engineStores.losses, open.records) };
  const turns = new Turns();
  const token = randomBytes(32).toString("base64url");
  const desk = new CommandDesk(served, workplace, { token, turns, records: open.records });
  const log = pino({ level: "warn" }, pino.destination(2));
  const recordsDesk = deskOf(open, served, { workplace, limits });
  await sweepUploads(recordsDesk);
  const server = await createServer({
    useCases: openCaseDesk(served, workplace, open.records),
    commands: desk,
    records: recordsDesk,
    pageFolder,
    hostNames: [place.host, hostname()],
    limits: limits.requests,
    log,
    version: workplace.version,
  });
  const address = await listening(server, place);
  const failed = (cause: unknown): void => log.error(cause);
  const work = startWork({ desk: recordsDesk, stores: served, joined, workplace, turns, failed });
  await stores.announce({ address, token: desk.token });
  return {
    address,
    firstAccount,
    hasOfficers: await hasOfficers(open.records),
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await desk.settled();
      await work.stop();
      await unmarkServed(stores);
    },
  };
}

/** @throws SluiceError WEB_CANNOT_LISTEN */
function listening(server: Awaited<ReturnType<typeof createServer>>, { host, port }: ServePlace): Promise<string> {
  return server.listen({ host, port }).catch((cause: unknown) => {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new SluiceError("WEB_CANNOT_LISTEN", { host, port, reason }, cause);
  });
}

/** The people of a ledger whose deleted holders are shown no more from here on. */
function peopleBehind(stores: Stores, records: RecordsStore): () => ReturnType<typeof peopleOfLedger> {
  concealHolders(stores.ledger, () => erasedAccounts(records));
  return () => peopleOfLedger(stores);
}

/** The registers brought up to the records; a folder that is served says so until the server ends by itself. */
async function joinRegisters(stores: Stores, records: RecordsStore): Promise<JoinedRegisters> {
  const joined = new JoinedRegisters(records, stores);
  await joined.settleAll();
  await markServed(stores);
  return joined;
}

/** Everything that the records' routes are answered from. */
function deskOf(open: OpenRecords, served: Stores, { workplace, limits }: Serving): RecordsDesk {
  return openRecordsDesk(open, {
    evidence: served.evidence,
    spool: new UploadSpool(served.spoolFolder, limits.uploadBytes),
    ledgerPeople: peopleBehind(served, open.records),
    rejectedOf: (originals) => exportRejected(served, originals),
    caseFiles: openCaseFiles(served, open.records, workplace),
  });
}
