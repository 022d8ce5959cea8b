import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairInTime } from "./pair-in-time.ts";

/** Left and right rows by their times; two fit when at most `window` apart. */
const scenes = fc.record({
  left: fc.array(fc.nat(30), { maxLength: 5 }),
  right: fc.array(fc.nat(30), { maxLength: 5 }),
  window: fc.nat(12),
});

type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

function score(scene: Scene): { pairs: number; gaps: number; found: [number, number][]; atMs: Float64Array } {
  const left = scene.left.toSorted((a, b) => a - b);
  const right = scene.right.toSorted((a, b) => a - b);
  const atMs = Float64Array.from([...left, ...right]);
  const gapMs = (a: number, b: number): number => {
    const gap = Math.abs((atMs[a] ?? 0) - (atMs[b] ?? 0));
    return gap > scene.window ? Number.NaN : gap;
  };
  const found = pairInTime({
    left: left.map((_, i) => i),
    right: right.map((_, i) => left.length + i),
    atMs,
    gapMs,
  });
  return { pairs: found.length, gaps: found.reduce((sum, [a, b]) => sum + gapMs(a, b), 0), found, atMs };
}

/** The slow twin: every way of pairing, most pairs first, then the smallest sum of gaps. */
function best(left: readonly number[], right: readonly number[], window: number): { pairs: number; gaps: number } {
  const [first, ...rest] = left;
  if (first === undefined) return { pairs: 0, gaps: 0 };
  const options = right.flatMap((other, i) => {
    const gap = Math.abs(first - other);
    const later = gap > window ? undefined : best(rest, right.toSpliced(i, 1), window);
    return later === undefined ? [] : [{ pairs: later.pairs + 1, gaps: later.gaps + gap }];
  });
  return [best(rest, right, window), ...options].reduce((a, b) =>
    b.pairs > a.pairs || (b.pairs === a.pairs && b.gaps < a.gaps) ? b : a,
  );
}

describe("pairInTime", () => {
  it("F12: pairs as many as can be and then the closest, as the twin that tries every pairing finds", () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { pairs, gaps, found } = score(scene);
        expect({ pairs, gaps }).toEqual(best(scene.left, scene.right, scene.window));
        expect(new Set(found.flat()).size).toBe(2 * pairs);
      }),
      { numRuns: 1_000, seed: 12 },
    );
  });

  it("F12: long lists still give as many pairs as can be", () => {
    const times = Array.from({ length: 600 }, (_, i) => i * 3);
    expect(score({ left: times, right: times.map((at) => at + 2), window: 2 }).pairs).toBe(600);
  });
});
