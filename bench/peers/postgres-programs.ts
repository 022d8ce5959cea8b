import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PeerProgram } from "./run-peer.ts";

/** What installs the server where it is missing. */
export const postgresInstall = "sudo apt-get install -y postgresql-15";

/** The folder of the server's programs: `POSTGRES_PATH` names the server's; Debian keeps them out of the path. */
export function postgresBinaries(): string {
  const named = process.env["POSTGRES_PATH"] ?? "";
  if (named !== "") return dirname(named);
  const debian = "/usr/lib/postgresql";
  const [newest] = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return newest === undefined ? "" : join(debian, existsSync(join(debian, "15")) ? "15" : newest, "bin");
}

/** As whom the server runs: it refuses to run as root. */
export function postgresUser(): PeerProgram["user"] {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const id = (flag: string): number =>
      Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    // Without the system's user there is no server either, which the first program says.
    return undefined;
  }
}
