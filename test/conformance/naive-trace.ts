import { type ExitKind, exitKinds } from "../../src/flows/exit-kind.ts";
import type { LedgerColumns } from "../../src/flows/ledger-columns.ts";
import type { Loss, TraceOptions } from "../../src/tracing/trace-input.ts";
import type { AllocatedTrace, ReachTrace } from "../../src/tracing/trace-result.ts";

/** A lot, or a piece of a payment. `loss` is `null` for money that is no victim's. */
interface Lot {
  loss: number | null;
  hop: number;
  unseen: boolean;
  amount: number;
  since: number;
  broughtBy: number;
}

interface Account {
  lots: Lot[];
  debt: number;
}

type Sums = Map<string, { key: readonly (number | string)[]; amount: number; since: number }>;

/**
 * The naive twin of `trace`: plain lists of lots per account, non-victim lots among them, every rule written out the
 * slow way from the specification. It shares nothing with the engine but the types.
 */
export function naiveTrace(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): AllocatedTrace {
  return new NaiveTrace(ledger, losses, options).run();
}

/** The naive twin of `interestOfTrace`: shares as transfer, account, loss, amount. */
export function naiveInterest(
  ledger: LedgerColumns,
  losses: readonly Loss[],
  options: TraceOptions,
): readonly number[][] {
  const walk = new NaiveTrace(ledger, losses, options);
  return walk.run() && walk.interest;
}

class NaiveTrace {
  readonly ledger: LedgerColumns;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  readonly accounts: Account[];
  readonly amounts: number[];
  readonly stops: Map<number, ExitKind>;
  readonly flows: Sums = new Map();
  readonly exits: Sums = new Map();
  readonly lostSight: Sums = new Map();
  readonly returned: Sums = new Map();
  readonly writtenOff: Sums = new Map();
  readonly unexplained: Sums = new Map();
  readonly partlySeen = new Set<number>();
  /** Shares in interest (T20): transfer, account, loss, amount. */
  readonly interest: [number, number, number, number][] = [];
  /** Under the rateable doctrines: by transfer what it brought of each origin, as far as it can still be there. */
  readonly brought = new Map<number, { at: number; parts: { loss: number | null; amount: number }[] }>();

  constructor(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions) {
    this.ledger = ledger;
    this.losses = losses;
    this.options = options;
    this.amounts = lossAmounts(ledger, losses);
    this.stops = naiveStops(ledger, options);
    this.accounts = [...ledger.accounts.openingMinor].map((opening) => {
      const known = Number.isNaN(opening) ? 0 : opening;
      return { lots: known > 0 ? [other(known)] : [], debt: known < 0 ? -known : 0 };
    });
  }

  run(): AllocatedTrace {
    const { transfers } = this.ledger;
    for (let id = 0; id < transfers.length; id++) if (moves(this.ledger, this.options, id)) this.move(id);
    const atRest: Sums = new Map();
    this.accounts.forEach(({ lots }, account) => {
      for (const lot of lots) {
        if (lot.loss === null) continue;
        const into = lot.unseen ? this.lostSight : atRest;
        addSince(into, [account, lot.loss], { amount: lot.amount, at: transfers.atMs[lot.since]! });
      }
    });
    return this.report(atRest);
  }

  move(id: number): void {
    const { payer, payee, amountMinor, statedBalances } = this.ledger.transfers;
    const from = payer[id]!;
    const to = payee[id]!;
    let pieces = this.stops.has(from) ? [other(amountMinor[id]!)] : this.pay(id, from, amountMinor[id]!);
    pieces = this.colour(id, from, pieces);
    for (const piece of pieces) {
      if (piece.loss === null) continue;
      add(this.flows, [id, piece.loss, piece.hop + 1], piece.amount);
      if (piece.unseen && this.outOfSight(from, id)) this.partlySeen.add(id);
    }
    pieces = pieces.map((piece) => ({ ...piece, hop: piece.hop + 1, since: id, broughtBy: id, unseen: false }));
    const kind = this.stops.get(to);
    if (kind === undefined && this.ledger.accounts.keys[from] === "@interest") this.divide(id, to);
    if (kind === undefined) this.receive(id, to, pieces);
    else for (const piece of pieces) if (piece.loss !== null) add(this.exits, [to, kind, piece.loss], piece.amount);
    statedBalances.transfer.forEach((stated, index) => {
      const account = statedBalances.side[index] === 0 ? from : to;
      if (stated === id && !this.stops.has(account)) this.bind(id, account, statedBalances.balanceMinor[index]!);
    });
  }

