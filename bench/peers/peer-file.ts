import { existsSync } from "node:fs";

/** A script of this folder, which the build does not copy beside the compiled files. */
export function peerFile(name: string): URL {
  const beside = new URL(name, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../../bench/peers/${name}`, import.meta.url);
}
