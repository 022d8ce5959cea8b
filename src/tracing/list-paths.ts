import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { Path, PathQuestion } from "./paths-in-time.ts";

/** Paths as they were found. */
export interface ListedPaths {
  /** In the order in which they were met: by their transfers in the ledger's order. */
  readonly paths: readonly Path[];
  /** Whether these are all; else the search was stopped at its bounds. */
  readonly isComplete: boolean;
}

/**
 * Lists the paths of a question one by one, out of the transfers that lie on some walk there (`pathsInTime`), at most
 * `mostPaths` and after looking at most at `mostSteps` transfers.
 */
export function listPaths(
  { transfers }: LedgerColumns,
  { from, to, maxHops }: PathQuestion,
  found: { readonly useful: Uint32Array; readonly mostPaths: number; readonly mostSteps: number },
): ListedPaths {
  const { payer, payee } = transfers;
  const outOf = new Map<number, number[]>();
  for (const transfer of found.useful) {
    const list = outOf.get(payer[transfer]!);
    if (list === undefined) outOf.set(payer[transfer]!, [transfer]);
    else list.push(transfer);
  }
  const paths: Path[] = [];
  const taken: number[] = [];
  const visited = new Set([from]);
  let steps = 0;
  /** Answers whether the search may go on. */
  const goOn = (account: number): boolean => {
    const out = outOf.get(account) ?? [];
    for (let place = firstAfter(out, taken.at(-1) ?? -1); place < out.length; place++) {
      const transfer = out[place]!;
      const next = payee[transfer]!;
      steps += 1;
      if (steps > found.mostSteps || paths.length >= found.mostPaths) return false;
      if (visited.has(next)) continue;
      taken.push(transfer);
      if (next === to) paths.push([...taken]);
      else if (taken.length < maxHops) {
        visited.add(next);
        if (!goOn(next)) return false;
        visited.delete(next);
      }
      taken.pop();
    }
    return true;
  };
  const isComplete = goOn(from);
  return { paths, isComplete };
}

/** The first place in an ascending list whose value is above `value`. */
function firstAfter(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
