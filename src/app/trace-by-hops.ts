import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import type { LegStore, PaidTransfer } from "../storage/leg-store.ts";
import { extractLosses, extractOptions, type LedgerExtract, restoreTrace } from "../tracing/extract-ledger.ts";
import { HopLedger } from "../tracing/hop-ledger.ts";
import { trace } from "../tracing/trace.ts";
import type { Loss, TraceOptions } from "../tracing/trace-input.ts";
import type { TraceResult } from "../tracing/trace-result.ts";

/** A loss whose transfer's payer is known: without the columns the transfer is looked up by it. */
export interface PaidLoss extends Loss {
  readonly payer: number;
}

/** What is to be traced from a kept ledger. */
export interface HopQuestion {
  /** The name under which the ledger is kept (`LegStore`). */
  readonly name: string;
  readonly losses: readonly PaidLoss[];
  readonly options: TraceOptions;
  /** Most legs that may be fetched. */
  readonly legBudget: number;
  readonly signal: AbortSignal;
}

/** The answer, in the indices of the whole ledger, and what it took. */
export interface HopTrace {
  readonly result: TraceResult;
  /** The part of the ledger that decided it. */
  readonly extract: LedgerExtract;
  /** Rounds of asking the store for the accounts newly reached. */
  readonly rounds: number;
  readonly accounts: number;
  readonly legs: number;
}

/**
 * Traces losses over a kept ledger without its columns in memory: fetches the accounts that the losses' money has reached,
 * every leg of each, traces what is known, and goes on until a trace reaches no account that is not known. Each round
 * asks the store once for the accounts and once for their legs. The answer equals a trace of the whole ledger in every
 * list, except that `unexplained` names only the accounts reached.
 * @throws SluiceError TRACE_BEYOND_BUDGET naming the account that would exceed the budget; STORAGE_LEGS_MISSING unless
 *   the ledger is kept; whatever `trace` throws; the abort reason.
 */
export async function traceByHops(store: LegStore, question: HopQuestion): Promise<HopTrace> {
  const { name, losses, options, signal } = question;
  const known = await openHopLedger(store, question);
  known.addLegs(await store.paid(name, losses.map(paidTransfer)));
  const extra = losses.flatMap(({ payer, victimAccounts }) => [payer, ...victimAccounts]);
  const budget = new LegBudget(question.legBudget);
  let wanted = known.missing(losses.map(({ payer }) => payer));
  for (let rounds = 0; ; rounds++) {
    signal.throwIfAborted();
    if (wanted.length > 0) {
      const accounts = await store.accounts(name, wanted);
      for (const account of accounts) budget.spend(account);
      known.addLegs(await store.legs(name, wanted));
      known.addAccounts(accounts);
    }
    const extract = known.extract(extra);
    const part = trace(extract.ledger, extractLosses(extract, losses), extractOptions(extract, options));
    wanted = known.missing(payees(extract, part));
    if (wanted.length > 0) continue;
    return { result: restoreTrace(extract, part), extract, rounds, accounts: known.size, legs: budget.spent };
  }
}

async function openHopLedger(store: LegStore, { name, options }: HopQuestion): Promise<HopLedger> {
  const whole = await store.kept(name);
  if (whole === undefined) throw new SluiceError("STORAGE_LEGS_MISSING", { name });
  for (const account of options.stops) {
    if (account >= whole.accounts)
      throw new SluiceError("TRACE_UNKNOWN_ACCOUNT", { account, accounts: whole.accounts });
  }
  const stops = new Map(options.stops.map((account) => [account, exitKindCode("hub")]));
  const { account, exitKind } = await store.stops(name, options.hubCounterparties);
  account.forEach((stop, index) => stops.set(stop, exitKind[index] || exitKindCode("hub")));
  return new HopLedger({ ...whole, stops: new Map([...stops].sort(([a], [b]) => a - b)) });
}

function paidTransfer({ payer, transfer }: PaidLoss): PaidTransfer {
  return { payer, transfer };
}

/** Whom the traced transfers paid, in the indices of the whole ledger. */
function* payees({ ledger, accountOf }: LedgerExtract, result: TraceResult): Generator<number> {
  const { transfer } = result.kind === "reach" ? result : result.flows;
  for (const index of transfer) yield accountOf[ledger.transfers.payee[index] ?? 0] ?? 0;
}

/** Counts the legs of the accounts fetched. */
class LegBudget {
  readonly #most: number;
  spent = 0;

  constructor(most: number) {
    this.#most = most;
  }

  spend({ key, account, legs }: { readonly key: string; readonly account: number; readonly legs: number }): void {
    this.spent += legs;
    if (this.spent <= this.#most) return;
    const details = { account: key === "" ? account : key, legs, budget: this.#most };
    throw new SluiceError("TRACE_BEYOND_BUDGET", details);
  }
}
