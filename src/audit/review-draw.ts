import type { AuditEntry } from "./audit-entry.ts";
import type { Seal } from "./seal-entries.ts";

/** Why a looking-up is reviewed: drawn by lot, or always, because it looks up its own asker or a colleague. */
export type ReviewReason = "drawn" | "self" | "colleague";

/** Of ten thousand openings, searches and exports so many are drawn. */
const drawnOfTenThousand = 200;

/** What people do to see: the part of the action behind its last full stop, up to a hyphen. */
const lookingVerbs: readonly string[] = ["open", "search", "known", "export", "fetch"];

/** Whether an entry is one of those that are drawn from. Reading the log and the reviews themselves is not: they watch the others. */
export function isLookup({ action, userId }: Pick<AuditEntry, "action" | "userId">): boolean {
  const [subject = "", ...rest] = action.split(".");
  const [verb = ""] = (rest.at(-1) ?? "").split("-");
  if (userId === "" || subject === "audit" || subject === "review") return false;
  // `look.view`, `look.whose`, …: what was asked about a case's money.
  return subject === "look" || lookingVerbs.includes(verb);
}

/**
 * Why an entry is reviewed; empty: it is not (rule A11). The lot is the chain hash of its seal, which nobody can choose: it
 * depends on the entry's random id and on everything that was sealed before. Whoever holds the log draws the same again.
 */
export function reviewReasons(
  entry: Pick<AuditEntry, "action" | "userId" | "details">,
  { chainHash }: Pick<Seal, "chainHash">,
): readonly ReviewReason[] {
  if (!isLookup(entry)) return [];
  // The first 32 bits of the hash, as a share of all that they could be.
  const isDrawn = Number.parseInt(chainHash.slice(0, 8), 16) * 10_000 < drawnOfTenThousand * 2 ** 32;
  return [...(isDrawn ? (["drawn"] as const) : []), ...flagsOf(entry)];
}

function flagsOf({ details }: Pick<AuditEntry, "details">): readonly ReviewReason[] {
  if (typeof details !== "object" || details === null || !("flags" in details)) return [];
  const { flags } = details;
  return (["self", "colleague"] as const).filter((flag) => Array.isArray(flags) && flags.includes(flag));
}
