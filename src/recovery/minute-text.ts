import { formatChinaTime } from "../flows/china-time.ts";

/** An instant as refusals say it: `2026-03-05 14:03`, China's clock. */
export function minuteText(atMs: number): string {
  return formatChinaTime(atMs, "minute");
}
