import { trace } from "../../tracing/trace.ts";
import type { TraceOptions } from "../../tracing/trace-input.ts";
import type { TraceResult } from "../../tracing/trace-result.ts";
import { answerTables } from "./answer-tables.ts";
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
  const result = trace(input.ledger, input.losses, proofOptions(input));
  const { tables, hops } = answerTables(input, result);
  return {
    trace: result,
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
