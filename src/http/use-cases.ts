import type { AccountSearchQuery, FoundAccounts } from "../contract/account-search.ts";
import type { CaseList } from "../contract/case-list.ts";
import type { CaseView } from "../contract/case-view.ts";
import type { CaseViewQuery } from "../contract/case-view-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../contract/transfers.ts";

/** What the routes call. Each throws SluiceError when it cannot answer. */
export interface UseCases {
  cases(): Promise<CaseList>;
  view(caseName: string, query: CaseViewQuery): Promise<CaseView>;
  transfers(caseName: string, query: TransfersQuery): Promise<TransferList>;
  accounts(caseName: string, query: AccountSearchQuery): Promise<FoundAccounts>;
  transfer(id: string): Promise<TransferDetail>;
}
