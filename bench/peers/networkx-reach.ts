import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PeerReach } from "../peers.ts";
import { peerFile } from "./peer-file.ts";
import { readReached } from "./read-reached.ts";
import { runPeer } from "./run-peer.ts";

/** Runs `reach.py` with the system's Python. @throws SluiceError BENCH_PEER_MISSING, BENCH_PEER_FAILED. */
export async function reachByNetworkx(transfers: string, folder: string, signal: AbortSignal): Promise<PeerReach> {
  const answer = join(folder, "networkx.txt");
  const printed = await runPeer(
    {
      peer: "networkx",
      program: "python3",
      args: [fileURLToPath(peerFile("reach.py")), transfers, answer],
      install: "sudo apt-get install -y python3-networkx",
    },
    signal,
  );
  const { loadSeconds, seconds } = JSON.parse(printed) as { readonly loadSeconds: number; readonly seconds: number };
  return { loadSeconds, seconds, reached: readReached(answer) };
}
