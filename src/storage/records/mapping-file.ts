import type { MappingRegister, SavedMapping } from "../mapping-register.ts";
import { openJsonRegister } from "./json-register.ts";

interface MappingFile {
  readonly format: "sluice-mappings-1";
  readonly mappings: readonly SavedMapping[];
}

const empty: MappingFile = { format: "sluice-mappings-1", mappings: [] };

/** The saved mappings as one JSON file, one mapping a bank. */
export function openMappingFile(path: string): MappingRegister {
  const register = openJsonRegister(path, empty, isMappingFile);
  return {
    async all() {
      return (await register.read()).mappings;
    },

    async save(mapping) {
      await register.update((file) => ({
        ...file,
        mappings: [...file.mappings.filter((known) => known.bank !== mapping.bank), mapping],
      }));
    },

    async remove(bank) {
      await register.update((file) => ({ ...file, mappings: file.mappings.filter((known) => known.bank !== bank) }));
    },
  };
}

function isMappingFile(value: unknown): value is MappingFile {
  if (typeof value !== "object" || value === null) return false;
  return "format" in value && value.format === empty.format && "mappings" in value && Array.isArray(value.mappings);
}
