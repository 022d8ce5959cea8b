import { SluiceError } from "../errors/sluice-error.ts";

const unitBytes: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * The memory that a ledger may take, bytes: what is written (`8g`, `512m`, `1048576`), else half of the machine's.
 * @throws SluiceError COMMAND_OPTION_BAD_VALUE
 */
export function memoryBudget(written: string, machineBytes: number): number {
  if (written === "") return Math.floor(machineBytes / 2);
  const [, number = "", unit = ""] = /^(\d{1,12})([kmg]?)b?$/i.exec(written) ?? [];
  const bytes = Number(number) * (unitBytes[unit.toLowerCase()] ?? 0);
  if (bytes > 0) return bytes;
  throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "SLUICE_MEMORY", seen: written, wanted: "8g | 512m" });
}
