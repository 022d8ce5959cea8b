import { formatChinaTime } from "../flows/china-time.ts";
import type { GoodFaithMark } from "../storage/good-faith-register.ts";

/** A mark of good faith as `--json` prints it. */
export function markJson(mark: GoodFaithMark): Readonly<Record<string, unknown>> {
  const { account, caseName, officer, evidence, markedMs, removed } = mark;
  return {
    account,
    case: caseName,
    officer,
    evidence,
    markedAt: formatChinaTime(markedMs, "second"),
    removed:
      removed === null
        ? null
        : {
            officer: removed.officer,
            reason: removed.reason,
            removedAt: formatChinaTime(removed.removedMs, "second"),
          },
  };
}
