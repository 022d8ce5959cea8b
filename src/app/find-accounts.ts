import type { FoundAccounts } from "../contract/account-search.ts";
import { accountCells } from "./view-cells.ts";
import { hopOf } from "./fold-accounts.ts";
import type { TracedAccount, TracedCase } from "./traced-accounts.ts";

/** As many as a person looks through. */
const most = 20;

/** Traced accounts whose number ends with, or is, the digits asked for (spaces do not matter), or whose holder fits. */
export function findAccounts(traced: TracedCase, text: string): FoundAccounts {
  const digits = text.replace(/\s/g, "");
  const name = text.trim();
  const fits = ({ account }: TracedAccount): boolean =>
    [account.number, ...account.numbers].some((number) => number.endsWith(digits) || number.startsWith(digits)) ||
    account.key === name ||
    account.holder.includes(name);
  const found = [...traced.accounts.values()].filter(fits);
  found.sort((a, b) => b.inMinor - a.inMinor || (a.account.key < b.account.key ? -1 : 1));
  return {
    rows: found.slice(0, most).map((one) => ({ ...accountCells(one.account), hop: hopOf(one), inMinor: one.inMinor })),
    total: found.length,
  };
}
