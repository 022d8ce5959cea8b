import { SluiceError } from "../errors/sluice-error.ts";

const unitBytes: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * The memory that a ledger may take, bytes: what is written, else half of the machine's.
 * @throws SluiceError COMMAND_OPTION_BAD_VALUE
 */
export function memoryBudget(written: string, machineBytes: number): number {
  return writtenBytes("SLUICE_MEMORY", written) ?? Math.floor(machineBytes / 2);
}

/** `8g`, `512m`, `1048576`; `undefined` when nothing is written. @throws SluiceError COMMAND_OPTION_BAD_VALUE */
export function writtenBytes(option: string, written: string): number | undefined {
  if (written === "") return undefined;
  const [, number = "", unit = ""] = /^(\d{1,12})([kmg]?)b?$/i.exec(written) ?? [];
  const bytes = Number(number) * (unitBytes[unit.toLowerCase()] ?? 0);
  if (bytes > 0) return bytes;
  throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option, seen: written, wanted: "8g | 512m" });
}
