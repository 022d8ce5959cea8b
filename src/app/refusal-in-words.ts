import { type ErrorDetails, explain, SluiceError } from "../errors/sluice-error.ts";

/** What stands against one row of many, in both languages; anything else than a refusal goes on. */
export function refusalInWords(error: unknown): { readonly zh: string; readonly en: string } {
  if (!(error instanceof SluiceError) || error.kind === "failed") throw error;
  const { code, details }: { readonly code: SluiceError["code"]; readonly details: ErrorDetails } = error;
  return { zh: explain(code, details, "zh"), en: explain(code, details, "en") };
}
