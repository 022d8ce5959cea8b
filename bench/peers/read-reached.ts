import { readFileSync } from "node:fs";

/** Reads an answer: a transfer a line. Answers them ascending. */
export function readReached(path: string): Uint32Array {
  return Uint32Array.from(readFileSync(path, "utf8").trim().split("\n"), Number).sort();
}
