import { setImmediate } from "node:timers/promises";
import { SluiceError } from "../errors/sluice-error.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { type AnsweredQuestion, type AnsweredTrace, searchBudget } from "../tracing/answered-trace.ts";
import type { Loss, TraceOptions } from "../tracing/trace-input.ts";
import type { WholeQuestion } from "../tracing/trace-changed.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import type { TraceView, UnboundClaim } from "../tracing/trace-view.ts";
import { besideTrace, nothingBeside } from "./beside-trace.ts";
import { bindClaims, type ClaimBinding, shareTransfers } from "./bind-claims.ts";
import { recordedMarks } from "./recorded-marks.ts";
import { withOrderSearch } from "./describe-orders.ts";
import { describeTrace, type LedgerNames, ledgerNames, type NamedLedger } from "./describe-trace.ts";
import type { LedgerPart } from "./lay-out-case.ts";
import { nameOrders } from "./name-orders.ts";
import { emptyOrderBook, type OrderBook, readOrderBook } from "./order-book.ts";
import type { Tracer } from "./tracer.ts";

/** What is traced, and how. Nothing has a default here: who asks decides. */
export interface TraceRequest {
  /** Name of the case; `null` for all cases in one pass, whose loss ids then read `case/loss`. */
  readonly caseName: string | null;
  readonly claims: readonly LossClaim[];
  readonly doctrine: Doctrine;
  readonly asOfMs: number | null;
  /** Account numbers or keys at which the trace stops. */
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: MinorUnits | null;
  /** What banks were asked and answered; without it, nothing. */
  readonly orderBook?: OrderBook;
  /** Version of the program, for the record of the run (T13). */
  readonly version: string;
}

/** What of a request the engine's options are made from. */
type TraceChoices = Pick<TraceRequest, "doctrine" | "asOfMs" | "stops" | "hubCounterparties" | "dustMinor">;

/** A ledger to trace in: all of it, or the part of it that decides the claims. */
export interface TracedLedger extends NamedLedger {
  readonly part?: LedgerPart;
}

/** A trace of stored claims: the engine's answer by index, and the same with names attached. */
export interface TraceRun {
  readonly view: TraceView;
  readonly result: TraceResult;
  readonly losses: readonly Loss[];
  /** What the engine was asked, by the ledger's indices. */
  readonly question: WholeQuestion;
}

/**
 * Binds the claims to transfers and traces those that fit exactly one. The same ledger and request give the same
 * answer (T13), whatever traces. Claims that fit none or several are in `view.unbound`, with their candidates.
 * @throws SluiceError CASE_WITHOUT_BOUND_LOSS, and whatever the engine refuses.
 */
export async function runTrace(ledger: TracedLedger, request: TraceRequest, tracer: Tracer): Promise<TraceRun> {
  const names = ledgerNames(ledger);
  const { losses, bound, unbound } = bindCase(ledger, request.claims);
  const options = traceOptions(ledger, request);
  const book = readOrderBook(ledger, request.orderBook ?? emptyOrderBook, request.asOfMs);
  const question = { losses, options, answers: book.balances };
  const { trace: result, search } = await traceBound(ledger, question, tracer);
  const answers = book.balances.map((told) => ({ ...told, account: names.account(told.account).key }));
  const lossViews = bound.map(({ claim, candidates }) => ({
    id: claim.id,
    victim: claim.victim,
    transfer: names.transfer(candidates[0] ?? 0),
  }));
  // Each of these takes its time where a case is large: a server answers others in between.
  await setImmediate();
  const described = describeTrace(names, lossViews, result);
  await setImmediate();
  const orders =
    result.kind === "reach"
      ? { freezeList: [], requests: [], ordersSentMs: null }
      : await nameOrders(ledger, result, { names, losses, lossViews, asOfMs: request.asOfMs, book, tracer });
  await setImmediate();
  const view: TraceView = {
    engine: { ...identify(ledger, request), answers, goodFaith: recordedMarks(ledger) },
    losses: lossViews,
    unbound: unbound.map((binding) => describeUnbound(names, binding)),
    ...described,
    ...orders,
    ...nothingBeside,
  };
  if (search === null) return { view, result, losses, question };
  const found = { losses, options, answers: book.balances, trace: result, budget: searchBudget, views: lossViews };
  const beside = besideTrace(ledger, names, found);
  await setImmediate();
  return { view: withOrderSearch({ ...view, ...beside }, search, names), result, losses, question };
}

