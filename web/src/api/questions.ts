import {
  type InfiniteData,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import type { AccountSearchQuery, FoundAccounts } from "../../../src/contract/account-search.ts";
import type { CaseBeside } from "../../../src/contract/case-beside.ts";
import type { CaseContradictionsView } from "../../../src/contract/case-contradictions.ts";
import type { CaseDoctrineView } from "../../../src/contract/case-doctrine.ts";
import type { CaseStopsView } from "../../../src/contract/case-stops.ts";
import type { CaseView } from "../../../src/contract/case-view.ts";
import type { CaseViewQuery } from "../../../src/contract/case-view-query.ts";
import type { CasePage, CaseRecordView } from "../../../src/contract/casework.ts";
import type { LedgerStanding } from "../../../src/contract/ledger-standing.ts";
import type { MoneyPathsView, PathsQuery } from "../../../src/contract/money-paths.ts";
import type { ComparisonQuery, KeptTraces, TraceComparisonView } from "../../../src/contract/trace-comparison.ts";
import type { TraceQuery } from "../../../src/contract/trace-query.ts";
import type { TransferDetail, TransferList, TransferQuery, TransfersQuery } from "../../../src/contract/transfers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../../../src/contract/whose-money.ts";
import { ask } from "./ask.ts";

const casesPath = "/api/v1/cases";

/** The cases, the latest first, page by page. */
export function useCases(): UseInfiniteQueryResult<InfiniteData<CasePage>> {
  return useInfiniteQuery({
    queryKey: ["cases"],
    queryFn: ({ signal, pageParam: after }) => ask<CasePage>(casesPath, { after }, signal),
    initialPageParam: "",
    getNextPageParam: ({ next }) => (next === "" ? undefined : next),
  });
}

/** How much evidence the cases stand on. */
export function useLedgerStanding(): UseQueryResult<LedgerStanding> {
  return useQuery({
    queryKey: ["ledger-standing"],
    queryFn: ({ signal }) => ask<LedgerStanding>("/api/v1/ledger/standing", {}, signal),
  });
}

/** A case as the records know it. */
export function useCaseRecord(caseId: string, when: "asked" | "not-asked" = "asked"): UseQueryResult<CaseRecordView> {
  return useQuery({
    queryKey: ["case-record", caseId],
    queryFn: ({ signal }) => ask<CaseRecordView>(`${casesPath}/${encodeURIComponent(caseId)}`, {}, signal),
    enabled: when === "asked",
  });
}

/** What a case is called; empty until that is answered. */
export function useCaseTitle(caseId: string): string {
  return useCaseRecord(caseId).data?.name ?? "";
}

/** One traced case; while another doctrine or time is traced, the picture before stays. */
export function useCaseView(caseId: string, query: CaseViewQuery): UseQueryResult<CaseView> {
  return useQuery({ ...ofCase<CaseView>(caseId, "view", query), placeholderData: keepPreviousData });
}

/** The traced transfers of an edge or a node; none are asked for while `query` is null. */
export function useTransfers(caseId: string, query: TransfersQuery | null): UseQueryResult<TransferList> {
  return useQuery({ ...ofCase<TransferList>(caseId, "transfers", query ?? {}), enabled: query !== null });
}

/** Accounts of the case that fit what is typed; nothing is asked below two characters. */
export function useFoundAccounts(caseId: string, query: AccountSearchQuery): UseQueryResult<FoundAccounts> {
  return useQuery({
    ...ofCase<FoundAccounts>(caseId, "accounts", query),
    enabled: query.find.length >= 2,
    placeholderData: keepPreviousData,
  });
}

/** To which doctrines the case is locked. */
export function useCaseDoctrine(caseId: string): UseQueryResult<CaseDoctrineView> {
  return useQuery(ofCase<CaseDoctrineView>(caseId, "doctrine", {}));
}

/** The traces that are kept for the case. */
export function useKeptTraces(caseId: string): UseQueryResult<KeptTraces> {
  return useQuery(ofCase<KeptTraces>(caseId, "traces", {}));
}

/** Traces side by side; while others are compared, the table before stays. None are asked for while `of` is empty. */
export function useComparison(caseId: string, query: ComparisonQuery): UseQueryResult<TraceComparisonView> {
  return useQuery({
    ...ofCase<TraceComparisonView>(caseId, "comparison", query),
    enabled: query.of !== "",
    placeholderData: keepPreviousData,
  });
}

/** What stands beside the sheet of a trace. */
export function useBeside(caseId: string, query: TraceQuery): UseQueryResult<CaseBeside> {
  return useQuery(ofCase<CaseBeside>(caseId, "beside", query));
}

/** Where a trace stopped. */
export function useStops(caseId: string, query: TraceQuery): UseQueryResult<CaseStopsView> {
  return useQuery(ofCase<CaseStopsView>(caseId, "stops", query));
}

/** Where statements contradict each other. */
export function useContradictions(caseId: string, query: TraceQuery): UseQueryResult<CaseContradictionsView> {
  return useQuery(ofCase<CaseContradictionsView>(caseId, "contradictions", query));
}

/** Whose money an account held or a transfer moved. */
export function useWhose(caseId: string, query: WhoseQuery): UseQueryResult<WhoseMoneyView> {
  return useQuery(ofCase<WhoseMoneyView>(caseId, "whose", query));
}

/** The paths between two accounts; none are asked for while either is empty. */
export function usePaths(caseId: string, query: PathsQuery): UseQueryResult<MoneyPathsView> {
  return useQuery({
    ...ofCase<MoneyPathsView>(caseId, "paths", query),
    enabled: query.from !== "" && query.to !== "",
  });
}

/** One transfer down to the banks' rows; none is asked for while `id` is null. */
export function useTransfer(caseId: string, id: string | null, query: TransferQuery): UseQueryResult<TransferDetail> {
  return useQuery({
    ...ofCase<TransferDetail>(caseId, `transfers/${encodeURIComponent(id ?? "")}`, query),
    enabled: id !== null,
  });
}

/** A question about a case: its key, and how it is asked. */
function ofCase<Answer>(
  caseId: string,
  question: string,
  query: object,
): {
  readonly queryKey: readonly [string, string, object];
  readonly queryFn: (asked: { readonly signal: AbortSignal }) => Promise<Answer>;
} {
  const path = `${casesPath}/${encodeURIComponent(caseId)}/${question}`;
  return { queryKey: [question, caseId, query], queryFn: ({ signal }) => ask<Answer>(path, query, signal) };
}