  /** T20: interest belongs to the lots that stand there before it comes. */
  divide(id: number, to: number): void {
    const { lots } = this.accounts[to]!;
    const origins = [...originsOf(lots.filter((lot) => lot.loss !== null)), null];
    const weights = origins.map((origin) => total(lots.filter((lot) => lot.loss === origin)));
    largestRemainder(this.ledger.transfers.amountMinor[id]!, weights).forEach((share, index) => {
      const loss = origins[index] ?? null;
      if (loss !== null && share > 0) this.interest.push([id, to, loss, share]);
    });
  }

  /** The pieces that a payment takes, in the order taken. */
  pay(id: number, from: number, amount: number): Lot[] {
    const account = this.accounts[from]!;
    const { reversals } = this.ledger.transfers;
    const link = reversals.transfer.indexOf(id);
    const shortfall = Math.max(0, amount - total(account.lots));
    if (link === -1) {
      if (shortfall > 0) {
        add(this.unexplained, [id, from], shortfall);
        account.lots.push(other(shortfall));
      }
      const taken = this.take(account, amount);
      this.forgetWhatLeft(from);
      this.dust(from, id);
      return taken;
    }
    account.debt += shortfall;
    const available = amount - shortfall;
    const back = this.takeBack(from, available, reversals.original[link]!);
    const pieces = [...back, ...this.take(account, available - total(back))];
    this.forgetWhatLeft(from);
    if (shortfall > 0) pieces.push(other(shortfall));
    this.dust(from, id);
    return pieces;
  }

  take(account: Account, amount: number): Lot[] {
    const { doctrine } = this.options;
    const lots = account.lots;
    const traced = lots.filter((lot) => lot.loss !== null);
    const rest = lots.filter((lot) => lot.loss === null);
    switch (doctrine) {
      case "fifo":
        return takeInOrder(account, lots, amount);
      case "lifo":
        return takeInOrder(account, [...lots].reverse(), amount);
      case "tainted-first":
        return takeInOrder(account, [...traced, ...rest], amount);
      case "pro-rata":
        return this.takeShares(account, [...originsOf(traced), null], amount);
      case "libr": {
        const fromRest = Math.min(amount, total(rest));
        const pieces = this.takeShares(account, originsOf(traced), amount - fromRest);
        return [...pieces, ...takeInOrder(account, rest, fromRest)];
      }
      case "poison":
        throw new Error("poison allocates nothing");
    }
  }

  /** A proportional share of each origin, inside an origin the lowest hop first. */
  takeShares(account: Account, origins: readonly (number | null)[], amount: number): Lot[] {
    const groups = origins.map((origin) => account.lots.filter((lot) => lot.loss === origin));
    const shares = largestRemainder(amount, groups.map(total));
    return groups.flatMap((group, index) => takeInOrder(account, [...group].sort(byHop), shares[index]!));
  }

  /** What remains of the pieces that the original brought. */
  takeBack(from: number, amount: number, original: number): Lot[] {
    const account = this.accounts[from]!;
    if (!this.isRateable()) {
      const theirs = account.lots.filter((lot) => lot.broughtBy === original);
      return takeInOrder(account, theirs, Math.min(amount, total(theirs)));
    }
    const brought = this.brought.get(original);
    if (brought?.at !== from) return [];
    let left = amount;
    return brought.parts.flatMap((part) => {
      const taken = Math.min(left, part.amount);
      left -= taken;
      part.amount -= taken;
      const present = account.lots.filter((lot) => lot.loss === part.loss);
      return takeInOrder(account, present.sort(byHop), taken);
    });
  }

  /** Of an origin no more can remain of what any transfer brought than the account has left. */
  forgetWhatLeft(at: number): void {
    for (const { at: there, parts } of this.brought.values()) {
      if (there !== at) continue;
      for (const part of parts) {
        const present = this.accounts[at]!.lots.filter((lot) => lot.loss === part.loss);
        part.amount = Math.min(part.amount, total(present));
      }
    }
  }

