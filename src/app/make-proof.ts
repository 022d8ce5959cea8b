import type { Language } from "../errors/sluice-error.ts";
import { rowOutcomes } from "../flows/derived-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { NONE } from "../flows/witness-columns.ts";
import { certificateLines } from "../exports/proof/certificate.ts";
import { type Proof, proofFiles } from "../exports/proof/proof-files.ts";
import type { ProofAccount, ProofInput, ProofWitness } from "../exports/proof/proof-input.ts";
import { type AnsweredTrace, searchBudget } from "../tracing/answered-trace.ts";
import type { BalanceAnswer } from "../tracing/balance-answer.ts";
import { extractLedger, extractLosses, type LedgerExtract, reachedAccounts } from "../tracing/extract-ledger.ts";
import { stopKinds } from "../tracing/stop-kinds.ts";
import type { Loss, TraceOptions } from "../tracing/trace-input.ts";
import type { UnboundClaim } from "../tracing/trace-view.ts";
import { ledgerNames } from "./describe-trace.ts";
import { type OpenedLedger, placeOf } from "./open-ledger.ts";
import { emptyOrderBook, readOrderBook } from "./order-book.ts";
import { bindCase, describeUnbound, traceBound, type TraceRequest, traceOptions } from "./run-trace.ts";
import type { Tracer } from "./tracer.ts";

/** A proof of a stored trace, with what it was made from. */
export interface MadeProof {
  readonly input: ProofInput;
  readonly proof: Proof;
  /** Claims that fit no transfer or several: not in any figure. */
  readonly unbound: readonly UnboundClaim[];
}

/**
 * Proves the trace of a case: takes from the ledger what its figures depend on (rule P1), and traces that.
 * @throws SluiceError CASE_WITHOUT_BOUND_LOSS, and whatever the engine refuses.
 */
export async function makeProof(opened: OpenedLedger, request: TraceRequest, tracer: Tracer): Promise<MadeProof> {
  const { losses, bound, unbound } = bindCase(opened, request.claims);
  const options = traceOptions(opened, request);
  const book = readOrderBook(opened, request.orderBook ?? emptyOrderBook, request.asOfMs);
  const answers = book.balances;
  const found = await traceBound(opened, { losses, options, answers }, tracer);
  const victims = bound.map(({ claim }) => claim.victim);
  const input = gatherProof(opened, { request, losses, options, answers, found, victims });
  const names = ledgerNames(opened);
  return { input, proof: proofFiles(input), unbound: unbound.map((binding) => describeUnbound(names, binding)) };
}

/** The conservation of every hop in words, a line an entry. */
export function certifyProof(
  { input, proof }: Pick<MadeProof, "input" | "proof">,
  language: Language,
): readonly string[] {
  return certificateLines(input, proof.trace, { hops: proof.hops, language });
}

/** A trace that is to be proved. */
interface Proved {
  readonly request: TraceRequest;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
  /** Balances that banks told. */
  readonly answers: readonly BalanceAnswer[];
  readonly found: AnsweredTrace;
  /** By the losses' indices. */
  readonly victims: readonly string[];
}

function gatherProof(opened: OpenedLedger, proved: Proved): ProofInput {
  const { columns } = opened.derived;
  const { request, losses, options } = proved;
  const stops = stopsOf(columns, proved);
  const reached = accountsOf(columns, proved, stops);
  const extract = extractLedger(columns, { accounts: reached, stops, losses });
  return {
    settings: {
      version: request.version,
      caseName: request.caseName,
      doctrine: options.doctrine,
      asOfMs: options.asOfMs,
      ledgerEndMs: extract.lastInstantMs,
      coverage: options.coverage,
      dustMinor: options.dustMinor,
      hubCounterparties: options.hubCounterparties,
      stopsAsked: [...request.stops].sort(),
      rowBudget: searchBudget,
      ledgerTransfers: columns.transfers.length,
      ledgerAccounts: columns.accounts.length,
    },
    sources: opened.files.map(({ report: { sha256, path, bytes } }) => ({ sha256, path, bytes })),
    ledger: extract.ledger,
    transferIds: Array.from(extract.transferOf, opened.transferId),
    accounts: describeAccounts(opened, extract, { reached, options }),
    witnesses: witnessesOf(opened, extract.transferOf),
    losses: extractLosses(extract, losses).map((loss, at) => ({ ...loss, victim: proved.victims[at] ?? "" })),
    ...laidIn(opened, extract, { reached, answers: proved.answers }),
  };
}

