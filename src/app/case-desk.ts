import type { AccountSearchQuery, FoundAccounts } from "../contract/account-search.ts";
import type { CaseList } from "../contract/case-list.ts";
import type { CaseView } from "../contract/case-view.ts";
import type { CaseViewQuery } from "../contract/case-view-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../contract/transfers.ts";
import { intakeLimits } from "../intake/limits.ts";
import { startXlsThread } from "../threads/xls-parser.ts";
import { type AttributionQuestions, attributionQuestions } from "./attribution-questions.ts";
import { type BackwardQuestions, backwardQuestions } from "./backward-questions.ts";
import { caseView } from "./case-view.ts";
import { type ComparisonQuestions, comparisonQuestions } from "./comparison-questions.ts";
import { findAccounts } from "./find-accounts.ts";
import { type FindingQuestions, findingQuestions } from "./finding-questions.ts";
import type { Folding } from "./fold-accounts.ts";
import { type LedgerPayments, ledgerPayments } from "./ledger-payments.ts";
import { openLedger } from "./open-ledger.ts";
import { type CaseStores, openShownCases } from "./shown-cases.ts";
import { tracedTransfers } from "./traced-transfers.ts";
import { transferDetail } from "./transfer-detail.ts";
import type { Workplace } from "./workplace.ts";

/** What the page asks, answered from open stores. */
export interface CaseDesk extends ComparisonQuestions, FindingQuestions, BackwardQuestions {
  cases(): Promise<CaseList>;
  view(caseName: string, query: CaseViewQuery): Promise<CaseView>;
  transfers(caseName: string, query: TransfersQuery): Promise<TransferList>;
  accounts(caseName: string, query: AccountSearchQuery): Promise<FoundAccounts>;
  transfer(id: string): Promise<TransferDetail>;
  readonly payments: LedgerPayments;
  readonly attribution: AttributionQuestions;
}

/** The use cases of the page. */
export function openCaseDesk(
  stores: CaseStores,
  workplace: Pick<Workplace, "version" | "workerEntry" | "memoryBytes">,
): CaseDesk {
  const cases = openShownCases(stores, workplace);
  return {
    cases: async () => {
      const names = await stores.losses.cases();
      const counted = names.map(async (name) => ({ name, losses: (await stores.losses.claims(name)).length }));
      return { cases: await Promise.all(counted), files: (await stores.ledger.files()).length };
    },
    view: async (caseName, query) =>
      caseView((await cases.trace(caseName, query)).shown, foldingOf(query), query.victim ?? ""),
    transfers: async (caseName, query) =>
      tracedTransfers((await cases.trace(caseName, query)).shown, foldingOf(query), query),
    accounts: async (caseName, query) => findAccounts((await cases.trace(caseName, query)).shown.traced, query.find),
    transfer: async (id) => {
      const { ledger, evidence } = stores;
      const opened = await openLedger(stores);
      const xls = startXlsThread(workplace.workerEntry, intakeLimits);
      try {
        return await transferDetail({ ledger, evidence, parseXls: xls.parseXls }, opened, id);
      } finally {
        xls.close();
      }
    },
    payments: ledgerPayments(stores),
    attribution: attributionQuestions(stores, cases, workplace.version),
    ...comparisonQuestions(stores, cases),
    ...findingQuestions(stores, cases),
    ...backwardQuestions(stores, cases),
  };
}

function foldingOf(query: Pick<CaseViewQuery, "accounts" | "foldBelow" | "show">): Folding {
  return { accounts: query.accounts ?? 300, foldBelowMinor: query.foldBelow ?? 0, show: query.show ?? "" };
}
