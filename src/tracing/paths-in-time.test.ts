import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLedger } from "../../test/generators/traced-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { listPaths } from "./list-paths.ts";
import { type Path, type PathQuestion, pathsInTime } from "./paths-in-time.ts";

const rows = fc.array(
  fc.record({
    payer: fc.nat({ max: 4 }),
    payee: fc.nat({ max: 4 }),
    later: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.constant(-1) }),
    amountMinor: fc.nat({ max: 9 }),
    failed: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
  }),
  { minLength: 4, maxLength: 18 },
);

const questions = fc
  .record({
    rows,
    from: fc.nat({ max: 4 }),
    to: fc.nat({ max: 4 }),
    afterMs: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 10 }) }),
    beforeMs: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat({ max: 30 }) }),
    maxHops: fc.integer({ min: 1, max: 6 }),
    stop: fc.option(fc.nat({ max: 4 }), { freq: 1 }),
  })
  .filter(({ from, to }) => from !== to)
  .map(({ rows: drawn, stop, ...asked }) => {
    let atMs = 0;
    const transfers = drawn.map(({ later, ...row }) => ({ ...row, atMs: (atMs += later) }));
    const stops = Uint8Array.from({ length: 5 }, (_, account) => (account === stop ? 1 : 0));
    return {
      ledger: toLedger(
        Array.from({ length: 5 }, () => ({})),
        transfers,
      ),
      question: { ...asked, stops },
    };
  });

/** The slow twin: every path, by trying every transfer after the last one. */
function everyPath({ transfers }: LedgerColumns, question: PathQuestion): Path[] {
  const found: Path[] = [];
  const extend = (path: Path, visited: readonly number[]): void => {
    const at = visited.at(-1)!;
    if (at === question.to) return void found.push(path);
    if (path.length === question.maxHops || (path.length > 0 && question.stops[at] !== 0)) return;
    for (let id = (path.at(-1) ?? -1) + 1; id < transfers.length; id++) {
      const [next, when] = [transfers.payee[id]!, transfers.atMs[id]!];
      if (transfers.payer[id] !== at || visited.includes(next) || transfers.amountMinor[id] === 0) continue;
      if ((transfers.flags[id]! & 1) !== 0) continue;
      if (when < (question.afterMs ?? when) || when > (question.beforeMs ?? when)) continue;
      extend([...path, id], [...visited, next]);
    }
  };
  extend([], [question.from]);
  return found;
}

describe("pathsInTime and listPaths", () => {
  it("T6, T8, T11: equal the twin that tries every transfer", () => {
    let met = 0;
    fc.assert(
      fc.property(questions, ({ ledger, question }) => {
        const all = everyPath(ledger, question);
        const { useful, earliest, fewest, widest } = pathsInTime(ledger, question);
        const listed = listPaths(ledger, question, { useful, mostPaths: 100_000, mostSteps: 1_000_000 });
        expect(listed.isComplete).toBe(true);
        expect(new Set(listed.paths.map((path) => path.join()))).toEqual(new Set(all.map((path) => path.join())));
        expect(listed.paths).toHaveLength(all.length);
        if (all.length === 0) {
          expect([earliest, fewest, widest]).toEqual([null, null, null]);
          return;
        }
        met += 1;
        const widthOf = (path: Path): number => Math.min(...path.map((id) => ledger.transfers.amountMinor[id]!));
        for (const path of [earliest, fewest, widest]) expect(all).toContainEqual(path);
        expect(earliest!.at(-1)).toBe(Math.min(...all.map((path) => path.at(-1)!)));
        const hops = Math.min(...all.map((path) => path.length));
        expect(fewest).toHaveLength(hops);
        expect(fewest!.at(-1)).toBe(
          Math.min(...all.filter((path) => path.length === hops).map((path) => path.at(-1)!)),
        );
        const width = Math.max(...all.map(widthOf));
        expect(widthOf(widest!)).toBe(width);
        expect(widest).toHaveLength(
          Math.min(...all.filter((path) => widthOf(path) === width).map((path) => path.length)),
        );
      }),
      { numRuns: 5_000, seed: 20_240_305 },
    );
    expect(met).toBeGreaterThan(1_000);
  });

  it("stops at its bounds and says so", () => {
    const transfers = [1, 2, 3, 4].map((atMs) => ({ payer: 0, payee: 1, atMs, amountMinor: atMs }));
    const ledger = toLedger([{}, {}], transfers);
    const question = { from: 0, to: 1, afterMs: null, beforeMs: null, maxHops: 8, stops: new Uint8Array(2) };
    const { useful } = pathsInTime(ledger, question);
    expect(listPaths(ledger, question, { useful, mostPaths: 2, mostSteps: 100 })).toEqual({
      paths: [[0], [1]],
      isComplete: false,
    });
  });
});
