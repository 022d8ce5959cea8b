import type { LossClaim, LossRegister } from "../loss-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface LossFile {
  readonly format: "sluice-losses-1";
  /** In the order in which the cases were first written. */
  readonly cases: readonly CaseClaims[];
}

interface CaseClaims {
  readonly name: string;
  readonly claims: readonly LossClaim[];
  /** Bound in the records; absent: none. */
  readonly bound?: readonly LossClaim[];
}

const empty: LossFile = { format: "sluice-losses-1", cases: [] };

/** The loss register as one JSON file. */
export function openLossFile(path: string): LossRegister {
  const register = openJsonRegister(path, empty, isLossFile);
  return {
    async cases() {
      return (await register.read()).cases.map((entry) => entry.name);
    },

    async claims(caseName) {
      const known = (await register.read()).cases.find(({ name }) => name === caseName);
      return known === undefined ? [] : merge(known.claims, known.bound ?? []);
    },

    record: (caseName, claims) =>
      register.update((file) => changed(file, [caseName], (known) => ({ claims: merge(known.claims, claims) }))),

    async bound() {
      return new Map((await register.read()).cases.map(({ name, bound = [] }) => [name, bound]));
    },

    replaceBound: (byCase) =>
      register.update((file) => changed(file, [...byCase.keys()], ({ name }) => ({ bound: byCase.get(name) ?? [] }))),
  };
}

/** The file with these cases changed; one that it does not have yet comes last. */
function changed(
  file: LossFile,
  names: readonly string[],
  change: (known: CaseClaims) => Partial<CaseClaims>,
): LossFile {
  const known = new Set(file.cases.map(({ name }) => name));
  const fresh = names.filter((name) => !known.has(name)).map((name): CaseClaims => ({ name, claims: [] }));
  const cases = [...file.cases, ...fresh];
  return {
    ...file,
    cases: cases.map((entry) => (names.includes(entry.name) ? { ...entry, ...change(entry) } : entry)),
  };
}

/** Claims known by id are replaced where they stand; new ones follow in input order. */
function merge(known: readonly LossClaim[], claims: readonly LossClaim[]): readonly LossClaim[] {
  const byId = new Map(known.map((claim) => [claim.id, claim]));
  for (const claim of claims) byId.set(claim.id, claim);
  return [...byId.values()];
}

function isLossFile(value: unknown): value is LossFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "cases" in value && Array.isArray(value.cases);
}
