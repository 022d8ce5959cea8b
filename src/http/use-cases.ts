import type { AttributionQuestions } from "../app/attribution-questions.ts";
import type { LedgerPayments } from "../app/ledger-payments.ts";
import type { AccountSearchQuery, FoundAccounts } from "../contract/account-search.ts";
import type { CaseBeside } from "../contract/case-beside.ts";
import type { CaseContradictionsView } from "../contract/case-contradictions.ts";
import type { CaseDoctrineView } from "../contract/case-doctrine.ts";
import type { CaseList } from "../contract/case-list.ts";
import type { CaseStopsView } from "../contract/case-stops.ts";
import type { CaseView } from "../contract/case-view.ts";
import type { CaseViewQuery } from "../contract/case-view-query.ts";
import type { MoneyPathsView, PathsQuery } from "../contract/money-paths.ts";
import type { ComparisonQuery, KeptTraces, TraceComparisonView } from "../contract/trace-comparison.ts";
import type { TraceQuery } from "../contract/trace-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../contract/transfers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../contract/whose-money.ts";

/** What the routes call. Each throws SluiceError when it cannot answer. */
export interface UseCases {
  cases(): Promise<CaseList>;
  view(caseName: string, query: CaseViewQuery): Promise<CaseView>;
  transfers(caseName: string, query: TransfersQuery): Promise<TransferList>;
  accounts(caseName: string, query: AccountSearchQuery): Promise<FoundAccounts>;
  transfer(id: string): Promise<TransferDetail>;
  doctrine(caseName: string): Promise<CaseDoctrineView>;
  traces(caseName: string): Promise<KeptTraces>;
  comparison(caseName: string, query: ComparisonQuery): Promise<TraceComparisonView>;
  beside(caseName: string, query: TraceQuery): Promise<CaseBeside>;
  stops(caseName: string, query: TraceQuery): Promise<CaseStopsView>;
  contradictions(caseName: string, query: TraceQuery): Promise<CaseContradictionsView>;
  whose(caseName: string, query: WhoseQuery): Promise<WhoseMoneyView>;
  /** The engine's questions about returning. */
  readonly attribution: AttributionQuestions;
  /** The ledger as losses look for their rows in it. */
  readonly payments: LedgerPayments;
  paths(caseName: string, query: PathsQuery): Promise<MoneyPathsView>;
}
