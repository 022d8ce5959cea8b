import type { GoodFaithMark, GoodFaithRegister } from "../good-faith-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface GoodFaithFile {
  readonly format: "sluice-good-faith-1";
  readonly marks: readonly GoodFaithMark[];
}

const empty: GoodFaithFile = { format: "sluice-good-faith-1", marks: [] };

/** The register of good faith as one JSON file. */
export function openGoodFaithFile(path: string): GoodFaithRegister {
  const register = openJsonRegister(path, empty, isGoodFaithFile);
  return {
    async marks() {
      return (await register.read()).marks;
    },

    async add(mark) {
      await register.update((file) => ({ ...file, marks: [...file.marks, { ...mark, removed: null }] }));
    },

    async remove({ account, caseName }, removal) {
      let found = 0;
      await register.update((file) => ({
        ...file,
        marks: file.marks.map((mark) => {
          if (mark.removed !== null || mark.account !== account || mark.caseName !== caseName) return mark;
          found += 1;
          return { ...mark, removed: removal };
        }),
      }));
      return found;
    },
  };
}

function isGoodFaithFile(value: unknown): value is GoodFaithFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "marks" in value && Array.isArray(value.marks);
}