  colour(id: number, from: number, taken: readonly Lot[]): Lot[] {
    const here = this.losses.flatMap((loss, index) =>
      loss.transfer === id && this.amounts[index]! > 0 ? [index] : [],
    );
    let left = here.reduce((sum, loss) => sum + this.amounts[loss]!, 0);
    const pieces = taken.map((piece) => ({ ...piece }));
    for (const piece of [...pieces.filter((p) => p.loss === null), ...pieces.filter((p) => p.loss !== null)]) {
      const displaced = Math.min(left, piece.amount);
      left -= displaced;
      piece.amount -= displaced;
      if (piece.loss !== null) add(this.exits, [from, "another-loss", piece.loss], displaced);
    }
    const fresh = here.map((loss) => ({ ...other(this.amounts[loss]!), loss }));
    return [...fresh, ...pieces.filter((piece) => piece.amount > 0)];
  }

  receive(id: number, to: number, pieces: readonly Lot[]): void {
    const account = this.accounts[to]!;
    for (const piece of pieces) {
      if (piece.loss === null || !this.owners(piece.loss).includes(to)) continue;
      add(this.returned, [to, piece.loss], piece.amount);
      piece.loss = null;
    }
    for (const piece of pieces) {
      const repaid = Math.min(account.debt, piece.amount);
      account.debt -= repaid;
      piece.amount -= repaid;
      if (piece.loss !== null) add(this.exits, [to, "debt", piece.loss], repaid);
    }
    const arrived = pieces.filter((piece) => piece.amount > 0);
    for (const piece of arrived) piece.unseen = piece.loss !== null && this.outOfSight(to, id);
    const parts = [...new Set(arrived.map(({ loss }) => loss))].map((loss) => {
      return { loss, amount: total(arrived.filter((piece) => piece.loss === loss)) };
    });
    this.brought.set(id, { at: to, parts });
    for (const piece of arrived) this.enter(account, piece);
    this.dust(to, id);
  }

  enter(account: Account, piece: Lot): void {
    const same = this.isRateable()
      ? account.lots.find((lot) => piece.loss !== null && lot.loss === piece.loss && byHop(lot, piece) === 0)
      : undefined;
    if (same === undefined) account.lots.push({ ...piece });
    else same.amount += piece.amount;
  }

  /** Adjacent lots of one loss together are the lot that is tested; under the rateable doctrines all of that loss. */
  dust(at: number, id: number): void {
    const { dustMinor } = this.options;
    if (dustMinor === null) return;
    const runs: Lot[][] = [];
    for (const lot of this.accounts[at]!.lots) {
      const run = this.isRateable() ? runs.find(([first]) => first?.loss === lot.loss) : runs.at(-1);
      if (run?.[0]?.loss === lot.loss) run.push(lot);
      else runs.push([lot]);
    }
    for (const run of runs) {
      const loss = run[0]?.loss ?? null;
      if (loss === null || total(run) >= dustMinor) continue;
      addSince(this.writtenOff, [at, loss], { amount: total(run), at: this.ledger.transfers.atMs[id]! });
      for (const lot of run) lot.loss = null;
    }
    this.forgetWhatLeft(at);
  }

  bind(id: number, at: number, stated: number): void {
    const account = this.accounts[at]!;
    const gap = stated - (total(account.lots) - account.debt);
    if (gap > 0) {
      add(this.unexplained, [id, at], gap);
      const repaid = Math.min(gap, account.debt);
      account.debt -= repaid;
      if (gap > repaid) account.lots.push(other(gap - repaid));
      return;
    }
    const leaving = Math.min(-gap, total(account.lots));
    for (const piece of this.take(account, leaving)) {
      if (piece.loss !== null)
        addSince(this.lostSight, [at, piece.loss], { amount: piece.amount, at: this.ledger.transfers.atMs[id]! });
    }
    this.forgetWhatLeft(at);
    account.debt += -gap - leaving;
    if (gap < 0) this.dust(at, id);
  }

  isRateable(): boolean {
    return this.options.doctrine === "pro-rata" || this.options.doctrine === "libr";
  }

  owners(loss: number): readonly number[] {
    return naiveOwners(this.ledger, this.losses[loss]!);
  }

  outOfSight(account: number, id: number): boolean {
    if (this.options.coverage === "every-account") return false;
    const at = this.ledger.transfers.atMs[id]!;
    return !intervalsOf(this.ledger, account).some(([from, to]) => from <= at && at <= to);
  }

