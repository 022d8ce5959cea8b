import type { Say } from "./language.tsx";
import { type WordKey, wordsZhCn } from "./words-zh-cn.ts";

/** The word for a kind of exit. */
export function exitName(kind: string, say: Say): string {
  return kind === "" ? say("mark.exit") : say(`exit.${kind}` as WordKey);
}

/** The word for what is no account: keys like `@cash` name the kind of exit first. */
export function placeName(key: string, say: Say): string {
  const kind = /^@([a-z-]+)/.exec(key)?.[1] ?? "";
  return exitKinds.has(kind) ? exitName(kind, say) : key;
}

const exitKinds: ReadonlySet<string> = new Set(
  Object.keys(wordsZhCn).flatMap((key) => (key.startsWith("exit.") ? [key.slice(5)] : [])),
);
