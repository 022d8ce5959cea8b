import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SluiceError } from "../../src/errors/sluice-error.ts";

const run = promisify(execFile);

/** A program that a peer needs. */
export interface PeerProgram {
  readonly peer: string;
  readonly program: string;
  readonly args: readonly string[];
  /** What installs it where it is missing. */
  readonly install: string;
  /** As whom it runs; the user of this process when left out. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** What a program prints. @throws SluiceError BENCH_PEER_MISSING, BENCH_PEER_FAILED. */
export async function runPeer(
  { peer, program, args, install, user }: PeerProgram,
  signal: AbortSignal,
): Promise<string> {
  try {
    const { stdout } = await run(program, [...args], { signal, maxBuffer: 64 * 1024 * 1024, cwd: "/", ...user });
    return stdout;
  } catch (cause) {
    signal.throwIfAborted();
    const { code, stderr = "" } = cause as { readonly code?: string | number; readonly stderr?: string };
    if (code === "ENOENT" || stderr.includes("No module named")) {
      throw new SluiceError("BENCH_PEER_MISSING", { peer, program, install }, cause);
    }
    throw new SluiceError(
      "BENCH_PEER_FAILED",
      { peer, program, reason: stderr.trim().slice(-500) || String(cause) },
      cause,
    );
  }
}
