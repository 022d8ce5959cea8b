import { SluiceError } from "../errors/sluice-error.ts";
import { type Decision, refusalSentence } from "../recovery/refusal.ts";

/** What was decided. @throws SluiceError RECOVERY_REFUSED with every reason against it, in both languages */
export function decidedOrThrow<Decided>(decision: Decision<Decided>): Decided {
  if ("decided" in decision) return decision.decided;
  const { refused } = decision;
  const sentences = (["zh", "en"] as const).map((language) =>
    refused.map((one) => refusalSentence(one, language)).join(language === "zh" ? "；" : "; "),
  );
  const codes = refused.map(({ code }) => code).join(",");
  throw new SluiceError("RECOVERY_REFUSED", { codes, why: sentences.join(" / ") });
}
