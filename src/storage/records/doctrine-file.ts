import type { DoctrineChange, DoctrineRegister } from "../doctrine-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface DoctrineFile {
  readonly format: "sluice-doctrines-1";
  readonly cases: readonly { readonly name: string; readonly changes: readonly DoctrineChange[] }[];
}

const empty: DoctrineFile = { format: "sluice-doctrines-1", cases: [] };

/** The doctrine register as one JSON file. */
export function openDoctrineFile(path: string): DoctrineRegister {
  const register = openJsonRegister(path, empty, isDoctrineFile);
  const of = (file: DoctrineFile, caseName: string): readonly DoctrineChange[] =>
    file.cases.find((entry) => entry.name === caseName)?.changes ?? [];
  return {
    async changes(caseName) {
      return of(await register.read(), caseName);
    },

    async decide(caseName, decide) {
      let after: readonly DoctrineChange[] = [];
      await register.update((file) => {
        const before = of(file, caseName);
        const change = decide(before);
        after = change === null ? before : [...before, change];
        const others = file.cases.filter((entry) => entry.name !== caseName);
        return { ...file, cases: [...others, { name: caseName, changes: after }] };
      });
      return after;
    },
  };
}

function isDoctrineFile(value: unknown): value is DoctrineFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "cases" in value && Array.isArray(value.cases);
}
