import { comparedDoctrines } from "../../../../src/contract/whose-money.ts";

/** What an address asks to compare: doctrines and ids of kept traces, each once; all doctrines when it names none. */
export function readCompared(of: string | null): readonly string[] {
  const names = [...new Set((of ?? "").split(",").filter((name) => name !== ""))];
  return names.length === 0 ? comparedDoctrines : names;
}

/** As many as the server puts side by side. */
export const mostCompared = 8;

/** Adds or removes one; the last that is left stays, and no more than the most are added. */
export function toggled(compared: readonly string[], name: string): readonly string[] {
  if (!compared.includes(name)) return compared.length < mostCompared ? [...compared, name] : compared;
  const left = compared.filter((one) => one !== name);
  return left.length === 0 ? compared : left;
}

/** Largest less smallest of what each trace has; what a trace does not have counts as nothing. */
export function spreadOf(amounts: readonly (number | null)[]): number {
  const known = amounts.map((amount) => amount ?? 0);
  return Math.max(...known) - Math.min(...known);
}
