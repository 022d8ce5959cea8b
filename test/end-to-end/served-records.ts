import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Role } from "../../src/access/role.ts";
import { openRecords } from "../../src/storage/records/open-records.ts";
import { startSession } from "../../src/storage/records/sessions.ts";
import { addUnits, personWith } from "../fixtures/casework-people.ts";
import { root } from "./run-sluice.ts";

/** A server in a process of its own. */
export interface Served {
  readonly address: string;
  /** What it said on its error stream until now. */
  said(): string;
  stop(signal: "SIGINT" | "SIGKILL"): Promise<void>;
}

/** Serves a data folder on a free port. */
export async function serve(data: string, environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  const words = [join(root, "bin/sluice"), "serve", "--data", data, "--port", "0", "--json", "--lang", "en"];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"], env });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", resolve);
    child.on("close", () => reject(new Error(said)));
  });
  const { address } = JSON.parse(line) as { address: string };
  return {
    address,
    said: () => said,
    async stop(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** Makes people of these roles in a data folder that nobody serves, signed in for a day; their tokens. */
export async function signedInPeople(data: string, roles: readonly Role[]): Promise<readonly string[]> {
  const records = await openRecords({ folder: join(data, "records", "pg") }, () => Date.now());
  const day = 86_400_000;
  try {
    await addUnits(records);
    const tokens: string[] = [];
    for (const role of roles) {
      const { userId } = await personWith(records, [role]);
      const terms = { longestMs: day, idleMs: day };
      const session = { userId, owes: "" as const, client: "", nowMs: Date.now(), terms };
      tokens.push((await records.asSystem(({ db }) => startSession(db, session))).secret);
    }
    return tokens;
  } finally {
    await records.close();
  }
}
