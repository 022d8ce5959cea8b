import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { AccountSearchQuery, FoundAccounts } from "../../../src/contract/account-search.ts";
import type { CaseBeside } from "../../../src/contract/case-beside.ts";
import type { CaseContradictionsView } from "../../../src/contract/case-contradictions.ts";
import type { CaseDoctrineView } from "../../../src/contract/case-doctrine.ts";
import type { CaseList } from "../../../src/contract/case-list.ts";
import type { CaseStopsView } from "../../../src/contract/case-stops.ts";
import type { CaseView } from "../../../src/contract/case-view.ts";
import type { CaseViewQuery } from "../../../src/contract/case-view-query.ts";
import type { MoneyPathsView, PathsQuery } from "../../../src/contract/money-paths.ts";
import type { ComparisonQuery, KeptTraces, TraceComparisonView } from "../../../src/contract/trace-comparison.ts";
import type { TraceQuery } from "../../../src/contract/trace-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../../../src/contract/transfers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../../../src/contract/whose-money.ts";
import { ask } from "./ask.ts";

/** The cases. */
export function useCases(): UseQueryResult<CaseList> {
  return useQuery({ queryKey: ["cases"], queryFn: ({ signal }) => ask<CaseList>("/api/cases", {}, signal) });
}

/** One traced case; while another doctrine or time is traced, the picture before stays. */
export function useCaseView(caseName: string, query: CaseViewQuery): UseQueryResult<CaseView> {
  return useQuery({ ...ofCase<CaseView>(caseName, "view", query), placeholderData: keepPreviousData });
}

/** The traced transfers of an edge or a node; none are asked for while `query` is null. */
export function useTransfers(caseName: string, query: TransfersQuery | null): UseQueryResult<TransferList> {
  return useQuery({ ...ofCase<TransferList>(caseName, "transfers", query ?? {}), enabled: query !== null });
}

/** Accounts of the case that fit what is typed; nothing is asked below two characters. */
export function useFoundAccounts(caseName: string, query: AccountSearchQuery): UseQueryResult<FoundAccounts> {
  return useQuery({
    ...ofCase<FoundAccounts>(caseName, "accounts", query),
    enabled: query.find.length >= 2,
    placeholderData: keepPreviousData,
  });
}

/** To which doctrines the case is locked. */
export function useCaseDoctrine(caseName: string): UseQueryResult<CaseDoctrineView> {
  return useQuery(ofCase<CaseDoctrineView>(caseName, "doctrine", {}));
}

/** The traces that are kept for the case. */
export function useKeptTraces(caseName: string): UseQueryResult<KeptTraces> {
  return useQuery(ofCase<KeptTraces>(caseName, "traces", {}));
}

/** Traces side by side; while others are compared, the table before stays. None are asked for while `of` is empty. */
export function useComparison(caseName: string, query: ComparisonQuery): UseQueryResult<TraceComparisonView> {
  return useQuery({
    ...ofCase<TraceComparisonView>(caseName, "comparison", query),
    enabled: query.of !== "",
    placeholderData: keepPreviousData,
  });
}

/** What stands beside the sheet of a trace. */
export function useBeside(caseName: string, query: TraceQuery): UseQueryResult<CaseBeside> {
  return useQuery(ofCase<CaseBeside>(caseName, "beside", query));
}

/** Where a trace stopped. */
export function useStops(caseName: string, query: TraceQuery): UseQueryResult<CaseStopsView> {
  return useQuery(ofCase<CaseStopsView>(caseName, "stops", query));
}

/** Where statements contradict each other. */
export function useContradictions(caseName: string, query: TraceQuery): UseQueryResult<CaseContradictionsView> {
  return useQuery(ofCase<CaseContradictionsView>(caseName, "contradictions", query));
}

/** Whose money an account held or a transfer moved. */
export function useWhose(caseName: string, query: WhoseQuery): UseQueryResult<WhoseMoneyView> {
  return useQuery(ofCase<WhoseMoneyView>(caseName, "whose", query));
}

/** The paths between two accounts; none are asked for while either is empty. */
export function usePaths(caseName: string, query: PathsQuery): UseQueryResult<MoneyPathsView> {
  return useQuery({
    ...ofCase<MoneyPathsView>(caseName, "paths", query),
    enabled: query.from !== "" && query.to !== "",
  });
}

/** One transfer down to the banks' rows. */
export function useTransfer(id: string | null): UseQueryResult<TransferDetail> {
  return useQuery({
    queryKey: ["transfer", id],
    queryFn: ({ signal }) => ask<TransferDetail>(`/api/transfers/${encodeURIComponent(id ?? "")}`, {}, signal),
    enabled: id !== null,
  });
}

/** A question about a case: its key, and how it is asked. */
function ofCase<Answer>(
  caseName: string,
  question: string,
  query: object,
): {
  readonly queryKey: readonly [string, string, object];
  readonly queryFn: (asked: { readonly signal: AbortSignal }) => Promise<Answer>;
} {
  const path = `/api/cases/${encodeURIComponent(caseName)}/${question}`;
  return { queryKey: [question, caseName, query], queryFn: ({ signal }) => ask<Answer>(path, query, signal) };
}
