import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auditKey,
  type SampleLog,
  sampleEntry,
  sampleLog,
  sha256,
  verifyWith,
} from "../../test/generators/audit-log.ts";
import { describeFinding, type LogFinding } from "./log-finding.ts";
import { rangesOf, signCheckpoint } from "./retention.ts";
import { type ChainEnd, chainHashOf, chainStart, type Seal, sealEntries } from "./seal-entries.ts";
import { signHead } from "./signed-head.ts";
import { type LogVerification, type StoredLog, type Verification, verifyLog } from "./verify-log.ts";

const { signer, publicKey } = auditKey("k1");
const stranger = auditKey("k9").signer;
const how: Verification = { digest: sha256, verify: verifyWith(new Map([["k1", publicKey]])), lagMs: 600_000 };

/** A log, or a part of one behind what is known to be good. */
interface Part extends SampleLog {
  readonly since: ChainEnd;
}

type Rows = Omit<SampleLog, "heads"> & Partial<Pick<StoredLog, "heads" | "checkpoints">> & Partial<Pick<Part, "since">>;

function verify(log: Rows): Promise<LogVerification> {
  const { entries, seals, heads = [], checkpoints = [], since = chainStart } = log;
  return verifyLog({ entries: () => entries, seals: () => seals, heads, checkpoints }, { ...how, since });
}

async function findings(log: Rows): Promise<string[]> {
  const { findings: found } = await verify(log);
  return found.map(({ kind, seq, otherSeq }) => (seq === otherSeq ? `${kind} ${seq}` : `${kind} ${seq} ${otherSeq}`));
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.toSpliced(index, 1);
}

/** Every way to tamper with one row at `index`, and what must be found when the log ends at `last`. */
const tamperings: readonly {
  readonly name: string;
  readonly apply: (log: Part, index: number) => Part;
  readonly found: (place: number, last: number) => string[];
}[] = [
  {
    name: "an entry removed",
    apply: (log, index) => ({ ...log, entries: without(log.entries, index) }),
    found: (place) => [`entry-removed ${place}`],
  },
  {
    name: "an entry changed",
    apply: (log, index) => change(log, index, { userId: "someone else" }),
    found: (place) => [`entry-changed ${place}`],
  },
  {
    name: "an entry replaced by another",
    apply: (log, index) => change(log, index, { n: 70_001 }),
    found: (place) => [`entry-changed ${place}`],
  },
  {
    name: "an entry changed and its seal made to fit",
    apply: (log, index) => {
      const changed = change(log, index, { userId: "u99" });
      const forged = sealEntries(log.seals[index - 1] ?? log.since, changed.entries.slice(index, index + 1), sha256);
      return { ...changed, seals: log.seals.toSpliced(index, 1, ...forged) };
    },
    found: (place, last) => [
      ...(place % 10 === 0 ? [`head-disagrees ${place - 9} ${place}`] : []),
      ...(place === last ? [] : [`seal-broken ${place + 1}`]),
    ],
  },
  {
    name: "two neighbours swapped",
    apply: (log, index) => {
      const [first, second] = log.entries.slice(index, index + 2);
      const swapped = first === undefined || second === undefined ? [] : [second, first];
      return { ...log, entries: log.entries.toSpliced(index, swapped.length, ...swapped) };
    },
    found: (place, last) => (place === last ? [] : [`entry-moved ${place} ${place + 1}`]),
  },
  {
    name: "an entry moved to the end",
    apply: (log, index) => ({
      ...log,
      entries: [...without(log.entries, index), ...log.entries.slice(index, index + 1)],
    }),
    found: (place, last) => (place === last ? [] : [`entry-moved ${place} ${last}`]),
  },
  {
    name: "an entry inserted",
    apply: (log, index) => ({ ...log, entries: log.entries.toSpliced(index, 0, { ...sampleEntry(index), n: 70_001 }) }),
    found: (place) => [`entry-inserted ${place - 1}`],
  },
  {
    name: "an entry standing twice",
    apply: (log, index) => ({
      ...log,
      entries: log.entries.toSpliced(index, 0, ...log.entries.slice(index, index + 1)),
    }),
    found: (place) => [`entry-duplicated ${place}`],
  },
  {
    name: "a seal removed",
    apply: (log, index) => ({ ...log, seals: without(log.seals, index) }),
    found: (place, last) => (place === last ? [`tail-cut ${place}`] : [`seal-removed ${place}`]),
  },
  {
    name: "a seal's hash changed",
    apply: (log, index) => changeSeal(log, index, { chainHash: "f".repeat(64) }),
    found: (place) => [`seal-broken ${place}`],
  },
  {
    name: "a seal given another entry",
    apply: (log, index) => changeSeal(log, index, { entryN: 70_001 }),
    found: (place) => [`seal-broken ${place}`],
  },
  {
    name: "the tail cut off behind a place, with its seals",
    apply: (log, index) => ({ ...log, entries: log.entries.slice(0, index), seals: log.seals.slice(0, index) }),
    found: (place, last) => [place === last ? `tail-cut ${place}` : `tail-cut ${place} ${last}`],
  },
];

