import { exitKindCode } from "../flows/exit-kind.ts";
import { type LedgerColumns, TRANSFER_FAILED, type TransferColumns } from "../flows/ledger-columns.ts";
import { emptyLegs, type LegAccount, type LegColumns } from "../flows/leg-columns.ts";
import { NONE } from "../flows/witness-columns.ts";
import type { LedgerExtract } from "./extract-ledger.ts";
import { firstAtLeast } from "./first-at-least.ts";

/** Transfers of which some legs are known, ascending by `transfer`; what no known leg states is NaN. */
interface KnownTransfers {
  readonly length: number;
  readonly transfer: Uint32Array;
  readonly payer: Uint32Array;
  readonly payee: Uint32Array;
  readonly atMs: Float64Array;
  readonly amountMinor: Float64Array;
  readonly flags: Uint8Array;
  readonly original: Uint32Array;
  readonly payerBalanceMinor: Float64Array;
  readonly payeeBalanceMinor: Float64Array;
}

/** What is known of the whole ledger before any of it is fetched. */
export interface WholeLedger {
  readonly accounts: number;
  readonly lastInstantMs: number;
  /** All stops of the whole ledger under the trace's options (T11), ascending, each with its `exitKindCode`. */
  readonly stops: ReadonlyMap<number, number>;
}

/**
 * A part of a ledger that grows by whole accounts, as a case reaches them. What it gives to trace is what `extractLedger`
 * would take from the whole ledger for the same accounts.
 */
export class HopLedger {
  readonly #whole: WholeLedger;
  readonly #inside = new Map<number, LegAccount>();
  #transfers: KnownTransfers = asTransfers(emptyLegs(0));

  constructor(whole: WholeLedger) {
    this.#whole = whole;
  }

  /** Accounts whose every leg is known. */
  get size(): number {
    return this.#inside.size;
  }

