import { type AnsweredQuestion, traceWithAnswers } from "../../tracing/answered-trace.ts";
import { interestOfTrace } from "../../tracing/interest.ts";
import type { OrderSearch } from "../../tracing/order-search.ts";
import type { TraceOptions } from "../../tracing/trace-input.ts";
import type { TraceResult } from "../../tracing/trace-result.ts";
import { answerTables, type ProvedTrace } from "./answer-tables.ts";
import { certificateText } from "./certificate.ts";
import { givenTables, settingsText } from "./given-tables.ts";
import type { HopLine } from "./hop-sheet.ts";
import type { ProofInput } from "./proof-input.ts";
import { tableText } from "./proof-table.ts";
import { readmeEnglish } from "./readme-english.ts";
import { readmeChinese } from "./readme-chinese.ts";

/** A proof: its trace, every hop's in and out, and all its files but the manifest, as text by name. */
export interface Proof {
  readonly trace: TraceResult;
  /** `null` under `poison`. */
  readonly search: OrderSearch | null;
  readonly hops: readonly HopLine[];
  /** Rule P3. */
  readonly given: ReadonlyMap<string, string>;
  /** Rule P4. */
  readonly answers: ReadonlyMap<string, string>;
  /** Words to the reader: the same for every package of one version. */
  readonly words: ReadonlyMap<string, string>;
}

/**
 * Traces the extract and lays out the package. A pure function: the maker and the verifier both call it.
 * @throws SluiceError the codes of `trace`.
 */
export function proofFiles(input: ProofInput): Proof {
  const proved = traceExtract(input);
  const { trace: result, search } = proved;
  const { tables, hops } = answerTables(input, proved);
  return {
    trace: result,
    search,
    hops,
    given: new Map([
      ["trace.json", settingsText(input.settings)],
      ...givenTables(input).map((table) => [table.name, tableText(table)] as const),
    ]),
    answers: new Map([
      ...tables.map((table) => [table.name, tableText(table)] as const),
      ["certificate.txt", certificateText(input, result, hops)],
    ]),
    words: new Map([
      ["README.zh.md", readmeChinese],
      ["README.en.md", readmeEnglish],
    ]),
  };
}

/** Traces the extract as the whole ledger was traced. */
function traceExtract(input: ProofInput): ProvedTrace {
  const { ledger, losses, accounts, answers, settings } = input;
  const options = proofOptions(input);
  const rest: AnsweredQuestion["rest"] = {
    transfers: settings.ledgerTransfers,
    lastInstantMs: settings.ledgerEndMs,
    stops: [...accounts.keys()].filter((account) => accounts[account]?.role === "stop"),
  };
  const answered = traceWithAnswers(ledger, { losses, options, answers, rest }, settings.rowBudget);
  const { trace } = answered;
  const interest =
    trace.kind === "reach"
      ? { shares: [], notDivided: [] }
      : interestOfTrace(ledger, { losses, options, answers, trace, budget: settings.rowBudget });
  return { ...answered, interest };
}

/** The extract's options: its stops stand in its accounts, and its end is the whole ledger's. */
function proofOptions({ settings }: ProofInput): TraceOptions {
  return {
    doctrine: settings.doctrine,
    asOfMs: settings.asOfMs ?? settings.ledgerEndMs,
    stops: [],
    hubCounterparties: null,
    dustMinor: settings.dustMinor,
    coverage: settings.coverage,
  };
}
