import type { LedgerColumns } from "../flows/ledger-columns.ts";
import {
  extractLedger,
  type LedgerExtract,
  extractLosses,
  extractOptions,
  reachedAccounts,
  restoreTrace,
} from "./extract-ledger.ts";
import { firstAccounts, holderLedger } from "./holder-ledger.ts";
import { outsidersMet } from "./outsiders-met.ts";
import { trace } from "./trace.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** A trace per holder: advisory, beside the one per account, and never summed with it. Indices are the ledger's. */
export interface HolderTrace {
  /** The accounts of each holder who owns several, ascending; one of them at least traced money reached. */
  readonly groups: readonly (readonly number[])[];
  /** By the smallest account index of each group; `flows` are by transfer and show no transfer within a holder. */
  readonly trace: AllocatedTrace;
  /** Losses that went from one account of a holder to another: they moved nothing and are not in `trace`. */
  readonly lossesWithin: readonly number[];
}

/** What was traced, and who holds what. */
export interface TracedAccounts {
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** `trace(ledger, losses, options)`. */
  readonly trace: AllocatedTrace;
  /** All accounts of the account's holder, itself among them, ascending. */
  readonly heldWith: (account: number) => readonly number[];
}

/**
 * Runs the doctrine over holders instead of accounts (`holderLedger`), where traced money reached a holder of several; a
 * stop stays an account of its own. `null` where it reached none.
 * @throws SluiceError as `trace` does.
 */
export function traceHolders(ledger: LedgerColumns, traced: TracedAccounts): HolderTrace | null {
  const stops = new Set(traced.trace.stops);
  const groupOf = (account: number): readonly number[] =>
    stops.has(account) ? [account] : traced.heldWith(account).filter((other) => !stops.has(other));
  let accounts = withSiblings(reachedAccounts(ledger, traced.losses, traced.trace), groupOf);
  for (;;) {
    const groups = groupsAmong(accounts, groupOf);
    if (groups.length === 0) return null;
    const extract = extractLedger(ledger, { accounts, stops: traced.trace.stops, losses: traced.losses });
    const { answer, lossesWithin } = traceExtract(extract, groups, traced);
    const met = outsidersMet(extract, answer);
    if (met.size === 0) return { groups, trace: restoreTrace(extract, answer), lossesWithin };
    accounts = withSiblings([...accounts, ...met], groupOf);
  }
}

/** Accounts with all others of their holders, ascending. */
function withSiblings(accounts: Iterable<number>, groupOf: (account: number) => readonly number[]): Uint32Array {
  const all = new Set<number>();
  for (const account of accounts) for (const sibling of groupOf(account)) all.add(sibling);
  return Uint32Array.from(all).sort();
}

function groupsAmong(accounts: Uint32Array, groupOf: (account: number) => readonly number[]): readonly number[][] {
  const groups = new Map<number, number[]>();
  for (const account of accounts) {
    const group = groupOf(account);
    if (group.length > 1) groups.set(group[0]!, [...group]);
  }
  return [...groups.values()];
}

function traceExtract(
  extract: LedgerExtract,
  groups: readonly (readonly number[])[],
  traced: TracedAccounts,
): { readonly answer: AllocatedTrace; readonly lossesWithin: readonly number[] } {
  const placeOf = new Map(Array.from(extract.accountOf, (whole, place) => [whole, place]));
  const own = groups.map((group) => group.map((account) => placeOf.get(account)!));
  const ledger = holderLedger(extract.ledger, own);
  const { payer, payee } = ledger.transfers;
  const firstOf = firstAccounts(extract.accountOf.length, own);
  const all = extractLosses(extract, traced.losses).map((loss) => ({
    ...loss,
    victimAccounts: loss.victimAccounts.map((account) => firstOf[account]!),
  }));
  const kept = [...all.keys()].filter((at) => payer[all[at]!.transfer] !== payee[all[at]!.transfer]);
  const answer = trace(
    ledger,
    kept.map((at) => all[at]!),
    extractOptions(extract, traced.options),
  );
  if (answer.kind === "reach") throw new RangeError("poison has no amounts per holder");
  return { answer: withLosses(answer, kept), lossesWithin: [...all.keys()].filter((at) => !kept.includes(at)) };
}

/** The answer with each loss by its place among all. */
function withLosses(answer: AllocatedTrace, kept: readonly number[]): AllocatedTrace {
  const renumber = <Entry extends { readonly loss: number }>(entry: Entry): Entry => ({
    ...entry,
    loss: kept[entry.loss]!,
  });
  return {
    ...answer,
    balanceSheet: answer.balanceSheet.map(renumber),
    flows: { ...answer.flows, loss: answer.flows.loss.map((loss) => kept[loss]!) },
    atRest: answer.atRest.map(renumber),
    exits: answer.exits.map(renumber),
    lostSight: answer.lostSight.map(renumber),
    returned: answer.returned.map(renumber),
    writtenOff: answer.writtenOff.map(renumber),
  };
}
