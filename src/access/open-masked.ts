import type { Denial } from "./denial.ts";
import { whyNot } from "./may-do.ts";
import type { Actor, Resource } from "./resource.ts";

/** For what somebody wants to see what is masked: the number of a case or of a task. */
export interface Purpose {
  readonly kind: "case" | "task";
  readonly number: string;
}

/** A looking-up that is always reviewed. */
export type LookupFlag = "self" | "colleague";

/** What is known when somebody asks to open a person or an account. */
export interface OpeningFacts {
  /** The person or account, as a row. */
  readonly subject: Resource;
  /** The case or task that was named, as a row; `undefined` when none was or there is none of that number. */
  readonly purpose: Resource | undefined;
  readonly stated: Purpose | undefined;
  /** How the subject stands to the case of that purpose. */
  readonly standing: "named-in-case" | "touched-by-trace" | "untouched" | "elsewhere";
}

/** Whether the fields are shown; either way it is logged. */
export type Opening = { readonly opened: true } | { readonly opened: false; readonly because: Denial };

/** Decides whether what is masked is shown (rule P7). */
export function openMasked(actor: Actor, facts: OpeningFacts): Opening {
  const because = refusal(actor, facts);
  return because === null ? { opened: true } : { opened: false, because };
}

function refusal(actor: Actor, { subject, stated, purpose, standing }: OpeningFacts): Denial | null {
  if (stated === undefined || stated.number.trim() === "") return "purpose-missing";
  if (purpose?.kind !== stated.kind || whyNot(actor, "read", purpose) !== null) return "purpose-unknown";
  const denied = whyNot(actor, "open", subject);
  if (denied !== null) return denied;
  switch (standing) {
    case "named-in-case":
    case "touched-by-trace":
      return null;
    case "untouched":
      return "untouched-by-trace";
    case "elsewhere":
      return "not-of-this-purpose";
  }
}

/**
 * Whether somebody looks up themselves or a colleague (rule P9), by opening or by searching.
 * @param found the people of the centre whose number or name was looked up.
 */
export function lookupFlags(userId: string, found: readonly string[]): LookupFlag[] {
  const self: LookupFlag[] = found.includes(userId) ? ["self"] : [];
  return found.some((one) => one !== userId) ? [...self, "colleague"] : self;
}

/** A number of a person, however it is written: as it is hashed to be recognised again (rule P9). */
export function personNumber(text: string): string {
  const plain = text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{Nd}]/gu, "")
    .toUpperCase();
  return plain.replace(/^(?:00)?86(?=1\d{10}$)/, "");
}