  report(atRest: Sums): AllocatedTrace {
    const { doctrine, asOfMs, coverage } = this.options;
    if (doctrine === "poison") throw new Error("poison allocates nothing");
    const end = asOfMs ?? Math.max(...this.ledger.transfers.atMs);
    const happened = (loss: Loss): boolean => asOfMs === null || this.ledger.transfers.atMs[loss.transfer]! <= asOfMs;
    const flows = listed(this.flows);
    const of = (sums: Sums, loss: number, place: number): number =>
      total([...sums.values()].filter(({ key }) => key[place] === loss));
    return {
      kind: "allocated",
      doctrine,
      balanceSheet: this.losses.map((loss, index) => ({
        loss: index,
        lossMinor: happened(loss) ? this.amounts[index]! : 0,
        atRestMinor: of(atRest, index, 1),
        exitedMinor: of(this.exits, index, 2),
        lostSightMinor: of(this.lostSight, index, 1),
        returnedMinor: of(this.returned, index, 1),
        writtenOffMinor: of(this.writtenOff, index, 1),
      })),
      flows: {
        length: flows.length,
        transfer: Uint32Array.from(flows, ({ key }) => Number(key[0])),
        loss: Uint32Array.from(flows, ({ key }) => Number(key[1])),
        hop: Uint32Array.from(flows, ({ key }) => Number(key[2])),
        amountMinor: Float64Array.from(flows, ({ amount }) => amount),
      },
      atRest: listed(atRest).map(({ key, amount, since }) => {
        const account = Number(key[0]);
        const covered = intervalsOf(this.ledger, account).at(-1)?.[1] ?? -Infinity;
        const lastSeen = coverage === "as-recorded" && covered < end;
        return { account, loss: Number(key[1]), amountMinor: amount, sinceMs: since, lastSeen };
      }),
      exits: listed(this.exits).map(({ key, amount }) => {
        return { account: Number(key[0]), kind: key[1] as ExitKind, loss: Number(key[2]), amountMinor: amount };
      }),
      lostSight: listed(this.lostSight).map((sum) => ({ ...toSettled(sum), sinceMs: sum.since })),
      returned: listed(this.returned).map(toSettled),
      writtenOff: listed(this.writtenOff).map((sum) => ({ ...toSettled(sum), sinceMs: sum.since })),
      unexplained: listed(this.unexplained).map(({ key, amount }) => {
        return { transfer: Number(key[0]), account: Number(key[1]), amountMinor: amount };
      }),
      stops: [...this.stops.keys()].sort((a, b) => a - b),
      partlySeen: [...this.partlySeen],
    };
  }
}

/** The naive twin of `poison`: per account, the set of "loss at hop" that has come there. */
export function naiveReach(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): ReachTrace {
  const amounts = lossAmounts(ledger, losses);
  const stops = naiveStops(ledger, options);
  const arrived: { account: number; loss: number; hop: number }[] = [];
  const marked: { id: number; loss: number; hop: number }[] = [];
  for (let id = 0; id < ledger.transfers.length; id++) {
    if (!moves(ledger, options, id) || ledger.transfers.amountMinor[id] === 0) continue;
    losses.forEach((loss, index) => {
      const hops = arrived.filter((one) => one.account === ledger.transfers.payer[id] && one.loss === index);
      const hop = loss.transfer === id && amounts[index]! > 0 ? 1 : Math.min(...hops.map((one) => one.hop + 1));
      if (hop === Infinity) return;
      marked.push({ id, loss: index, hop });
      const account = ledger.transfers.payee[id]!;
      if (!stops.has(account) && !naiveOwners(ledger, loss).includes(account))
        arrived.push({ account, loss: index, hop });
    });
  }
  return {
    kind: "reach",
    doctrine: "poison",
    transfer: Uint32Array.from(marked, ({ id }) => id),
    loss: Uint32Array.from(marked, ({ loss }) => loss),
    hop: Uint32Array.from(marked, ({ hop }) => hop),
  };
}

function other(amount: number): Lot {
  return { loss: null, hop: 0, unseen: false, amount, since: -1, broughtBy: -1 };
}

function total(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((sum, part) => sum + part.amount, 0);
}

function byHop(a: Lot, b: Lot): number {
  return a.hop - b.hop || Number(a.unseen) - Number(b.unseen);
}

function originsOf(lots: readonly Lot[]): (number | null)[] {
  return [...new Set(lots.map((lot) => lot.loss))].sort((a, b) => Number(a) - Number(b));
}

