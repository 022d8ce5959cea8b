import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { AccountSearchQuery, FoundAccounts } from "../../../src/contract/account-search.ts";
import type { CaseList } from "../../../src/contract/case-list.ts";
import type { CaseView } from "../../../src/contract/case-view.ts";
import type { CaseViewQuery } from "../../../src/contract/case-view-query.ts";
import type { TransferDetail, TransferList, TransfersQuery } from "../../../src/contract/transfers.ts";
import { ask } from "./ask.ts";

/** The cases. */
export function useCases(): UseQueryResult<CaseList> {
  return useQuery({ queryKey: ["cases"], queryFn: ({ signal }) => ask<CaseList>("/api/cases", {}, signal) });
}

/** One traced case; while another doctrine or time is traced, the picture before stays. */
export function useCaseView(caseName: string, query: CaseViewQuery): UseQueryResult<CaseView> {
  return useQuery({
    queryKey: ["view", caseName, query],
    queryFn: ({ signal }) => ask<CaseView>(`/api/cases/${encodeURIComponent(caseName)}/view`, query, signal),
    placeholderData: keepPreviousData,
  });
}

/** The traced transfers of an edge or a node; none are asked for while `query` is null. */
export function useTransfers(caseName: string, query: TransfersQuery | null): UseQueryResult<TransferList> {
  return useQuery({
    queryKey: ["transfers", caseName, query],
    queryFn: ({ signal }) =>
      ask<TransferList>(`/api/cases/${encodeURIComponent(caseName)}/transfers`, query ?? {}, signal),
    enabled: query !== null,
  });
}

/** Accounts of the case that fit what is typed; nothing is asked below two characters. */
export function useFoundAccounts(caseName: string, query: AccountSearchQuery): UseQueryResult<FoundAccounts> {
  return useQuery({
    queryKey: ["accounts", caseName, query],
    queryFn: ({ signal }) => ask<FoundAccounts>(`/api/cases/${encodeURIComponent(caseName)}/accounts`, query, signal),
    enabled: query.find.length >= 2,
    placeholderData: keepPreviousData,
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
