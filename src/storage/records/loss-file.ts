import type { LossClaim, LossRegister } from "../loss-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface LossFile {
  readonly format: "sluice-losses-1";
  /** In the order in which the cases were first written. */
  readonly cases: readonly { readonly name: string; readonly claims: readonly LossClaim[] }[];
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
      return (await register.read()).cases.find((entry) => entry.name === caseName)?.claims ?? [];
    },

    async record(caseName, claims) {
      await register.update((file) => {
        const known = file.cases.some((entry) => entry.name === caseName);
        const cases = known ? file.cases : [...file.cases, { name: caseName, claims: [] }];
        return {
          ...file,
          cases: cases.map((entry) =>
            entry.name === caseName ? { name: caseName, claims: merge(entry.claims, claims) } : entry,
          ),
        };
      });
    },
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
