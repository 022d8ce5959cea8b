import type { TraceQuery } from "../contract/trace-query.ts";
import { TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import type { Stores } from "../storage/stores.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import type { ShownCase } from "./case-view.ts";
import { lastInstantGiven } from "./given-instant.ts";
import { markGoodFaith, marksInForce } from "./good-faith.ts";
import { ledgerKey, type OpenedLedger, openLedger } from "./open-ledger.ts";
import { Remembered } from "./remembered.ts";
import { runTrace, type TraceRun } from "./run-trace.ts";
import { withReceiptFacts } from "./source-facts.ts";
import { sumByAccount } from "./traced-accounts.ts";
import { makeTracer } from "./tracer.ts";
import type { Workplace } from "./workplace.ts";

/** The stores that a page's questions are answered from. */
export type CaseStores = Pick<
  Stores,
  "ledger" | "snapshots" | "losses" | "evidence" | "goodFaith" | "doctrines" | "orders" | "traces"
>;

/** A case as its questions are asked: its claims, over the ledger with its marks. */
export interface OpenedCase {
  readonly claims: readonly LossClaim[];
  readonly opened: OpenedLedger;
}

/** One trace of a case. */
export interface CaseTrace {
  /** Names the trace and all that it was run from. */
  readonly key: string;
  readonly shown: ShownCase;
  readonly opened: OpenedLedger;
  readonly run: TraceRun;
}

/** The traces behind a page. */
export interface ShownCases {
  /** A case of the records that has no losses in the register yet has no claims. */
  open(caseName: string): Promise<OpenedCase>;
  /** @throws SluiceError WEB_BAD_AS_OF, CASE_WITHOUT_BOUND_LOSS, and whatever the engine refuses. */
  trace(caseName: string, query: TraceQuery): Promise<CaseTrace>;
}

/** Traces kept for the next question about them; each may hold hundreds of thousands of flows. */
const keptTraces = 8;

/**
 * The ledger is read once and again only when its files change; a trace is run once for each (ledger, claims, doctrine,
 * as-of time, marks, order book) and kept.
 */
export function openShownCases(
  stores: CaseStores,
  { version, workerEntry, memoryBytes }: Pick<Workplace, "version" | "workerEntry" | "memoryBytes">,
): ShownCases {
  const traces = new Remembered<CaseTrace>(keptTraces);
  // A trace is for every later question too: a reader who goes away does not end it.
  const { signal } = new AbortController();
  const tracer = makeTracer({ workerEntry, memoryBytes: memoryBytes(), signal, progress: () => undefined });
  const open = async (caseName: string): Promise<OpenedCase> => {
    const claims = await stores.losses.claims(caseName);
    return { claims, opened: markGoodFaith(await openLedger(stores), await marksInForce(stores, caseName)) };
  };
  return {
    open,
    trace: async (caseName, query) => {
      const { claims, opened } = await open(caseName);
      const doctrine = query.doctrine ?? (await caseDoctrine(stores, caseName)).search;
      const asked = { caseName, claims, doctrine, asOfMs: lastInstantGiven(query.asOf) };
      const marks = opened.goodFaith ?? [];
      const orderBook = { records: await stores.orders.records(), nowMs: null };
      const key = JSON.stringify([ledgerKey(opened.files), asked, marks, orderBook]);
      return traces.get(key, async () => {
        const choices = { stops: [], hubCounterparties: null, dustMinor: null, version, orderBook };
        const run = await runTrace(opened, { ...asked, ...choices }, tracer);
        const view = await withReceiptFacts(stores, opened, run.view);
        return { key, shown: showTrace(opened, caseName, { ...run, view }), opened, run: { ...run, view } };
      });
    },
  };
}

function showTrace(opened: OpenedLedger, name: string, { view, result }: TraceRun): ShownCase {
  const { length, atMs, flags } = opened.derived.columns.transfers;
  return {
    name,
    trace: view,
    traced: sumByAccount(view),
    marks: {
      orderGuessed: (transfer) => ((flags[transfer] ?? 0) & TRANSFER_ORDER_GUESSED) !== 0,
      partlySeen: new Set(result.kind === "allocated" ? result.partlySeen : []),
    },
    ledgerSpan: length === 0 ? null : { fromMs: atMs[0] ?? 0, toMs: atMs[length - 1] ?? 0 },
  };
}
