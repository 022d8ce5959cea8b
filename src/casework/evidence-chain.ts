/** One link of an item's chain of custody, oldest first. Empty text and `null` where nothing was written down. */
export interface CustodyLink {
  readonly kind: "source" | "extraction" | "fixing" | "hand-over" | "examination" | "storage" | "comparison";
  readonly person: string;
  readonly place: string;
  readonly atMs: number | null;
  /** Until when it was in this person's hands: a hand-over ends one link, the receipt begins the next. */
  readonly untilMs: number | null;
  /** Number of the seal found on it and of the seal put on it; empty for what is not sealed. */
  readonly sealIn: string;
  readonly sealOut: string;
  /** How much there was, was used and was left, in the item's own smallest unit; `null` for what is not used up. */
  readonly amount: { readonly before: number; readonly used: number; readonly after: number } | null;
  /** Of an electronic item; empty for others. */
  readonly sha256: string;
}

/** A break in a chain. It is shown, never hidden, and never stops the work. */
export interface ChainFinding {
  readonly kind: "data-missing" | "order-broken" | "seal-changed" | "amount-wrong" | "content-changed" | "gap";
  /** The link, from 0. */
  readonly link: number;
  /** The length of a gap, ms; 0 for the others. */
  readonly lengthMs: number;
}

/** Every break of an item's chain of custody, by the links in their order (rule C12). */
export function custodyFindings(links: readonly CustodyLink[]): readonly ChainFinding[] {
  return links.flatMap((link, index) => {
    const before = links[index - 1];
    const gapMs = gapBefore(link, before);
    const held: readonly (readonly [ChainFinding["kind"], boolean])[] = [
      ["data-missing", link.person === "" || link.place === "" || link.atMs === null],
      ["order-broken", runsBackwards(link, before)],
      ["seal-changed", before !== undefined && before.sealOut !== "" && before.sealOut !== link.sealIn],
      ["amount-wrong", isAmountWrong(link, before)],
      ["content-changed", isContentChanged(link, links.slice(0, index))],
      ["gap", gapMs > 0],
    ];
    return held.flatMap(([kind, holds]) =>
      holds ? [{ kind, link: index, lengthMs: kind === "gap" ? gapMs : 0 }] : [],
    );
  });
}

/** Whether a test would use up what is left: it cannot be tested again, and a second person approves it (rule C12). */
export function usesItUp(link: Pick<CustodyLink, "amount">): boolean {
  return link.amount !== null && link.amount.used > 0 && link.amount.used >= link.amount.before;
}

function runsBackwards(link: CustodyLink, before: CustodyLink | undefined): boolean {
  const { atMs, untilMs } = link;
  if (atMs === null) return false;
  const earlier = before?.untilMs ?? before?.atMs ?? null;
  return (untilMs !== null && untilMs < atMs) || (earlier !== null && atMs < earlier);
}

function gapBefore(link: CustodyLink, before: CustodyLink | undefined): number {
  if (before === undefined || before.untilMs === null || link.atMs === null) return 0;
  return Math.max(0, link.atMs - before.untilMs);
}

function isAmountWrong({ amount }: CustodyLink, before: CustodyLink | undefined): boolean {
  if (amount === null) return false;
  const carried = before?.amount?.after ?? amount.before;
  return (
    amount.before !== carried || amount.after !== amount.before - amount.used || amount.after < 0 || amount.used < 0
  );
}

/** Against the last hash that was written down, so that a link without one hides no change. */
function isContentChanged({ sha256 }: CustodyLink, earlier: readonly CustodyLink[]): boolean {
  const last = earlier.findLast((link) => link.sha256 !== "");
  return sha256 !== "" && last !== undefined && last.sha256.toLowerCase() !== sha256.toLowerCase();
}
