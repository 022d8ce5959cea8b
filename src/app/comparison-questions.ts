import type { CaseDoctrineView } from "../contract/case-doctrine.ts";
import type { SheetLine } from "../contract/case-view.ts";
import type { ComparisonQuery, KeptTraceRow, KeptTraces, TraceComparisonView } from "../contract/trace-comparison.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { KeptTrace } from "../storage/trace-register.ts";
import { compareTraces } from "../tracing/compare-traces.ts";
import { type Doctrine, toDoctrine } from "../tracing/doctrine.ts";
import { sumsOf, type TraceSums } from "../tracing/trace-sums.ts";
import { caseDoctrine, purposeOf } from "./case-doctrine.ts";
import type { CaseStores, ShownCases } from "./shown-cases.ts";
import { listed, secondText } from "./view-cells.ts";

/** What is asked about the doctrines of a case and its traces side by side (T14). */
export interface ComparisonQuestions {
  doctrine(caseName: string): Promise<CaseDoctrineView>;
  traces(caseName: string): Promise<KeptTraces>;
  comparison(caseName: string, query: ComparisonQuery): Promise<TraceComparisonView>;
}

/** As many columns as a person reads side by side. */
const mostTraces = 8;

/** Answers them. Looking decides nothing and keeps nothing: the command line does both, under an officer's name. */
export function comparisonQuestions(stores: CaseStores, cases: ShownCases): ComparisonQuestions {
  return {
    doctrine: async (caseName) => {
      await cases.open(caseName);
      const { changes, ...inForce } = await caseDoctrine(stores, caseName);
      return { ...inForce, changes: changes.map(({ atMs, ...change }) => ({ ...change, at: secondText(atMs) })) };
    },
    traces: async (caseName) => {
      await cases.open(caseName);
      return listed(await stores.traces.traces(caseName), keptRow);
    },
    comparison: async (caseName, { of, asOf }) => {
      await cases.open(caseName);
      const kept = await stores.traces.traces(caseName);
      const locked = await caseDoctrine(stores, caseName);
      const names = [...new Set(of.split(/[,，]/).map((name) => name.trim()))].filter((name) => name !== "");
      if (names.length === 0 || names.length > mostTraces) {
        throw new SluiceError("WEB_BAD_REQUEST", { seen: `of=${of}: 1 … ${mostTraces}` });
      }
      const columns = names.map(async (name): Promise<Column> => {
        const doctrine = toDoctrine(name);
        if (doctrine === undefined) return keptColumn(name, kept);
        if (doctrine === "poison") throw new SluiceError("WEB_BAD_REQUEST", { seen: "of=poison" });
        const { run } = await cases.trace(caseName, { doctrine, ...(asOf === undefined ? {} : { asOf }) });
        return { trace: null, doctrine, purpose: purposeOf(locked, doctrine), sums: sumsOf(run.view) };
      });
      return sideBySide(await Promise.all(columns));
    },
  };
}

interface Column {
  readonly trace: string | null;
  readonly doctrine: Doctrine;
  readonly purpose: KeptTrace["purpose"];
  readonly sums: TraceSums;
}

function keptColumn(id: string, kept: readonly KeptTrace[]): Column {
  const trace = kept.find((one) => one.id === id);
  if (trace === undefined)
    throw new SluiceError("CASE_TRACE_UNKNOWN", { seen: id, known: kept.map((one) => one.id).join(", ") || "–" });
  return { trace: id, doctrine: trace.engine.doctrine, purpose: trace.purpose, sums: trace.sums };
}

function sideBySide(columns: readonly Column[]): TraceComparisonView {
  const { losses, accounts } = compareTraces(
    columns.map(({ trace, doctrine, sums }) => ({ name: trace ?? doctrine, sums })),
  );
  const totals = columns.map(({ sums }) => totalsOf(sums));
  const currencies = [...new Set(totals.flatMap((sheets) => sheets.map(({ currency }) => currency)))];
  return {
    traces: columns.map(({ trace, doctrine, purpose }) => ({ trace, doctrine, purpose })),
    totals: currencies.map((currency) => ({
      currency,
      sheets: totals.map((sheets) => sheets.find((sheet) => sheet.currency === currency) ?? null),
    })),
    losses: listed(losses, ({ loss, victim, currency, amounts, spreadMinor }) => ({
      loss,
      victim,
      currency,
      sheets: amounts.map((sheet) => (sheet === null ? null : { currency, ...sheet })),
      spreadMinor: spreadMinor.atRestMinor,
    })),
    accounts: listed(accounts, (account) => account),
  };
}

function keptRow({ id, purpose, atMs, by, engine, answerSha256, sums }: KeptTrace): KeptTraceRow {
  return {
    trace: id,
    purpose,
    doctrine: engine.doctrine,
    at: secondText(atMs),
    by,
    asOf: engine.asOfMs === null ? null : secondText(engine.asOfMs),
    files: engine.files.length,
    transfers: engine.transfers,
    answerSha256,
    totals: totalsOf(sums),
  };
}

/** The balance sheet of all losses, a line a currency. */
function totalsOf({ losses }: TraceSums): readonly SheetLine[] {
  const lines = new Map<string, SheetLine>();
  for (const { currency, ...sums } of losses) {
    const line = lines.get(currency);
    lines.set(currency, {
      currency,
      lossMinor: (line?.lossMinor ?? 0) + sums.lossMinor,
      atRestMinor: (line?.atRestMinor ?? 0) + sums.atRestMinor,
      exitedMinor: (line?.exitedMinor ?? 0) + sums.exitedMinor,
      lostSightMinor: (line?.lostSightMinor ?? 0) + sums.lostSightMinor,
      returnedMinor: (line?.returnedMinor ?? 0) + sums.returnedMinor,
      writtenOffMinor: (line?.writtenOffMinor ?? 0) + sums.writtenOffMinor,
    });
  }
  return [...lines.values()];
}
