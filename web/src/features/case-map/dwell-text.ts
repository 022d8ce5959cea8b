import type { Say } from "../../design/language.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";

const units: readonly { readonly word: WordKey; readonly seconds: number }[] = [
  { word: "dwell.days", seconds: 86_400 },
  { word: "dwell.hours", seconds: 3_600 },
  { word: "dwell.minutes", seconds: 60 },
  { word: "dwell.seconds", seconds: 1 },
];

/** How long money lay: the two largest units, `3 天 4 小时`, `12 分 5 秒`. */
export function dwellText(ms: number, say: Say): string {
  const whole = Math.floor(ms / 1000);
  const largest = units.findIndex(({ seconds }) => whole >= seconds);
  if (largest < 0) return say("dwell.seconds", { n: 0 });
  let left = whole;
  const texts: string[] = [];
  for (const { word, seconds } of units.slice(largest, largest + 2)) {
    const n = Math.floor(left / seconds);
    left -= n * seconds;
    if (n > 0) texts.push(say(word, { n }));
  }
  return texts.join(" ");
}
