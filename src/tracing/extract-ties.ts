import type { TieColumns } from "../flows/ledger-columns.ts";

/** The ties between the transfers of an extract; of an outsider's ties those members that it holds. */
export function extractTies(
  ties: TieColumns,
  transferAt: ReadonlyMap<number, number>,
  accountAt: ReadonlyMap<number, number>,
): TieColumns {
  const [account, start, members]: [number[], number[], number[]] = [[], [0], []];
  for (let group = 0; group < ties.account.length; group++) {
    const at = accountAt.get(ties.account[group]!);
    if (at === undefined) continue;
    const own: number[] = [];
    for (let member = ties.start[group]!; member < ties.start[group + 1]!; member++) {
      if (transferAt.has(ties.transfer[member]!)) own.push(member);
    }
    if (own.length < 2) continue;
    account.push(at);
    for (const member of own) members.push(member);
    start.push(members.length);
  }
  return {
    account: Uint32Array.from(account),
    start: Uint32Array.from(start),
    transfer: Uint32Array.from(members, (member) => transferAt.get(ties.transfer[member]!)!),
    fromMs: Float64Array.from(members, (member) => ties.fromMs[member]!),
    toMs: Float64Array.from(members, (member) => ties.toMs[member]!),
  };
}
