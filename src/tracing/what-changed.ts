import type { MoneyMove, Standing, TracedLoss, TraceStandings } from "./standings.ts";

/** Money of one loss that stood in one place in the earlier trace and stands in another now. */
export interface MoneyChange {
  readonly loss: string;
  readonly victim: string;
  readonly currency: string;
  readonly amountMinor: number;
  /** `null`: it was no traced loss before. */
  readonly from: Standing | null;
  /** `null`: it is no traced loss any more. */
  readonly to: Standing | null;
}

/**
 * What changed between two traces of one case: for every loss an exact flow from the places that hold less to those that
 * hold more, along the payments in which the two traces differ. Replacing each change's `from` by its `to` turns the
 * earlier standings into the later, to the 分. Deterministic: places and paths in the order of their keys, shortest paths
 * first. Accounts are told apart by key: `before` must name them as `now` does.
 */
export function whatChanged(before: TraceStandings, now: TraceStandings): readonly MoneyChange[] {
  const ids = new Set([...now.losses, ...before.losses].map(({ id }) => id));
  return [...ids].flatMap((id) => changesOfLoss(ofLoss(before, id), ofLoss(now, id)));
}

/** One loss's part of a trace; `loss` is undefined where the trace has no such loss. */
interface LossPart {
  readonly loss: TracedLoss | undefined;
  readonly standings: TraceStandings["standings"];
  readonly moves: readonly MoneyMove[];
}

function ofLoss({ losses, standings, moves }: TraceStandings, id: string): LossPart {
  const position = losses.findIndex((loss) => loss.id === id);
  return {
    loss: losses[position],
    standings: standings.filter(({ loss }) => loss === position),
    moves: moves.filter(({ loss }) => loss === position),
  };
}

/** An amount of one place that is gone from it, or has come to it. `place`: `null` for the loss itself. */
interface Share {
  readonly account: string;
  readonly place: Standing | null;
  leftMinor: number;
}

function changesOfLoss(before: LossPart, now: LossPart): MoneyChange[] {
  const loss = now.loss ?? before.loss;
  if (loss === undefined) return [];
  const { gone, come } = placeDifferences(before, now);
  const paths = new DifferentPaths(before.moves, now.moves);
  const comeAt = new Map<string, Share[]>();
  for (const share of come) comeAt.set(share.account, [...(comeAt.get(share.account) ?? []), share]);
  const changes: MoneyChange[] = [];
  const take = (from: Share, to: Share, mostMinor: number): number => {
    const amountMinor = Math.min(from.leftMinor, to.leftMinor, mostMinor);
    if (amountMinor === 0) return 0;
    from.leftMinor -= amountMinor;
    to.leftMinor -= amountMinor;
    const { id, victim, currency } = loss;
    changes.push({ loss: id, victim, currency, amountMinor, from: from.place, to: to.place });
    return amountMinor;
  };
  // What changed its state where it lies has not moved.
  for (const from of gone) for (const to of comeAt.get(from.account) ?? []) take(from, to, from.leftMinor);
  for (const from of gone) {
    while (from.leftMinor > 0) {
      const path = paths.find(from.account, (account) => (comeAt.get(account) ?? []).some((to) => to.leftMinor > 0));
      const to = comeAt.get(path.end)?.find((share) => share.leftMinor > 0);
      if (to === undefined) throw new RangeError(`the traces of loss ${loss.id} do not balance at ${path.end}`);
      paths.use(path, take(from, to, path.widthMinor));
    }
  }
  return joined(changes);
}