/** Takes `amount` from the account's `lots` in the order given; empty lots go. */
function takeInOrder(account: Account, lots: readonly Lot[], amount: number): Lot[] {
  let left = amount;
  const pieces: Lot[] = [];
  for (const lot of lots) {
    const taken = Math.min(left, lot.amount);
    if (taken > 0) pieces.push({ ...lot, amount: taken });
    left -= taken;
    lot.amount -= taken;
  }
  if (left > 0) throw new Error("the lots hold less than is taken");
  account.lots = account.lots.filter((lot) => lot.amount > 0);
  return pieces;
}

function largestRemainder(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Number((BigInt(amount) * BigInt(weight)) / BigInt(sum)));
  const gaps = weights.map((weight) => (BigInt(amount) * BigInt(weight)) % BigInt(sum));
  for (let left = amount - shares.reduce((a, b) => a + b, 0); left > 0; left--) {
    const widest = gaps.reduce((best, gap, index) => (gap > gaps[best]! ? index : best), 0);
    shares[widest]! += 1;
    gaps[widest] = -1n;
  }
  return shares;
}

function moves(ledger: LedgerColumns, options: TraceOptions, id: number): boolean {
  const { payer, payee, flags, atMs } = ledger.transfers;
  const failed = flags[id]! % 2 === 1;
  return !failed && payer[id] !== payee[id] && (options.asOfMs === null || atMs[id]! <= options.asOfMs);
}

function lossAmounts(ledger: LedgerColumns, losses: readonly Loss[]): number[] {
  return losses.map((loss) => {
    const others = losses.filter((one) => one.transfer === loss.transfer);
    const claimed = others.reduce((sum, one) => sum + (one.amountMinor ?? 0), 0);
    return loss.amountMinor ?? ledger.transfers.amountMinor[loss.transfer]! - claimed;
  });
}

function naiveOwners(ledger: LedgerColumns, loss: Loss): readonly number[] {
  return loss.victimAccounts.length === 0 ? [ledger.transfers.payer[loss.transfer]!] : loss.victimAccounts;
}

function naiveStops(ledger: LedgerColumns, options: TraceOptions): Map<number, ExitKind> {
  const { payer, payee, flags, length } = ledger.transfers;
  const stops = new Map<number, ExitKind>();
  for (let account = 0; account < ledger.accounts.length; account++) {
    const met = new Set<number>();
    for (let id = 0; id < length; id++) {
      if (flags[id]! % 2 === 1) continue;
      if (payer[id] === account) met.add(payee[id]!);
      if (payee[id] === account) met.add(payer[id]!);
    }
    met.delete(account);
    const own = exitKinds[ledger.accounts.exitKind[account]!]!;
    if (own !== "none") stops.set(account, own);
    else if (options.stops.includes(account)) stops.set(account, "hub");
    else if (options.hubCounterparties !== null && met.size > options.hubCounterparties) stops.set(account, "hub");
  }
  return stops;
}

function intervalsOf(ledger: LedgerColumns, account: number): (readonly [number, number])[] {
  const { coverageStart, coverageFromMs, coverageToMs } = ledger.accounts;
  const intervals: (readonly [number, number])[] = [];
  for (let at = coverageStart[account]!; at < coverageStart[account + 1]!; at++) {
    intervals.push([coverageFromMs[at]!, coverageToMs[at]!]);
  }
  return intervals;
}

function add(sums: Sums, key: readonly (number | string)[], amount: number): void {
  addSince(sums, key, { amount, at: 0 });
}

function addSince(sums: Sums, key: readonly (number | string)[], { amount, at }: { amount: number; at: number }): void {
  if (amount === 0) return;
  const name = key.join("|");
  const sum = sums.get(name) ?? { key, amount: 0, since: at };
  sums.set(name, { key, amount: sum.amount + amount, since: Math.min(sum.since, at) });
}

/** Sorted by key; exit kinds in the order of their codes. */
function listed(sums: Sums): { key: readonly (number | string)[]; amount: number; since: number }[] {
  const rank = (part: number | string): number =>
    typeof part === "number" ? part : exitKinds.indexOf(part as ExitKind);
  return [...sums.values()].sort((a, b) => {
    const at = a.key.findIndex((part, index) => part !== b.key[index]);
    return at === -1 ? 0 : rank(a.key[at]!) - rank(b.key[at]!);
  });
}

function toSettled(sum: { readonly key: readonly (number | string)[]; readonly amount: number }): {
  account: number;
  loss: number;
  amountMinor: number;
} {
  return { account: Number(sum.key[0]), loss: Number(sum.key[1]), amountMinor: sum.amount };
}
