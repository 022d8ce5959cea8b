import type { Say } from "../../design/language.tsx";

/** How long a bank takes: `25 分钟`, `2 小时 30 分`; whole minutes. */
export function waitText(minutes: number, say: Say): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return say("wait.minutes", { n: minutes });
  if (minutes % 60 === 0) return say("wait.hours", { h: hours });
  return say("wait.both", { h: hours, n: minutes % 60 });
}
