import type { Language } from "../errors/sluice-error.ts";
import { rowOutcomes } from "../flows/derived-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { NONE } from "../flows/witness-columns.ts";
import { certificateLines } from "../exports/proof/certificate.ts";
import { type Proof, proofFiles } from "../exports/proof/proof-files.ts";
import type { ProofAccount, ProofInput, ProofWitness } from "../exports/proof/proof-input.ts";
import { extractLedger, extractLosses, type LedgerExtract, reachedAccounts } from "../tracing/extract-ledger.ts";
import { stopKinds } from "../tracing/stop-kinds.ts";
import { trace } from "../tracing/trace.ts";
import type { Loss, TraceOptions } from "../tracing/trace-input.ts";
import type { TraceResult } from "../tracing/trace-result.ts";
import type { UnboundClaim } from "../tracing/trace-view.ts";
import { ledgerNames } from "./describe-trace.ts";
import { type OpenedLedger, placeOf } from "./open-ledger.ts";
import { bindCase, describeUnbound, type TraceRequest, traceOptions } from "./run-trace.ts";

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
export function makeProof(opened: OpenedLedger, request: TraceRequest): MadeProof {
  const { losses, bound, unbound } = bindCase(opened, request.claims);
  const options = traceOptions(opened, request);
  const result = trace(opened.derived.columns, losses, options);
  const victims = bound.map(({ claim }) => claim.victim);
  const input = gatherProof(opened, { request, losses, options, result, victims });
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
  readonly result: TraceResult;
  /** By the losses' indices. */
  readonly victims: readonly string[];
}

function gatherProof(opened: OpenedLedger, proved: Proved): ProofInput {
  const { columns } = opened.derived;
  const { request, losses, options, result } = proved;
  const stops = stopsOf(columns, proved);
  const reached = reachedAccounts(columns, losses, { flows: flowsOf(result), stops });
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
      ledgerTransfers: columns.transfers.length,
      ledgerAccounts: columns.accounts.length,
    },
    sources: opened.files.map(({ report: { sha256, path, bytes } }) => ({ sha256, path, bytes })),
    ledger: extract.ledger,
    transferIds: Array.from(extract.transferOf, opened.transferId),
    accounts: describeAccounts(opened, extract, { reached, options }),
    witnesses: witnessesOf(opened, extract.transferOf),
    losses: extractLosses(extract, losses).map((loss, at) => ({ ...loss, victim: proved.victims[at] ?? "" })),
  };
}

function flowsOf(result: TraceResult): { readonly transfer: Uint32Array } {
  return result.kind === "reach" ? { transfer: result.transfer } : result.flows;
}

function stopsOf(columns: LedgerColumns, { result, options }: Proved): readonly number[] {
  if (result.kind === "allocated") return result.stops;
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
