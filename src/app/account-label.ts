import { exitKinds } from "../flows/exit-kind.ts";
import type { DerivedLedger } from "../flows/derived-ledger.ts";

/** How an account is shown: its number (empty for a place that is no account), holder, bank, currency and exit kind. */
export interface AccountLabel {
  readonly key: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly currency: string;
  /** Empty for an ordinary account. */
  readonly exitKind: string;
}

/** The label of account index `account`. Keys are described on `AccountColumns.keys`. */
export function accountLabel(derived: DerivedLedger, account: number): AccountLabel {
  const { accounts } = derived.columns;
  const key = accounts.keys[account] ?? "";
  const facts = derived.facts[account];
  const [number = "", currency = "CNY"] = key.split("#");
  const exitKind = exitKinds[accounts.exitKind[account] ?? 0] ?? "none";
  return {
    key,
    number: key.startsWith("@") ? "" : number,
    holder: facts?.holderName ?? "",
    bank: facts?.bank ?? "",
    currency,
    exitKind: exitKind === "none" ? "" : exitKind,
  };
}
