import type { AccountSearchQuery, FoundAccounts } from "../contract/account-search.ts";
import type { CaseList } from "../contract/case-list.ts";
import type { CaseView } from "../contract/case-view.ts";
import type { CaseViewQuery } from "../contract/case-view-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../contract/transfers.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import { lastInstantOf } from "../flows/last-instant.ts";
import { intakeLimits } from "../intake/limits.ts";
import type { Stores } from "../storage/stores.ts";
import { startXlsThread } from "../threads/xls-parser.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { caseView, type ShownCase } from "./case-view.ts";
import { findAccounts } from "./find-accounts.ts";
import type { Folding } from "./fold-accounts.ts";
import { markGoodFaith, marksInForce } from "./good-faith.ts";
import { type OpenedLedger, ledgerKey, openLedger } from "./open-ledger.ts";
import { Remembered } from "./remembered.ts";
import { runTrace, type TraceRun } from "./run-trace.ts";
import { makeTracer } from "./tracer.ts";
import { sumByAccount } from "./traced-accounts.ts";
import { tracedTransfers } from "./traced-transfers.ts";
import { transferDetail } from "./transfer-detail.ts";
import type { Workplace } from "./workplace.ts";

/** What the page asks, answered from open stores. */
export interface CaseDesk {
  cases(): Promise<CaseList>;
  view(caseName: string, query: CaseViewQuery): Promise<CaseView>;
  transfers(caseName: string, query: TransfersQuery): Promise<TransferList>;
  accounts(caseName: string, query: AccountSearchQuery): Promise<FoundAccounts>;
  transfer(id: string): Promise<TransferDetail>;
}

type DeskStores = Pick<Stores, "ledger" | "snapshots" | "losses" | "evidence" | "goodFaith" | "doctrines" | "orders">;

/** Traces kept for the next question about them; each may hold hundreds of thousands of flows. */
const keptTraces = 8;

/**
 * The use cases of the page. The ledger is read once and again only when its files change; a trace is run once for each
 * (ledger, claims, doctrine, as-of time, order book) and kept.
 */
export function openCaseDesk(
  stores: DeskStores,
  { version, workerEntry, memoryBytes }: Pick<Workplace, "version" | "workerEntry" | "memoryBytes">,
): CaseDesk {
  const traces = new Remembered<ShownCase>(keptTraces);
  // A trace is for every later question too: a reader who goes away does not end it.
  const { signal } = new AbortController();
  const tracer = makeTracer({ workerEntry, memoryBytes: memoryBytes(), signal, progress: () => undefined });

  const ledger = async (): Promise<{ readonly key: string; readonly opened: OpenedLedger }> => {
    const opened = await openLedger(stores);
    return { key: ledgerKey(opened.files), opened };
  };
  const shown = async (caseName: string, query: TraceQuery): Promise<ShownCase> => {
    const known = await stores.losses.cases();
    if (!known.includes(caseName))
      throw new SluiceError("CASE_UNKNOWN", { seen: caseName, known: known.join(", ") || "–" });
    const claims = await stores.losses.claims(caseName);
    const { key, opened } = await ledger();
    const doctrine = query.doctrine ?? (await caseDoctrine(stores, caseName)).search;
    const asked = { caseName, claims, doctrine, asOfMs: instantOf(query.asOf) };
    const marks = await marksInForce(stores, caseName);
    const orderBook = { records: await stores.orders.records(), nowMs: null };
    return traces.get(JSON.stringify([key, asked, marks, orderBook]), async () => {
      const choices = { stops: [], hubCounterparties: null, dustMinor: null, version, orderBook };
      const marked = markGoodFaith(opened, marks);
      return showTrace(marked, caseName, await runTrace(marked, { ...asked, ...choices }, tracer));
    });
  };
  return {
    cases: async () => {
      const names = await stores.losses.cases();
      const counted = names.map(async (name) => ({ name, losses: (await stores.losses.claims(name)).length }));
      return { cases: await Promise.all(counted), files: (await stores.ledger.files()).length };
    },
    view: async (caseName, query) => caseView(await shown(caseName, query), foldingOf(query), query.victim ?? ""),
    transfers: async (caseName, query) => tracedTransfers(await shown(caseName, query), foldingOf(query), query),
    accounts: async (caseName, query) => findAccounts((await shown(caseName, query)).traced, query.find),
    transfer: async (id) => {
      const { ledger: rows, evidence } = stores;
      const { opened } = await ledger();
      const xls = startXlsThread(workerEntry, intakeLimits);
      try {
        return await transferDetail({ ledger: rows, evidence, parseXls: xls.parseXls }, opened, id);
      } finally {
        xls.close();
      }
    },
  };
}

interface TraceQuery {
  readonly doctrine?: Doctrine;
  readonly asOf?: string;
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

function instantOf(text: string | undefined): number | null {
  if (text === undefined || text === "") return null;
  const instant = lastInstantOf(text);
  if (instant === undefined) throw new SluiceError("WEB_BAD_AS_OF", { seen: text });
  return instant;
}

function foldingOf(query: Pick<CaseViewQuery, "accounts" | "foldBelow" | "show">): Folding {
  return { accounts: query.accounts ?? 300, foldBelowMinor: query.foldBelow ?? 0, show: query.show ?? "" };
}