  /** Those that a trace still wants: neither known nor stops. Ascending, each once. */
  missing(accounts: Iterable<number>): readonly number[] {
    const wanted = new Set<number>();
    for (const account of accounts)
      if (!this.#inside.has(account) && !this.#whole.stops.has(account)) wanted.add(account);
    return [...wanted].sort((a, b) => a - b);
  }

  /** Adds legs, of whole accounts or not. A leg that is known already changes nothing. */
  addLegs(legs: LegColumns): void {
    this.#transfers = merge(this.#transfers, asTransfers(legs));
  }

  /** Adds accounts whose every leg was added. */
  addAccounts(accounts: readonly LegAccount[]): void {
    for (const account of accounts) this.#inside.set(account.account, account);
  }

  /** What is known, ready to be traced. `extra` are accounts of the whole ledger that it must be able to name. */
  extract(extra: Iterable<number>): LedgerExtract {
    const known = withOriginals(this.#transfers);
    const accountOf = this.#accountsOf(known, extra);
    const accountAt = new Uint32Array(this.#whole.accounts);
    accountOf.forEach((account, index) => {
      accountAt[account] = index;
    });
    return {
      ledger: {
        transfers: this.#transferColumns(known, accountOf, accountAt),
        accounts: this.#accountColumns(accountOf),
      },
      transferOf: known.transfer,
      accountOf,
      stops: [...this.#whole.stops.keys()],
      lastInstantMs: this.#whole.lastInstantMs,
    };
  }

  #accountsOf({ length, payer, payee }: KnownTransfers, extra: Iterable<number>): Uint32Array {
    const met = new Uint8Array(this.#whole.accounts);
    for (const account of this.#inside.keys()) met[account] = 1;
    for (const account of extra) met[account] = 1;
    for (let index = 0; index < length; index++) {
      met[payer[index]!] = 1;
      met[payee[index]!] = 1;
    }
    const accounts: number[] = [];
    for (let account = met.indexOf(1); account >= 0; account = met.indexOf(1, account + 1)) accounts.push(account);
    return Uint32Array.from(accounts);
  }

  #transferColumns(known: KnownTransfers, accountOf: Uint32Array, accountAt: Uint32Array): TransferColumns {
    const { length, transfer, payer, payee, original, payerBalanceMinor, payeeBalanceMinor } = known;
    const reversing: number[] = [];
    const originals: number[] = [];
    const stated: { transfer: number; side: number; balanceMinor: number }[] = [];
    for (let index = 0; index < length; index++) {
      if (original[index] !== NONE) {
        reversing.push(index);
        originals.push(firstAtLeast(transfer, original[index]!));
      }
      const [paid, received] = [payerBalanceMinor[index]!, payeeBalanceMinor[index]!];
      if (!Number.isNaN(paid)) stated.push({ transfer: index, side: 0, balanceMinor: paid });
      if (!Number.isNaN(received)) stated.push({ transfer: index, side: 1, balanceMinor: received });
    }
    return {
      length,
      payer: payer.map((account) => accountAt[account]!),
      payee: payee.map((account) => accountAt[account]!),
      atMs: known.atMs,
      amountMinor: known.amountMinor,
      flags: known.flags,
      reversals: { transfer: Uint32Array.from(reversing), original: Uint32Array.from(originals) },
      statedBalances: {
        transfer: Uint32Array.from(stated, (balance) => balance.transfer),
        side: Uint8Array.from(stated, (balance) => balance.side),
        balanceMinor: Float64Array.from(stated, (balance) => balance.balanceMinor),
      },
      ties: this.#ties(accountOf, transfer),
    };
  }

  #ties(accountOf: Uint32Array, transferOf: Uint32Array): TransferColumns["ties"] {
    const account: number[] = [];
    const start = [0];
    const members: (readonly [number, number, number])[] = [];
    accountOf.forEach((whole, index) => {
      for (const group of this.#inside.get(whole)?.ties ?? []) {
        account.push(index);
        members.push(...group);
        start.push(members.length);
      }
    });
    return {
      account: Uint32Array.from(account),
      start: Uint32Array.from(start),
      transfer: Uint32Array.from(members, ([transfer]) => firstAtLeast(transferOf, transfer)),
      fromMs: Float64Array.from(members, ([, fromMs]) => fromMs),
      toMs: Float64Array.from(members, ([, , toMs]) => toMs),
    };
  }

  #accountColumns(accountOf: Uint32Array): LedgerColumns["accounts"] {
    const { length } = accountOf;
    const keys: string[] = [];
    const exitKind = new Uint8Array(length).fill(exitKindCode("unknown"));
    const openingMinor = new Float64Array(length).fill(Number.NaN);
    const coverageStart = new Uint32Array(length + 1);
    const intervals: (readonly [number, number, number])[] = [];
    for (let index = 0; index < length; index++) {
      const account = this.#inside.get(accountOf[index]!);
      keys.push(account?.key ?? "");
      exitKind[index] = account === undefined ? (this.#whole.stops.get(accountOf[index]!) ?? exitKind[index]!) : 0;
      if (account !== undefined) {
        openingMinor[index] = account.openingMinor;
        intervals.push(...account.coverage);
      }
      coverageStart[index + 1] = intervals.length;
    }
    return {
      length,
      keys,
      exitKind,
      openingMinor,
      coverageStart,
      coverageFromMs: Float64Array.from(intervals, ([fromMs]) => fromMs),
      coverageToMs: Float64Array.from(intervals, ([, toMs]) => toMs),
      coverageInferred: Uint8Array.from(intervals, ([, , inferred]) => inferred),
    };
  }
}

/** Legs as transfers: two legs of one transfer stand side by side and become one. */
function asTransfers(legs: LegColumns): KnownTransfers {
  const { length, account, transfer, side, other, balanceMinor } = legs;
  const first: number[] = [];
  for (let leg = 0; leg < length; leg++) if (leg === 0 || transfer[leg] !== transfer[leg - 1]) first.push(leg);
  const balanceOf = (leg: number, wanted: number): number => {
    if (side[leg] === wanted) return balanceMinor[leg]!;
    return side[leg + 1] === wanted && transfer[leg + 1] === transfer[leg] ? balanceMinor[leg + 1]! : Number.NaN;
  };
  const firsts = Uint32Array.from(first);
  return {
    length: first.length,
    transfer: firsts.map((leg) => transfer[leg]!),
    payer: firsts.map((leg) => (side[leg] === 0 ? account[leg]! : other[leg]!)),
    payee: firsts.map((leg) => (side[leg] === 0 ? other[leg]! : account[leg]!)),
    atMs: Float64Array.from(firsts, (leg) => legs.atMs[leg]!),
    amountMinor: Float64Array.from(firsts, (leg) => legs.amountMinor[leg]!),
    flags: Uint8Array.from(firsts, (leg) => legs.flags[leg]!),
    original: firsts.map((leg) => legs.original[leg]!),
    payerBalanceMinor: Float64Array.from(firsts, (leg) => balanceOf(leg, 0)),
    payeeBalanceMinor: Float64Array.from(firsts, (leg) => balanceOf(leg, 1)),
  };
}

function merge(a: KnownTransfers, b: KnownTransfers): KnownTransfers {
  // Where each entry of the result comes from: of `a`, of `b`, or of both (then `a`, and the balances of either).
  const fromA = new Uint32Array(a.length + b.length).fill(NONE);
  const fromB = new Uint32Array(a.length + b.length).fill(NONE);
  let length = 0;
  for (let atA = 0, atB = 0; atA < a.length || atB < b.length; length++) {
    const nextA = atA < a.length ? a.transfer[atA]! : NONE;
    const nextB = atB < b.length ? b.transfer[atB]! : NONE;
    if (nextA <= nextB) fromA[length] = atA++;
    if (nextB <= nextA) fromB[length] = atB++;
  }
  type Column = Exclude<keyof KnownTransfers, "length">;
  // Loops over arrays of their final size: this runs over all that is known at every hop.
  const fill = <Entries extends Uint32Array | Float64Array | Uint8Array>(into: Entries, column: Column): Entries => {
    const [entriesA, entriesB] = [a[column], b[column]];
    for (let index = 0; index < length; index++) {
      const at = fromA[index]!;
      into[index] = at === NONE ? entriesB[fromB[index]!]! : entriesA[at]!;
    }
    return into;
  };
  const fillBalances = (column: "payerBalanceMinor" | "payeeBalanceMinor"): Float64Array => {
    const balances = fill(new Float64Array(length), column);
    for (let index = 0; index < length; index++) {
      if (Number.isNaN(balances[index]!) && fromB[index] !== NONE) balances[index] = b[column][fromB[index]!]!;
    }
    return balances;
  };
  return {
    length,
    transfer: fill(new Uint32Array(length), "transfer"),
    payer: fill(new Uint32Array(length), "payer"),
    payee: fill(new Uint32Array(length), "payee"),
    atMs: fill(new Float64Array(length), "atMs"),
    amountMinor: fill(new Float64Array(length), "amountMinor"),
    flags: fill(new Uint8Array(length), "flags"),
    original: fill(new Uint32Array(length), "original"),
    payerBalanceMinor: fillBalances("payerBalanceMinor"),
    payeeBalanceMinor: fillBalances("payeeBalanceMinor"),
  };
}

/**
 * Adds the originals of reversals that no known account took part in. What they brought is in no known account, and only
 * their place counts: they stand for themselves as transfers that failed.
 */
function withOriginals(known: KnownTransfers): KnownTransfers {
  const absent = new Map<number, number>();
  known.original.forEach((original, index) => {
    if (original !== NONE && known.transfer[firstAtLeast(known.transfer, original)] !== original)
      absent.set(original, index);
  });
  if (absent.size === 0) return known;
  const entries = [...absent].sort(([a], [b]) => a - b);
  const by = Uint32Array.from(entries, ([, reversal]) => reversal);
  const legs = emptyLegs(entries.length);
  return merge(
    known,
    asTransfers({
      ...legs,
      transfer: Uint32Array.from(entries, ([original]) => original),
      account: by.map((reversal) => known.payer[reversal]!),
      other: by.map((reversal) => known.payer[reversal]!),
      flags: legs.flags.fill(TRANSFER_FAILED),
      original: legs.original.fill(NONE),
      balanceMinor: legs.balanceMinor.fill(Number.NaN),
    }),
  );
}
