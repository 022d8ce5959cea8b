import { inBoth, SluiceError } from "../errors/sluice-error.ts";
import { type Decision, refusalSentence } from "../recovery/refusal.ts";

/** What was decided. @throws SluiceError RECOVERY_REFUSED with every reason against it, in both languages */
export function decidedOrThrow<Decided>(decision: Decision<Decided>): Decided {
  if ("decided" in decision) return decision.decided;
  const { refused } = decision;
  const zh = refused.map((one) => refusalSentence(one, "zh")).join("；");
  const en = refused.map((one) => refusalSentence(one, "en")).join("; ");
  const codes = refused.map(({ code }) => code).join(",");
  throw new SluiceError("RECOVERY_REFUSED", { codes, ...inBoth("why", { zh, en }) });
}