/** Which places hold less now and which more, by account, state and kind; the loss itself is one at its payer. */
function placeDifferences(before: LossPart, now: LossPart): { readonly gone: Share[]; readonly come: Share[] } {
  const sums = new Map<string, Share>();
  const add = (account: string, place: Standing | null, amountMinor: number): void => {
    const name = `${account}\n${place === null ? "" : `${place.state}\n${place.kind ?? ""}`}`;
    const sum = sums.get(name) ?? { account, place, leftMinor: 0 };
    sum.leftMinor += amountMinor;
    sums.set(name, sum);
  };
  for (const { state, kind, account, amountMinor } of before.standings)
    add(account, { state, kind, account }, -amountMinor);
  for (const { state, kind, account, amountMinor } of now.standings)
    add(account, { state, kind, account }, amountMinor);
  if (before.loss !== undefined) add(before.loss.payer, null, before.loss.lossMinor);
  if (now.loss !== undefined) add(now.loss.payer, null, -now.loss.lossMinor);
  const ordered = [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, share]) => share);
  return {
    gone: ordered.filter(({ leftMinor }) => leftMinor < 0).map((share) => ({ ...share, leftMinor: -share.leftMinor })),
    come: ordered.filter(({ leftMinor }) => leftMinor > 0),
  };
}

interface Path {
  readonly end: string;
  readonly steps: readonly (readonly [string, string])[];
  readonly widthMinor: number;
}

/** The payments in which two traces differ, as a network: what one says less is a payment the other way. */
class DifferentPaths {
  /** Per account: where its money goes now that it did not go before, and how much. */
  readonly #out = new Map<string, Map<string, number>>();

  constructor(before: readonly MoneyMove[], now: readonly MoneyMove[]) {
    for (const { from, to, amountMinor } of now) this.#add(from, to, amountMinor);
    for (const { from, to, amountMinor } of before) this.#add(to, from, amountMinor);
    for (const [from, row] of this.#out) {
      for (const [to, amount] of row) {
        const back = this.#out.get(to)?.get(from) ?? 0;
        const both = Math.min(amount, back);
        if (both === 0) continue;
        this.#add(from, to, -both);
        this.#add(to, from, -both);
      }
    }
  }

  /** The path of fewest steps from an account to one that `isEnd`; its own account when none leads on. */
  find(start: string, isEnd: (account: string) => boolean): Path {
    const cameFrom = new Map<string, string>([[start, ""]]);
    const queue = [start];
    for (const account of queue) {
      if (account !== start && isEnd(account)) return this.#pathTo(account, start, cameFrom);
      for (const next of [...(this.#out.get(account)?.keys() ?? [])].sort()) {
        if (cameFrom.has(next)) continue;
        cameFrom.set(next, account);
        queue.push(next);
      }
    }
    return { end: start, steps: [], widthMinor: 0 };
  }

  use({ steps }: Path, amountMinor: number): void {
    for (const [from, to] of steps) this.#add(from, to, -amountMinor);
  }

  #pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): Path {
    const steps: (readonly [string, string])[] = [];
    let widthMinor = Number.POSITIVE_INFINITY;
    for (let account = end; account !== start; account = cameFrom.get(account) ?? start) {
      const from = cameFrom.get(account) ?? start;
      steps.push([from, account]);
      widthMinor = Math.min(widthMinor, this.#out.get(from)?.get(account) ?? 0);
    }
    return { end, steps, widthMinor };
  }

  #add(from: string, to: string, amountMinor: number): void {
    // Two accounts that turned out to be one pay nobody when they pay each other.
    if (from === to) return;
    const row = this.#out.get(from) ?? new Map<string, number>();
    const sum = (row.get(to) ?? 0) + amountMinor;
    if (sum === 0) row.delete(to);
    else row.set(to, sum);
    this.#out.set(from, row);
  }
}

/** Changes between the same two places as one. */
function joined(changes: readonly MoneyChange[]): MoneyChange[] {
  const sums = new Map<string, MoneyChange>();
  for (const change of changes) {
    const name = JSON.stringify([change.from, change.to]);
    sums.set(name, { ...change, amountMinor: (sums.get(name)?.amountMinor ?? 0) + change.amountMinor });
  }
  return [...sums.values()];
}