/** What was laid into the ledger beside the banks' statements, of accounts where it matters. */
function laidIn(
  { goodFaith }: OpenedLedger,
  { accountOf }: LedgerExtract,
  { reached, answers }: { readonly reached: Uint32Array; readonly answers: readonly BalanceAnswer[] },
): Pick<ProofInput, "marks" | "answers"> {
  const places = new Map(Array.from(accountOf, (account, place) => [account, place]));
  const complete = new Set(reached);
  return {
    marks: (goodFaith ?? []).flatMap(({ account: whole, mark: { caseName, officer, evidence, markedMs } }) => {
      const account = places.get(whole);
      return account === undefined ? [] : [{ account, caseName, officer, evidence, markedMs }];
    }),
    answers: answers.flatMap((answer) => {
      const account = places.get(answer.account);
      return account === undefined || !complete.has(answer.account) ? [] : [{ ...answer, account }];
    }),
  };
}

/** The accounts of which every transfer is wanted: those that the money reaches in any order tried. */
function accountsOf(columns: LedgerColumns, { losses, found }: Proved, stops: readonly number[]): Uint32Array {
  if (found.search !== null) return found.search.accounts;
  return reachedAccounts(columns, losses, { flows: { transfer: found.trace.transfer }, stops });
}

function stopsOf(columns: LedgerColumns, { found: { trace }, options }: Proved): readonly number[] {
  if (trace.kind === "allocated") return trace.stops;
  const kinds = stopKinds(columns, options);
  return [...kinds.keys()].filter((account) => kinds[account] !== 0);
}

function describeAccounts(
  { derived }: OpenedLedger,
  extract: LedgerExtract,
  { reached, options }: { readonly reached: Uint32Array; readonly options: TraceOptions },
): readonly ProofAccount[] {
  const complete = new Set(reached);
  const stops = new Set(extract.stops);
  const asked = new Set(options.stops);
  const reasonOf = (account: number): ProofAccount["stopReason"] => {
    if (!stops.has(account)) return "none";
    if ((derived.columns.accounts.exitKind[account] ?? 0) !== 0) return "exit-kind";
    return asked.has(account) ? "asked" : "hub-limit";
  };
  return Array.from(extract.accountOf, (account) => ({
    role: stops.has(account) ? "stop" : complete.has(account) ? "complete" : "outside",
    stopReason: reasonOf(account),
    holder: derived.facts[account]?.holderName ?? "",
    bank: derived.facts[account]?.bank ?? "",
  }));
}

const duplicate = rowOutcomes.indexOf("duplicate");

/** The rows of the banks' files that show the transfers, ascending by transfer: first, second, then the same again. */
function witnessesOf({ derived, witnesses }: OpenedLedger, transferOf: Uint32Array): readonly ProofWitness[] {
  const rowsOf = Array.from(transferOf, (): ProofWitness[] => []);
  const at = new Map(Array.from(transferOf, (whole, transfer) => [whole, transfer]));
  const add = (row: number, transfer: number, kind: ProofWitness["kind"]): void => {
    rowsOf[transfer]?.push({ transfer, kind, ...placeOf(witnesses, row) });
  };
  for (const [transfer, whole] of transferOf.entries()) {
    add(derived.firstWitness[whole] ?? NONE, transfer, "first");
    const second = derived.secondWitness[whole] ?? NONE;
    if (second !== NONE) add(second, transfer, "second");
  }
  derived.transferOf.forEach((whole, row) => {
    const transfer = derived.outcome[row] === duplicate ? at.get(whole) : undefined;
    if (transfer !== undefined) add(row, transfer, "same-again");
  });
  return rowsOf.flat();
}
