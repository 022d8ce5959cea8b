import type { ReactNode } from "react";
import { AccountNumber } from "./account-number.tsx";
import { useLanguage } from "./language.tsx";
import { placeName } from "./place-names.ts";

interface AccountLabelProps {
  /** Its key, which names what is no account. */
  readonly account: string;
  /** Empty for what is no account. */
  readonly number: string;
}

/** An account by its number, which a click copies; what is no account by what it is. */
export function AccountLabel({ account, number }: AccountLabelProps): ReactNode {
  const { say } = useLanguage();
  return number === "" ? placeName(account, say) : <AccountNumber number={number} />;
}
