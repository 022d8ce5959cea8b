import { writeFileSync } from "node:fs";
import type { LedgerColumns } from "../../src/flows/ledger-columns.ts";

/** Writes `seq,payer,payee`, a line a transfer, which both peers load. Answers the path. */
export function writeTransfers({ transfers }: LedgerColumns, path: string): string {
  const lines: string[] = [];
  for (let seq = 0; seq < transfers.length; seq++)
    lines.push(`${seq},${transfers.payer[seq]},${transfers.payee[seq]}\n`);
  writeFileSync(path, lines.join(""));
  return path;
}
