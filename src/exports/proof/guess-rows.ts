import { TRANSFER_ORDER_GUESSED } from "../../flows/ledger-columns.ts";
import type { ProofInput } from "./proof-input.ts";
import type { ProofTable } from "./proof-table.ts";
import { timeCell } from "./proof-table.ts";

/**
 * Every transfer of the extract whose order had to be guessed (T6, T7), with the group of tied rows of one account that it
 * belongs to; without a group it was put first where clocks contradict each other in a circle.
 * @param carried what the transfer carried of traced money, as a cell.
 */
export function guessRows(
  { ledger, transferIds }: ProofInput,
  carried: (transfer: number) => string,
): Pick<ProofTable, "headings" | "rows"> {
  const { transfers, accounts } = ledger;
  const { account, start, transfer } = transfers.ties;
  const cells = (group: string, tied: string, at: number): string[] => [
    group,
    tied,
    transferIds[at] ?? "",
    timeCell(transfers.atMs[at] ?? 0),
    carried(at),
  ];
  const grouped = new Set<number>();
  const rows = Array.from(account).flatMap((tied, group) => {
    const members = [...transfer.subarray(start[group] ?? 0, start[group + 1] ?? 0)];
    for (const at of members) grouped.add(at);
    return members.map((at) => cells(String(group + 1), accounts.keys[tied] ?? "", at));
  });
  transfers.flags.forEach((flags, at) => {
    if ((flags & TRANSFER_ORDER_GUESSED) !== 0 && !grouped.has(at)) rows.push(cells("", "", at));
  });
  return { headings: ["group", "account", "transfer", "at", "traced_minor"], rows };
}
