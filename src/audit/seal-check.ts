import type { Digest, Hex } from "./audit-entry.ts";
import type { FindingKind } from "./log-finding.ts";
import { type ChainEnd, chainHashOf, type Seal } from "./seal-entries.ts";
import { SeqRanges } from "./seq-ranges.ts";
import type { SignedHead } from "./signed-head.ts";

/** Takes note of a finding. */
export type Report = (
  kind: FindingKind,
  seq: number,
  rest?: { readonly otherSeq?: number; readonly id?: string },
) => void;

/** Goes over the seals one by one, and over the heads beside them (rules A5, A7). */
export class SealCheck {
  /** Places whose seal is gone or changed: that no entry can be matched there is told already. */
  readonly unsound: SeqRanges = new SeqRanges();
  seq: number;
  readonly #digest: Digest;
  readonly #report: Report;
  readonly #heads: readonly SignedHead[];
  #nextHead = 0;
  #agreedSeq: number;
  #disagreed = false;
  /** What the next seal may name as the hash before it; several where a changed seal leaves open which field was changed. */
  #accepted: readonly Hex[];

  /** @param heads signed as they say, in the order of their places. */
  constructor(
    since: ChainEnd,
    heads: readonly SignedHead[],
    work: { readonly digest: Digest; readonly report: Report },
  ) {
    this.seq = since.seq;
    this.#agreedSeq = since.seq;
    this.#accepted = [since.chainHash];
    this.#heads = heads.filter((head) => head.seq >= since.seq);
    this.#digest = work.digest;
    this.#report = work.report;
    this.#compareHeads();
  }

  /** The seal's place when an entry can be matched with it, or `undefined`. */
  take(seal: Seal): number | undefined {
    const expected = this.seq + 1;
    const continued = this.#accepted.map((previous) => chainHashOf({ ...seal, seq: expected }, previous, this.#digest));
    if (seal.seq !== expected && !continued.includes(seal.chainHash)) return this.#takeOther(seal);
    const fits = seal.seq === expected && continued.includes(seal.chainHash);
    this.#advance(expected, fits ? [seal.chainHash] : [seal.chainHash, ...continued]);
    if (fits) return expected;
    this.#report("seal-broken", expected, { id: String(seal.entryN) });
    this.unsound.add({ from: expected, to: expected });
  }

  /** After the last seal: heads beyond it show that the log once was longer. */
  end(): void {
    const last = this.#heads.at(-1);
    if (last !== undefined && last.seq > this.seq) this.#report("tail-cut", this.seq + 1, { otherSeq: last.seq });
  }

  /** A seal of another place: seals before it are gone, or it is not where it belongs. */
  #takeOther(seal: Seal): number | undefined {
    if (seal.seq > this.seq) {
      this.#report("seal-removed", this.seq + 1, { otherSeq: seal.seq - 1 });
      this.unsound.add({ from: this.seq + 1, to: seal.seq - 1 });
      this.#advance(seal.seq, [seal.chainHash]);
      return seal.seq;
    }
    this.#report("seal-out-of-place", seal.seq, { otherSeq: this.seq, id: String(seal.entryN) });
    if (seal.seq === this.seq) this.#accepted = [...this.#accepted, seal.chainHash];
  }

  #advance(seq: number, accepted: readonly Hex[]): void {
    this.seq = seq;
    this.#accepted = accepted;
    this.#compareHeads();
  }

  /** A chain that was rewritten never comes to agree again: the first head that disagrees names the place. */
  #compareHeads(): void {
    for (let head = this.#heads[this.#nextHead]; head !== undefined; head = this.#heads[this.#nextHead]) {
      if (head.seq > this.seq) return;
      this.#nextHead += 1;
      if (head.seq < this.seq || this.#disagreed) continue;
      if (this.#accepted.includes(head.chainHash)) this.#agreedSeq = head.seq;
      else {
        this.#disagreed = true;
        this.#report("head-disagrees", this.#agreedSeq + 1, { otherSeq: head.seq });
      }
    }
  }
}
