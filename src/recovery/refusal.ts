import type { ErrorDetails, Language } from "../errors/sluice-error.ts";
import { refusalTexts } from "./refusal-texts.ts";

export type RefusalCode = keyof typeof refusalTexts;

/** Why a command was not carried out: expected, and told to the person who asked. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly details: ErrorDetails;
}

/** What a pure decision comes to: the new state, or every reason against it. */
export type Decision<Decided> = { readonly decided: Decided } | { readonly refused: readonly Refusal[] };

/** `decide` when nothing stands against it. */
export function unless<Decided>(refused: readonly Refusal[], decide: () => Decided): Decision<Decided> {
  return refused.length > 0 ? { refused } : { decided: decide() };
}

/** A list of one refusal where `holds`, else of none. */
export function refuseIf(holds: boolean, code: RefusalCode, details: ErrorDetails = {}): readonly Refusal[] {
  return holds ? [{ code, details }] : [];
}

/** The refusal as a sentence. */
export function refusalSentence({ code, details }: Refusal, language: Language): string {
  return refusalTexts[code][language].replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}