function change(log: Part, index: number, to: Partial<SampleLog["entries"][number]>): Part {
  return { ...log, entries: log.entries.map((entry, at) => (at === index ? { ...entry, ...to } : entry)) };
}

function changeSeal(log: Part, index: number, to: Partial<Seal>): Part {
  return { ...log, seals: log.seals.map((seal, at) => (at === index ? { ...seal, ...to } : seal)) };
}

describe("a log of 10,000 entries with a head behind every tenth", () => {
  const log: Part = { ...sampleLog(10_000, 10, signer), since: chainStart };

  it("A5: is good as it was written, and says how much of it was proved", async () => {
    const result = await verify(log);
    expect(result).toEqual({
      endSeq: 10_000,
      sealed: 10_000,
      retired: 0,
      unsealed: 0,
      heads: 1_000,
      findings: [],
      findingsInAll: 0,
    });
  });

  it.each(tamperings)("A6: $name, anywhere in the log, is found and named", async ({ apply, found }) => {
    for (const index of [0, 4_329]) {
      expect(await findings(apply(log, index)), String(index)).toEqual(found(index + 1, 10_000));
    }
  });

  // 10,000 places × every tampering on the whole log would take hours: each is verified in its ten, from the head before.
  it.each(tamperings)("A6: $name, at each of the 10,000 places, is found and named", async ({ apply, found }) => {
    for (let start = 0; start < 10_000; start += 10) {
      const part = {
        entries: log.entries.slice(start, start + 10),
        seals: log.seals.slice(start, start + 10),
        heads: log.heads.slice(start / 10, start / 10 + 1),
        since: log.seals[start - 1] ?? chainStart,
      };
      for (let index = 0; index < 10; index += 1) {
        expect(await findings(apply(part, index))).toEqual(found(start + index + 1, start + 10));
      }
    }
  });
});

