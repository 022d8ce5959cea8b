import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SluiceError } from "../src/errors/sluice-error.ts";
import type { BenchmarkReport } from "../src/app/workplace.ts";
import { prepareLedger } from "../src/tracing/prepare-ledger.ts";
import { tracePrepared } from "../src/tracing/trace-prepared.ts";
import type { TraceOptions } from "../src/tracing/trace-input.ts";
import { type Machine, thisMachine } from "./bench-report.ts";
import { makePeersCase, type PeersCaseSize } from "./peers-case.ts";
import { reachByNetworkx } from "./peers/networkx-reach.ts";
import { reachByPostgres } from "./peers/postgres-reach.ts";
import { writeTransfers } from "./peers/write-transfers.ts";
import { timed } from "./timed.ts";

/** What the benchmark `peers` answers. */
export interface PeersBenchReport extends BenchmarkReport {
  readonly name: "peers";
  /** The smaller of the two ratios below: what the bar is about. */
  readonly ratio: number;
  readonly postgresRatio: number;
  readonly networkxRatio: number;
  /** The median of our rounds; of each peer the fastest. */
  readonly seconds: number;
  readonly postgresSeconds: number;
  readonly networkxSeconds: number;
  /** Transfers reached: the same ones in all three answers, or the benchmark fails. */
  readonly rows: number;
  readonly accountsReached: number;
  readonly transfers: number;
  readonly accounts: number;
  readonly rounds: readonly number[];
  /** Loading, in no figure above. */
  readonly once: {
    readonly prepareSeconds: number;
    readonly postgresSeconds: number;
    readonly networkxSeconds: number;
  };
  readonly machine: Machine;
}

/** What a peer found and how long it took; `reached` are transfers, ascending. */
export interface PeerReach {
  readonly seconds: number;
  readonly loadSeconds: number;
  readonly reached: Uint32Array;
}

const roundCount = 9;

const options: TraceOptions = {
  doctrine: "poison",
  asOfMs: null,
  stops: [],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "every-account",
};

/**
 * Reach only, on a case that all can do: `poison` beside a recursive query on PostgreSQL and a script on networkx, one
 * after the other on the same machine, the answers compared transfer by transfer.
 * @throws SluiceError BENCH_PEER_MISSING naming what to install, BENCH_PEER_FAILED, BENCH_PEERS_DISAGREE.
 */
export async function benchPeersOf(size: PeersCaseSize, signal: AbortSignal): Promise<PeersBenchReport> {
  const { ledger, losses } = makePeersCase(size);
  const folder = mkdtempSync(join(tmpdir(), "sluice-peers-"));
  try {
    const path = writeTransfers(ledger, join(folder, "transfers.csv"));
    const postgres = await reachByPostgres(path, folder, signal);
    const networkx = await reachByNetworkx(path, folder, signal);
    const [prepareSeconds, prepared] = timed(() => prepareLedger(ledger));
    const rounds: number[] = [];
    let reached = new Uint32Array();
    for (let round = 0; round < roundCount; round++) {
      signal.throwIfAborted();
      const [seconds, result] = timed(() => tracePrepared(prepared, losses, options));
      if (result.kind === "reach") reached = Uint32Array.from(result.transfer);
      rounds.push(seconds);
    }
    for (const [peer, answer] of Object.entries({ postgres, networkx })) {
      const differs = answer.reached.findIndex((transfer, at) => transfer !== reached[at]);
      if (answer.reached.length === reached.length && differs < 0) continue;
      const details = { peer, ours: reached.length, theirs: answer.reached.length, first: differs };
      throw new SluiceError("BENCH_PEERS_DISAGREE", details);
    }
    const seconds = rounds.toSorted((a, b) => a - b)[Math.floor(roundCount / 2)] ?? Number.NaN;
    return {
      name: "peers",
      ratio: Math.min(postgres.seconds, networkx.seconds) / seconds,
      postgresRatio: postgres.seconds / seconds,
      networkxRatio: networkx.seconds / seconds,
      seconds,
      postgresSeconds: postgres.seconds,
      networkxSeconds: networkx.seconds,
      rows: reached.length,
      accountsReached: new Set(reached.map((transfer) => ledger.transfers.payee[transfer] ?? 0)).size,
      transfers: size.transfers,
      accounts: size.accounts,
      rounds,
      once: { prepareSeconds, postgresSeconds: postgres.loadSeconds, networkxSeconds: networkx.loadSeconds },
      machine: thisMachine(),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
