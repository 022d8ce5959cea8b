import { availableParallelism } from "node:os";
import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import { shareLedger } from "../threads/shared-columns.ts";
import { TracingThreads } from "../threads/tracing-threads.ts";
import {
  type AnsweredQuestion,
  type AnsweredTrace,
  searchBudget,
  traceWithAnswers,
} from "../tracing/answered-trace.ts";

import { learnSurvival, type ModelInput, type SurvivalModel, survivalModel } from "../tracing/survival-model.ts";
import { preparedBytes } from "./ledger-memory.ts";
import { keepPreparation, knownPreparation } from "./prepared-ledgers.ts";

/** What traces for a use case: here or in another thread, with the same answer. */
export interface Tracer {
  /** @throws SluiceError as the engine does; the abort reason. */
  trace(ledger: LedgerColumns, question: AnsweredQuestion): Promise<AnsweredTrace>;
  /** `learnSurvival`, which may know of the case's accounts alone. @throws SluiceError TRACE_THREAD_ENDED; the abort reason. */
  learnSurvival(ledger: LedgerColumns, input: ModelInput): Promise<SurvivalModel>;
}

/** What a tracer takes from a program that can start threads. */
export interface TracerMeans {
  /** The built entry of worker threads. */
  readonly workerEntry: URL;
  /** Ends what is being traced, at once. */
  readonly signal: AbortSignal;
  /** Memory that a ledger may take, bytes: what is prepared for later traces must fit beside it. */
  readonly memoryBytes: number;
  /** Told a few times a second how far all that is being traced has come. */
  readonly progress: (walked: TracedShare) => void;
}

/** Transfers walked, of all that are to be. */
export interface TracedShare {
  readonly walked: number;
  readonly transfers: number;
}

/**
 * From so many transfers on a trace has a thread of its own. Starting one takes about 0.1 s; the search over orders (T7) alone
 * may take seconds of a city of 200,000, in which a server would answer nobody.
 */
const worthAThread = 50_000;

/** The columns of a ledger that was opened: where threads will trace them, in memory that they share. */
export function columnsForThreads(ledger: LedgerColumns): LedgerColumns {
  return ledger.transfers.length < worthAThread ? ledger : shareLedger(ledger);
}

/** By the built worker: every command and the page of a process share its cores. */
const threadsOf = new WeakMap<URL, TracingThreads>();

function threadsFor(workerEntry: URL): TracingThreads {
  const known = threadsOf.get(workerEntry) ?? new TracingThreads(workerEntry, availableParallelism());
  threadsOf.set(workerEntry, known);
  return known;
}

/** Traces small ledgers here, and large ones in threads, as many side by side as there are cores. */
export function makeTracer({ workerEntry, signal, memoryBytes, progress }: TracerMeans): Tracer {
  const under: TracedShare[] = [];
  return {
    async trace(ledger, question) {
      signal.throwIfAborted();
      const { length } = ledger.transfers;
      if (length < worthAThread) return traceWithAnswers(ledger, question, searchBudget);
      const threads = threadsFor(workerEntry);
      const own = under.push({ walked: 0, transfers: length }) - 1;
      const walked = (transfers: number): void => {
        under[own] = { walked: transfers, transfers: length };
        progress(sumOf(under));
      };
      const preparation = question.rest === null ? knownPreparation(ledger) : null;
      const answer = await threads.trace(ledger, question, { signal, walked, preparation });
      if (question.rest === null && isWorthPreparing(ledger, memoryBytes)) void prepare(threads, ledger);
      return answer;
    },

    async learnSurvival(ledger, input) {
      signal.throwIfAborted();
      if (ledger.transfers.length < worthAThread) return learnSurvival(ledger, input);
      return survivalModel(await threadsFor(workerEntry).learnDwells(ledger, input, signal));
    },
  };
}

/** How often opened ledgers were traced. */
const traced = new WeakMap<TransferColumns, number>();

/**
 * Whether a ledger is to be prepared now: when its second trace was answered, since who traces twice goes on (`serve`), and
 * preparing takes as long as several traces.
 */
function isWorthPreparing(ledger: LedgerColumns, memoryBytes: number): boolean {
  const times = (traced.get(ledger.transfers) ?? 0) + 1;
  traced.set(ledger.transfers, times);
  return times === 2 && preparedBytes(ledger) <= memoryBytes;
}

/** In a thread, while nobody waits; a ledger that could not be prepared is walked over as before. */
async function prepare(threads: TracingThreads, ledger: LedgerColumns): Promise<void> {
  const made = await threads.prepare(ledger, new AbortController().signal).catch(() => null);
  if (made !== null) keepPreparation(ledger, made);
}

function sumOf(parts: readonly TracedShare[]): TracedShare {
  return parts.reduce((sum, one) => ({
    walked: sum.walked + one.walked,
    transfers: sum.transfers + one.transfers,
  }));
}
