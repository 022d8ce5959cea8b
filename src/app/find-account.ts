import { SluiceError } from "../errors/sluice-error.ts";
import { readAccountNumber } from "../intake/cells/read-account-number.ts";
import type { NamedLedger } from "./describe-trace.ts";

/**
 * The account that a key or any of its numbers names.
 * @throws SluiceError ACCOUNT_NOT_IN_LEDGER; ACCOUNT_AMBIGUOUS for a number that holds several currencies.
 */
export function findAccount({ derived }: NamedLedger, text: string): number {
  const { keys } = derived.columns.accounts;
  const exact = keys.indexOf(text);
  if (exact >= 0) return exact;
  const { number } = readAccountNumber(text);
  const found = keys.flatMap((key, account) => {
    const isIt = key.split("#")[0] === number || derived.facts[account]?.numbers.includes(number) === true;
    return isIt && number !== "" ? [account] : [];
  });
  const [account, ...others] = found;
  if (account === undefined) throw new SluiceError("ACCOUNT_NOT_IN_LEDGER", { seen: text });
  if (others.length === 0) return account;
  const named = found.map((one) => keys[one] ?? "").join(", ");
  throw new SluiceError("ACCOUNT_AMBIGUOUS", { seen: text, count: found.length, keys: named });
}

/** @throws SluiceError TRANSFER_NOT_IN_LEDGER unless the id is that of a transfer. */
export function findTransfer(ledger: NamedLedger, id: string): number {
  const transfer = ledger.transferIndex(id);
  if (transfer === undefined) throw new SluiceError("TRANSFER_NOT_IN_LEDGER", { seen: id });
  return transfer;
}
