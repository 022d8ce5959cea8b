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
  readonly flags: readonly LookupFlag[];
  /** 0 to 9,999, drawn at random by the caller. */
  readonly roll: number;
}

/** Whether the fields are shown; either way it is logged. */
export type Opening =
  | { readonly opened: true; readonly review: boolean; readonly flags: readonly LookupFlag[] }
  | {
      readonly opened: false;
      readonly because: Denial;
      readonly review: boolean;
      readonly flags: readonly LookupFlag[];
    };

/** Decides whether what is masked is shown (rule P7). @param drawnOfTenThousand 200 for a draw of 2 %. */
export function openMasked(actor: Actor, facts: OpeningFacts, drawnOfTenThousand: number): Opening {
  const { flags } = facts;
  const review = flags.length > 0 || facts.roll < drawnOfTenThousand;
  const because = refusal(actor, facts);
  return because === null ? { opened: true, review, flags } : { opened: false, because, review, flags };
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

/** The numbers of a person by which a looking-up is recognised: identity number, phones, cards. */
export interface KnownPerson {
  readonly userId: string;
  readonly numbers: readonly string[];
}

/**
 * Whether somebody looks up themselves or a colleague (rule P9), by opening or by searching.
 * @param asked the numbers that were opened or searched for, in full.
 */
export function lookupFlags(userId: string, staff: readonly KnownPerson[], asked: readonly string[]): LookupFlag[] {
  const wanted = new Set(asked.map(plainNumber));
  const hit = staff.filter(({ numbers }) => numbers.some((number) => wanted.has(plainNumber(number))));
  const self: LookupFlag[] = hit.some((person) => person.userId === userId) ? ["self"] : [];
  return hit.some((person) => person.userId !== userId) ? [...self, "colleague"] : self;
}

function plainNumber(text: string): string {
  return text.replace(/[\s-]/g, "").toUpperCase();
}
