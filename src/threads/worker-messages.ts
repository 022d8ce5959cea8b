import type { MessagePort } from "node:worker_threads";
import type { ErrorCode } from "../errors/catalogue.ts";
import type { ErrorDetails } from "../errors/sluice-error.ts";
import type { FileReport, HolderRecord, SetAsideRow, StatedPeriod } from "../flows/file-reading.ts";
import type { RowLines } from "../flows/row-lines.ts";
import type { GridSheet } from "../intake/old-workbook.ts";
import type { FileIdentity } from "../intake/read-file.ts";
import type { ReadingOptions } from "../intake/reading-options.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AnsweredQuestion } from "../tracing/answered-trace.ts";
import type { LedgerPreparation } from "../tracing/prepare-ledger.ts";
import type { LearnedDwells, ModelInput } from "../tracing/survival-model.ts";
import type { PackedTrace } from "./packed-trace.ts";

/** Everything a worker can be asked: what goes in and what comes out, by the name of the job. */
export interface WorkerJobs {
  readonly "parse-xls": { readonly asked: Uint8Array; readonly answered: readonly GridSheet[] };
  readonly "read-file": { readonly asked: AskedReading; readonly answered: FileReport };
  readonly "prepare-ledger": { readonly asked: LedgerColumns; readonly answered: LedgerPreparation };
  readonly "learn-dwells": { readonly asked: AskedLearning; readonly answered: LearnedDwells };
  readonly trace: { readonly asked: AskedTrace; readonly answered: PackedTrace };
}

/** What is learned of a ledger in shared memory; of the keys only those of accounts that teach. What is learned of other accounts than the case's stays. */
export interface AskedLearning {
  readonly ledger: LedgerColumns;
  readonly input: ModelInput;
}

/** A trace of a ledger in shared memory. */
export interface AskedTrace {
  readonly ledger: LedgerColumns;
  readonly question: AnsweredQuestion;
  /** What was prepared of the ledger, in shared memory; `null`: nothing. */
  readonly preparation: LedgerPreparation | null;
  /** One number in shared memory: how many transfers the walk has behind it. */
  readonly walked: Int32Array;
}

/** A file to read; what is read goes through `parts`, and the report comes when all of it was taken. */
export interface AskedReading {
  readonly bytes: Uint8Array;
  readonly file: FileIdentity;
  readonly options: ReadingOptions;
  /** Begins every line of a part. */
  readonly prefix: string;
  /** The worker posts `ReadingPart`s; whoever reads them answers each with `partTaken`. */
  readonly parts: MessagePort;
}

/** What was read of a file since the last part, each list in file order. */
export interface ReadingPart {
  readonly lines: RowLines;
  readonly setAside: readonly SetAsideRow[];
  readonly holders: readonly HolderRecord[];
  readonly periods: readonly StatedPeriod[];
}

/** The answer to a part. */
export const partTaken = "taken";

/** The name of a job. */
export type WorkerJob = keyof WorkerJobs;

/** What is sent to a worker. It does one job at a time, so an answer needs no number. */
export interface WorkerRequest<Job extends WorkerJob> {
  readonly job: Job;
  readonly asked: WorkerJobs[Job]["asked"];
}

/** What a worker sends back; errors cross as code and details, since classes do not survive the way. */
export type WorkerReply<Job extends WorkerJob> =
  | { readonly outcome: "answered"; readonly answered: WorkerJobs[Job]["answered"] }
  | { readonly outcome: "refused"; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly outcome: "broken"; readonly message: string };
