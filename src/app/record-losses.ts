import type { Stores } from "../storage/stores.ts";
import type { UnboundClaim } from "../tracing/trace-view.ts";
import type { LossView } from "../tracing/account-view.ts";
import { bindClaims, shareTransfers } from "./bind-claims.ts";
import { ledgerNames } from "./describe-trace.ts";
import { openLedger } from "./open-ledger.ts";
import { readLosses } from "./read-losses.ts";
import { describeUnbound } from "./run-trace.ts";

/** What became of the claims of a losses file. Every claim is in one of the two lists. */
export interface LossesReport {
  readonly caseName: string;
  readonly recorded: number;
  /** Claims that fit exactly one transfer that no other claim of the case has used up. */
  readonly bound: readonly LossView[];
  /** Claims that fit none or several: recorded, not traced until the ledger or the claim says more. */
  readonly unbound: readonly UnboundClaim[];
}

/** A losses file and the case that it belongs to. */
export interface LossesRequest {
  readonly caseName: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Records the victims' losses under a case, replacing claims of the same id, and reports which transfer each is: as a trace
 * of the case binds them, claims recorded before included (T16).
 * Nothing is recorded when the file has a fault.
 * @throws SluiceError of the LOSSES codes, with the line named.
 */
export async function recordLosses(stores: Stores, request: LossesRequest): Promise<LossesReport> {
  const claims = readLosses(request.bytes, request.path);
  await stores.losses.record(request.caseName, claims);
  const ledger = await openLedger(stores);
  const names = ledgerNames(ledger);
  const given = new Set(claims.map(({ id }) => id));
  const all = await stores.losses.claims(request.caseName);
  const bindings = shareTransfers(ledger, bindClaims(ledger, all)).filter(({ claim }) => given.has(claim.id));
  return {
    caseName: request.caseName,
    recorded: claims.length,
    bound: bindings
      .filter(({ outcome }) => outcome === "bound")
      .map(({ claim, candidates }) => ({
        id: claim.id,
        victim: claim.victim,
        transfer: names.transfer(candidates[0] ?? 0),
      })),
    unbound: bindings.filter(({ outcome }) => outcome !== "bound").map((binding) => describeUnbound(names, binding)),
  };
}
