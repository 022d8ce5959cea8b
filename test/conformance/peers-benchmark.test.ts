import { describe, expect, it } from "vitest";
import { makePeersCase, peersCaseSize } from "../../bench/peers-case.ts";
import { runPeer } from "../../bench/peers/run-peer.ts";
import { trace } from "../../src/tracing/trace.ts";

const { signal } = new AbortController();

describe("the benchmark peers", () => {
  it("has a case that reaches at least 500,000 transfers", () => {
    const { ledger, losses } = makePeersCase(peersCaseSize);
    const options = {
      asOfMs: null,
      stops: [],
      hubCounterparties: null,
      dustMinor: null,
      coverage: "every-account",
    } as const;
    const reach = trace(ledger, losses, { doctrine: "poison", ...options });
    expect(reach.kind === "reach" ? reach.transfer.length : 0).toBe(536_554);
  });

  it("names what to install where a peer is missing", async () => {
    const peer = { peer: "networkx", install: "apt-get install python3-networkx" };
    for (const [program, args] of [
      ["no-such-program-here", []],
      [process.execPath, ["-e", "console.error('No module named networkx'); process.exit(1)"]],
    ] as const) {
      await expect(runPeer({ ...peer, program, args }, signal)).rejects.toMatchObject({
        code: "BENCH_PEER_MISSING",
        details: { install: peer.install },
      });
    }
    const failing = { ...peer, program: process.execPath, args: ["-e", "process.exit(3)"] };
    await expect(runPeer(failing, signal)).rejects.toMatchObject({ code: "BENCH_PEER_FAILED" });
  });
});