/** Traces the losses of a case over its ledger with the banks' answers laid in, and searches the orders of tied rows. */
export function traceBound(
  { derived, part }: TracedLedger,
  question: Pick<AnsweredQuestion, "losses" | "options" | "answers">,
  tracer: Tracer,
): Promise<AnsweredTrace> {
  return tracer.trace(part?.columns ?? derived.columns, { ...question, rest: part ?? null });
}

/** The options of a request whose stops were found. */
export function optionsFor(request: TraceChoices, stops: readonly number[]): TraceOptions {
  return {
    doctrine: request.doctrine,
    asOfMs: request.asOfMs,
    stops,
    hubCounterparties: request.hubCounterparties,
    dustMinor: request.dustMinor === null ? null : toMinorUnits(request.dustMinor),
    coverage: "as-recorded",
  };
}

/** The claims that fit exactly one transfer, as losses, and those that do not. */
export interface BoundCase {
  readonly losses: readonly Loss[];
  /** By the losses' indices. */
  readonly bound: readonly ClaimBinding[];
  readonly unbound: readonly ClaimBinding[];
}

/** Binds the claims of a case to transfers. @throws SluiceError CASE_WITHOUT_BOUND_LOSS. */
export function bindCase(ledger: NamedLedger, claims: readonly LossClaim[]): BoundCase {
  const bindings = shareTransfers(ledger, bindClaims(ledger, claims));
  const bound = bindings.filter(({ outcome }) => outcome === "bound");
  if (bound.length === 0) throw new SluiceError("CASE_WITHOUT_BOUND_LOSS", { claims: claims.length });
  const losses = bound.map(({ claim, candidates }) => ({
    id: claim.id,
    transfer: candidates[0] ?? 0,
    amountMinor: claim.transferId === "" ? null : claim.amountMinor,
    victimAccounts: [],
  }));
  return { losses, bound, unbound: bindings.filter(({ outcome }) => outcome !== "bound") };
}

/** The claims of one case, or of all with ids `case/loss`. */
export function claimsOfCases(
  cases: readonly { readonly name: string; readonly claims: readonly LossClaim[] }[],
): readonly LossClaim[] {
  return cases.flatMap(({ name, claims }) => claims.map((claim) => ({ ...claim, id: `${name}/${claim.id}` })));
}

/** How a binding that is not one is shown. */
export function describeUnbound(names: LedgerNames, { claim, outcome, candidates }: ClaimBinding): UnboundClaim {
  if (outcome === "bound") throw new RangeError(`claim ${claim.id} is bound`);
  return {
    id: claim.id,
    victim: claim.victim,
    why: outcome,
    candidates: candidates.slice(0, 20).map((transfer) => names.transfer(transfer)),
    candidateCount: candidates.length,
  };
}

/** The options that the engine takes, its stops by index. */
export function traceOptions({ derived, part }: TracedLedger, request: TraceChoices): TraceOptions {
  if (part !== undefined) return part.options;
  const wanted = new Set(request.stops);
  const { keys } = derived.columns.accounts;
  const stops = keys.flatMap((key, account) => {
    const numbers = derived.facts[account]?.numbers ?? [];
    return wanted.has(key) || numbers.some((number) => wanted.has(number)) ? [account] : [];
  });
  return optionsFor(request, stops);
}

function identify(
  { derived, witnesses, part }: TracedLedger,
  request: TraceRequest,
): Omit<TraceView["engine"], "answers" | "goodFaith"> {
  return {
    version: request.version,
    caseName: request.caseName,
    doctrine: request.doctrine,
    asOfMs: request.asOfMs,
    stops: [...request.stops].sort(),
    hubCounterparties: request.hubCounterparties,
    dustMinor: request.dustMinor,
    files: witnesses.files,
    transfers: part?.transfers ?? derived.columns.transfers.length,
    accounts: part?.accounts ?? derived.columns.accounts.length,
  };
}
