import type { AccountTable } from "./account-table.ts";
import type { AccountFacts } from "./derived-ledger.ts";
import type { HolderRecord } from "./file-reading.ts";
import type { NumberNodes } from "./number-nodes.ts";
import { NONE, type WitnessColumns } from "./witness-columns.ts";

/**
 * Who holds each account, by rule F18: its own statement first, then 账户信息 by account number and by card, then what
 * counterparties call it.
 */
export function describeAccounts(
  witnesses: WitnessColumns,
  accounts: { readonly table: AccountTable; readonly nodes: NumberNodes },
  holders: readonly HolderRecord[],
): AccountFacts[] {
  const { table, nodes } = accounts;
  const own = collect(witnesses, table.own, [witnesses.ownName, witnesses.ownBank]);
  const other = collect(witnesses, table.other, [witnesses.otherName, witnesses.otherBank]);
  const records = recordsByRoot(nodes, holders);
  const numbers = numbersByRoot(nodes);
  const text = (index: number | undefined): string => witnesses.strings[index ?? 0] ?? "";
  return table.keys.map((_, account): AccountFacts => {
    const root = table.root[account]!;
    const record = root === NONE ? undefined : records.get(root);
    const stated = text(own.first[account]);
    const byRecord = stated === "" && record !== undefined && record.holderName !== "";
    return {
      holderName: stated || record?.holderName || text(other.first[account]),
      idNo: record?.idNo ?? "",
      bank: text(own.second[account]) || record?.bank || text(other.second[account]),
      numbers: (root === NONE ? undefined : numbers.get(root)) ?? [],
      filledFromInformation: byRecord,
    };
  });
}

/** Per account the first name and the first bank that any row gives it. */
function collect(
  witnesses: WitnessColumns,
  account: Uint32Array,
  [names, banks]: readonly [Uint32Array, Uint32Array],
): { first: number[]; second: number[] } {
  const first: number[] = [];
  const second: number[] = [];
  for (let row = 0; row < witnesses.length; row++) {
    const at = account[row]!;
    if (at === NONE) continue;
    first[at] ||= names[row]!;
    second[at] ||= banks[row]!;
  }
  return { first, second };
}

/** Of each root the record that names its holder; found by account number before card. */
function recordsByRoot(nodes: NumberNodes, holders: readonly HolderRecord[]): Map<number, HolderRecord> {
  const records = new Map<number, HolderRecord>();
  for (const numberOf of [(r: HolderRecord) => r.account, (r: HolderRecord) => r.card]) {
    for (const record of holders) {
      if (record.table !== "account-information" && record.table !== "wallet-registration") continue;
      if (record.table === "wallet-registration" && numberOf(record) !== record.account) continue;
      const node = numberOf(record) === "" ? undefined : nodes.find(numberOf(record));
      if (node === undefined || nodes.isFull[node] === 0) continue;
      const known = records.get(nodes.rootOf[node]!);
      if (known === undefined || (known.holderName === "" && record.holderName !== "")) {
        records.set(nodes.rootOf[node]!, record);
      }
    }
  }
  return records;
}

function numbersByRoot(nodes: NumberNodes): Map<number, string[]> {
  const numbers = new Map<number, string[]>();
  for (const [node, root] of nodes.rootOf.entries()) {
    const known = numbers.get(root);
    if (known === undefined) numbers.set(root, [nodes.texts[node]!]);
    else known.push(nodes.texts[node]!);
  }
  for (const list of numbers.values()) if (list.length > 1) list.sort();
  return numbers;
}
