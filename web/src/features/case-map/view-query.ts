import type { CaseViewQuery } from "../../../../src/contract/case-view-query.ts";
import type { TraceQuery } from "../../../../src/contract/trace-query.ts";
import type { PageAddress } from "./page-address.ts";

/** What the server is asked for at an address; `show` is the key of an account to draw by itself, or empty. */
export function viewQuery(address: PageAddress, show: string): CaseViewQuery {
  return {
    ...traceQuery(address),
    ...(address.foldBelow === 0 ? {} : { foldBelow: address.foldBelow * 100 }),
    accounts: address.accounts,
    ...(show === "" ? {} : { show }),
    ...(address.victim === "" ? {} : { victim: address.victim }),
  };
}

/** Whose trace says which accounts are shown beside the map. */
export function doctrineOf({ doctrine }: Pick<PageAddress, "doctrine">): Pick<TraceQuery, "doctrine"> {
  return doctrine === "" ? {} : { doctrine };
}

/** Which trace an address shows. */
export function traceQuery({ doctrine, asOf }: Pick<PageAddress, "doctrine" | "asOf">): TraceQuery {
  return { ...doctrineOf({ doctrine }), ...(asOf === "" ? {} : { asOf }) };
}
