import { createHash } from "node:crypto";
import type { RecordedMark } from "../tracing/trace-identity.ts";
import type { NamedLedger } from "./describe-trace.ts";

/** The marks of good faith that a trace took in, as it records them among its inputs (T13). */
export function recordedMarks({ derived, goodFaith }: NamedLedger): readonly RecordedMark[] {
  return (goodFaith ?? [])
    .map(({ account, mark: { officer, evidence } }) => ({
      account: derived.columns.accounts.keys[account] ?? "",
      officer,
      evidenceSha256: createHash("sha256").update(evidence).digest("hex"),
    }))
    .sort((a, b) => (`${a.account} ${a.officer}` < `${b.account} ${b.officer}` ? -1 : 1));
}
