import type { EntryPairing, MovedEntry, ReadEntry } from "./entry-pairing.ts";
import type { Report } from "./seal-check.ts";
import type { SeqRanges } from "./seq-ranges.ts";

/** What the pairing left open, and what is known to name it. */
export interface Leftovers {
  readonly pairing: EntryPairing;
  /** The places of the seals of the entries in question, by the entry's number. */
  readonly sealedAt: ReadonlyMap<number, number>;
  readonly retired: SeqRanges;
  readonly unsound: SeqRanges;
  readonly lagMs: number;
  readonly sinceSeq: number;
}

/** The entries whose seals must be looked up before leftovers can be named. */
export function entriesInQuestion(pairing: EntryPairing): Set<number> {
  const open = [...pairing.unmatched.values(), ...pairing.repeated, ...pairing.moved.map((moved) => moved.entry)];
  return new Set(open.flatMap((entry) => [entry.n, entry.behindN]));
}

/**
 * Names what was removed, inserted, replaced, repeated and moved (rule A6).
 * @returns how many entries stand at the end and wait for their seal.
 */
export function explainLeftovers(leftovers: Leftovers, report: Report): number {
  const { pairing, sealedAt } = leftovers;
  const places = new Places(leftovers);
  const moved = new Map(pairing.moved.map((one) => [one.entry.n, one]));
  const missingAt = new Map([...pairing.missing.values()].map((seal) => [seal.seq, seal.entryN]));
  let waiting = 0;
  const strays = [...pairing.unmatched.values(), ...pairing.repeated].sort((a, b) => a.position - b.position);
  for (const entry of strays) {
    const behind = places.behind(entry);
    const ownSeq = sealedAt.get(entry.n);
    if (ownSeq !== undefined) {
      tellSecondCopy(entry, { seq: ownSeq, behind, first: moved.get(entry.n), leftovers, places }, report);
      moved.delete(entry.n);
      continue;
    }
    const here = leftovers.retired.firstOutside(behind + 1);
    const replaced = missingAt.get(here);
    if (replaced !== undefined || leftovers.unsound.has(here)) {
      places.put(entry.n, here);
      missingAt.delete(here);
      if (replaced !== undefined) report("entry-changed", here, { id: String(replaced) });
    } else if (isWaiting(entry, leftovers)) waiting += 1;
    else report("entry-inserted", behind, { id: String(entry.n) });
  }
  for (const [seq, n] of missingAt) report("entry-removed", seq, { id: String(n) });
  for (const { entry, seq } of moved.values())
    report("entry-moved", seq, { otherSeq: places.behind(entry), id: String(entry.n) });
  return waiting;
}

interface SecondCopy {
  readonly seq: number;
  readonly behind: number;
  /** The copy read first, where that one was out of place: then it is the second. */
  readonly first: MovedEntry | undefined;
  readonly leftovers: Leftovers;
  readonly places: Places;
}

function tellSecondCopy(entry: ReadEntry, copy: SecondCopy, report: Report): void {
  if (copy.leftovers.retired.has(copy.seq)) report("entry-not-retired", copy.seq, { id: String(entry.n) });
  else {
    const otherSeq = copy.first === undefined ? copy.behind : copy.places.behind(copy.first.entry);
    report("entry-duplicated", copy.seq, { otherSeq, id: String(entry.n) });
  }
}

/** At the end of the log entries wait for the next batch of seals; one that is older than that was put there. */
function isWaiting(entry: ReadEntry, { pairing, lagMs }: Leftovers): boolean {
  return entry.position > pairing.lastMatchedPosition && entry.atMs >= pairing.newestAtMs - lagMs;
}

/** Behind which place of the log an entry stands. */
class Places {
  readonly #sealedAt: ReadonlyMap<number, number>;
  readonly #start: number;
  readonly #found = new Map<number, number>();

  constructor(leftovers: Leftovers) {
    this.#sealedAt = leftovers.sealedAt;
    this.#start = leftovers.sinceSeq;
  }

  behind(entry: ReadEntry): number {
    return this.#sealedAt.get(entry.behindN) ?? this.#found.get(entry.behindN) ?? this.#start;
  }

  /** An entry without a seal of its own stands at this place. */
  put(n: number, seq: number): void {
    this.#found.set(n, seq);
  }
}