describe("heads, retention and what waits", () => {
  const log = sampleLog(1_000, 100, signer);

  it("A7: a changed, a forged and a stranger's head are named by their place", async () => {
    const changed = log.heads.map((head) => (head.seq === 300 ? { ...head, atMs: head.atMs + 1 } : head));
    expect(await findings({ ...log, heads: changed })).toEqual(["head-forged 300"]);
    const foreign = [...log.heads, signHead({ seq: 350, chainHash: "0".repeat(64) }, 0, stranger)];
    expect(await findings({ ...log, heads: foreign })).toEqual(["head-key-unknown 350"]);
    const forged = [...log.heads, signHead({ seq: 350, chainHash: "0".repeat(64) }, 0, { ...stranger, keyId: "k1" })];
    expect(await findings({ ...log, heads: forged })).toEqual(["head-forged 350"]);
  });

  it("A7: a log written anew from some place on is found by a head kept elsewhere, between the heads around it", async () => {
    const entries = log.entries.map((entry, at) => (at === 449 ? { ...entry, userId: "u99" } : entry));
    const rewritten = { entries, seals: sealEntries(chainStart, entries, sha256) };
    expect(await findings({ ...rewritten, heads: log.heads })).toEqual(["head-disagrees 401 500"]);
    expect(await findings(rewritten)).toEqual([]);
  });

  it("A7: a tail cut off is shown by one head kept elsewhere", async () => {
    const kept = signHead(log.seals[998] ?? chainStart, 0, signer);
    const cut = { entries: log.entries.slice(0, 900), seals: log.seals.slice(0, 900), heads: log.heads.slice(0, 9) };
    expect(await findings(cut)).toEqual([]);
    expect(await findings({ ...cut, heads: [...cut.heads, kept] })).toEqual(["tail-cut 901 999"]);
  });

  it("A8: entries at the end wait for their seal; an old one there was inserted", async () => {
    const waiting = { ...log, entries: [...log.entries, sampleEntry(1_000), sampleEntry(1_001)] };
    expect(await verify(waiting)).toMatchObject({ unsealed: 2, findings: [] });
    const old = { ...log, entries: [...log.entries, { ...sampleEntry(1), n: 70_001 }] };
    expect(await findings(old)).toEqual(["entry-inserted 1000"]);
  });

  it("A8: an entry sealed in its turn but stating an old time is named", async () => {
    const entries = log.entries.toSpliced(900, 0, { ...sampleEntry(3), n: 70_001 });
    expect(await findings({ entries, seals: sealEntries(chainStart, entries, sha256) })).toEqual([
      "entry-backdated 901",
    ]);
  });

  it("A9: entries that a signed checkpoint accounts for may be gone, and no others", async () => {
    const gone = new Set(log.seals.filter(({ seq }) => seq % 6 === 2 && seq < 700).map(({ seq }) => seq));
    const entries = log.entries.filter((_, at) => !gone.has(at + 1));
    const ranges = rangesOf([...gone]);
    const checkpoint = signCheckpoint({ id: "r1", atMs: 0, ruleCode: "audit-open-1", ranges }, signer);
    const kept = { ...log, entries, checkpoints: [checkpoint] };
    expect(await verify(kept)).toMatchObject({ retired: gone.size, findings: [] });
    expect(await findings({ ...kept, entries: entries.filter(({ n }) => n !== 703) })).toEqual(["entry-removed 703"]);
    expect(await findings({ ...kept, entries: log.entries.filter(({ n }) => n !== 1) })).toContain(
      "entry-not-retired 2",
    );
    const widened = { ...checkpoint, ranges: [...ranges, { from: 703, to: 703 }] };
    const found = await findings({ ...kept, checkpoints: [widened] });
    expect(found).toContain("checkpoint-forged 2");
    expect(found).toContain("entry-removed 2");
  });

  it("A6: hundreds removed at one place are named one by one, and the rest is still verified", async () => {
    const entries = log.entries.toSpliced(200, 300).map((one) => (one.n === 901 ? { ...one, unitCode: "" } : one));
    const found = await findings({ ...log, entries });
    expect(found).toHaveLength(301);
    expect(found[0]).toBe("entry-removed 201");
    expect(found.at(-1)).toBe("entry-changed 901");
  });

  it("A5: says good exactly when the rows are those that were sealed", async () => {
    const step = fc.record({ kind: fc.integer({ min: 0, max: 3 }), at: fc.nat({ max: 59 }), to: fc.nat({ max: 59 }) });
    const small = sampleLog(60, 10, signer);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        let entries = [...small.entries];
        for (const { kind, at, to } of steps) {
          const [one] = entries.slice(at, at + 1);
          if (one === undefined) continue;
          if (kind === 0) entries = without(entries, at);
          else if (kind === 1) entries = without(entries, at).toSpliced(to, 0, one);
          else if (kind === 2) entries = entries.toSpliced(at, 1, { ...one, subject: `p${to}` });
          else entries = entries.toSpliced(to, 0, one);
        }
        const same = JSON.stringify(entries) === JSON.stringify(small.entries);
        const { findings: found } = await verify({ ...small, entries });
        expect(found.length === 0).toBe(same);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("A6: every finding names its place in both languages", () => {
    const finding: LogFinding = { kind: "entry-moved", seq: 17, otherSeq: 23, id: "17" };
    expect(describeFinding(finding, "zh")).toBe("第 17 条（编号 17）被挪到第 23 条之后");
    expect(describeFinding(finding, "en")).toBe("Entry 17 (number 17) was moved behind entry 23");
  });

  it("A3: the chain hash is that of the stated bytes", () => {
    const [first] = log.seals;
    const bytes = `sluice audit seal 1\n{"entryHash":"${first?.entryHash}","entryN":1,"previousHash":"${"0".repeat(64)}","seq":1}`;
    expect(first?.chainHash).toBe(sha256(new TextEncoder().encode(bytes)));
    expect(first === undefined ? "" : chainHashOf(first, chainStart.chainHash, sha256)).toBe(first?.chainHash);
  });
});
