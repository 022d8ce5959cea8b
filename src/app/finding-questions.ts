import type { AccountCells } from "../contract/account-cells.ts";
import type { CaseBeside } from "../contract/case-beside.ts";
import type { CaseContradictionsView } from "../contract/case-contradictions.ts";
import type { CaseStopsView } from "../contract/case-stops.ts";
import type { TraceQuery } from "../contract/trace-query.ts";
import type { LossLine as StoppedLoss } from "../tracing/case-findings.ts";
import { besideRows } from "./beside-rows.ts";
import { caseReach } from "./case-reach.ts";
import { type CaseContradiction, caseContradictions } from "./case-contradictions.ts";
import { caseStops } from "./case-stops.ts";
import { ledgerNames } from "./describe-trace.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import { Remembered } from "./remembered.ts";
import type { CaseStores, ShownCases } from "./shown-cases.ts";
import { accountCells, listed, secondText } from "./view-cells.ts";

/** What is asked about a trace besides its sums and lists. */
export interface FindingQuestions {
  beside(caseName: string, query: TraceQuery): Promise<CaseBeside>;
  stops(caseName: string, query: TraceQuery): Promise<CaseStopsView>;
  contradictions(caseName: string, query: TraceQuery): Promise<CaseContradictionsView>;
}

/** Contradictions are found by reading every row of the ledger: they are kept for the last few traces. */
const keptContradictions = 4;

/** Answers them. */
export function findingQuestions(stores: CaseStores, cases: ShownCases): FindingQuestions {
  const found = new Remembered<readonly CaseContradiction[]>(keptContradictions);
  return {
    beside: async (caseName, query) => besideRows((await cases.trace(caseName, query)).run.view),
    stops: async (caseName, query) => {
      const { opened, run } = await cases.trace(caseName, query);
      const { stops, writtenOff, lostSight } = caseStops(opened, run.view);
      const cellsOf = cellsByKey(opened);
      const victimOf = new Map(run.view.losses.map(({ id, victim }) => [id, victim]));
      const ofLoss = ({ account, loss, amountMinor }: StoppedLoss) => {
        return { ...cellsOf(account), loss, victim: victimOf.get(loss) ?? "", amountMinor };
      };
      return {
        stops: listed(stops, ({ account, why, kind, amountMinor, losses }) => {
          return { ...cellsOf(account), why, kind, amountMinor, losses: losses.length };
        }),
        writtenOff: listed(mostFirst(writtenOff), ofLoss),
        lostSight: listed(mostFirst(lostSight), (lost) => ({
          ...ofLoss(lost),
          since: secondText(lost.sinceMs),
          why: lost.why,
        })),
      };
    },
    contradictions: async (caseName, query) => {
      const { key, opened, run } = await cases.trace(caseName, query);
      const contradictions = await found.get(key, () => caseContradictions(stores, opened, run));
      const cellsOf = cellsByKey(opened);
      const { reach } = await caseReach(cases, caseName, query.doctrine);
      return listed(contradictions, ({ kind, account, transfer, rows }) => {
        // A row may stand in the statement of somebody whom no trace touches, and files are named after their owners.
        const sides = rows.map((row) => ({ ...row, file: reach.text(row.file) }));
        return { ...cellsOf(account), kind, transfer, rows: sides };
      });
    },
  };
}

function mostFirst<Line extends StoppedLoss>(lines: readonly Line[]): readonly Line[] {
  return lines.toSorted((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1));
}

function cellsByKey(opened: OpenedLedger): (key: string) => AccountCells {
  const names = ledgerNames(opened);
  const { keys } = opened.derived.columns.accounts;
  const places = new Map(keys.map((key, account) => [key, account]));
  return (key) => accountCells(names.account(places.get(key) ?? 0));
}
