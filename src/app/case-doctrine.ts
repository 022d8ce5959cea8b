import type { DoctrineChange, DoctrinePurpose } from "../storage/doctrine-register.ts";
import type { Stores } from "../storage/stores.ts";
import type { AllocatingDoctrine, Doctrine } from "../tracing/doctrine.ts";

export type { DoctrinePurpose } from "../storage/doctrine-register.ts";

/** To which doctrines a case is locked (T14), and how it came to that. */
export interface CaseDoctrine {
  readonly search: AllocatingDoctrine;
  /** `null` until somebody decides it: there is no usual one. */
  readonly attribution: AllocatingDoctrine | null;
  /** Whether the search doctrine was decided for the case, rather than the usual one taken. */
  readonly isSearchDecided: boolean;
  readonly changes: readonly DoctrineChange[];
}

/** The widest search: what a case is searched by until somebody decides otherwise. */
const usualSearch: AllocatingDoctrine = "tainted-first";

/** The doctrines in force in a case. */
export async function caseDoctrine(stores: Pick<Stores, "doctrines">, caseName: string): Promise<CaseDoctrine> {
  return inForce(await stores.doctrines.changes(caseName));
}

/** What somebody decides about the doctrine of a case. */
export interface DoctrineDecision {
  readonly purpose: DoctrinePurpose;
  /** `undo`: back to the one in force before the last decision. */
  readonly doctrine: AllocatingDoctrine | "undo";
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/** Locks a case to another doctrine; the one in force is not locked again. The decisions before stay in the history. */
export async function decideDoctrine(
  stores: Pick<Stores, "doctrines">,
  caseName: string,
  decision: DoctrineDecision,
): Promise<CaseDoctrine> {
  const { purpose, by, reason, atMs } = decision;
  const changes = await stores.doctrines.decide(caseName, (before) => {
    const doctrine = decision.doctrine === "undo" ? formerOf(before, purpose) : decision.doctrine;
    const current = inForce(before);
    const stands = purpose === "search" ? current.isSearchDecided && current.search : current.attribution;
    return doctrine === null || doctrine === stands ? null : { purpose, doctrine, atMs, by, reason };
  });
  return inForce(changes);
}

/** By which of the case's doctrines a trace is run; `beside` when by neither. */
export function purposeOf(locked: CaseDoctrine, doctrine: Doctrine): DoctrinePurpose | "beside" {
  if (doctrine === locked.search) return "search";
  return doctrine === locked.attribution ? "attribution" : "beside";
}

function inForce(changes: readonly DoctrineChange[]): CaseDoctrine {
  const last = (purpose: DoctrinePurpose): AllocatingDoctrine | undefined =>
    changes.findLast((change) => change.purpose === purpose)?.doctrine;
  const search = last("search");
  return {
    search: search ?? usualSearch,
    attribution: last("attribution") ?? null,
    isSearchDecided: search !== undefined,
    changes,
  };
}

function formerOf(changes: readonly DoctrineChange[], purpose: DoctrinePurpose): AllocatingDoctrine | null {
  const own = changes.filter((change) => change.purpose === purpose);
  return own.at(-2)?.doctrine ?? (purpose === "search" && own.length === 1 ? usualSearch : null);
}
