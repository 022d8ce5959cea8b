import type { ReactNode } from "react";
import { useFoundAccounts } from "../../api/questions.ts";
import { groupedNumber, moneyText } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import type { PageAddress } from "./page-address.ts";

/** An account that a search offers; `value` is its key. */
interface AccountChoice {
  readonly value: string;
  readonly label: ReactNode;
}

/** What a search offers, and whether it was answered: no choice then means that nothing fits. */
export interface AccountChoices {
  readonly choices: AccountChoice[];
  readonly isAnswered: boolean;
}

/** Traced accounts that fit what is typed: by last digits, number (spaces do not matter) or holder. */
export function useAccountChoices(
  caseId: string,
  { doctrine, asOf }: Pick<PageAddress, "doctrine" | "asOf">,
  text: string,
): AccountChoices {
  const { say } = useLanguage();
  const found = useFoundAccounts(caseId, {
    find: text.trim(),
    ...(doctrine === "" ? {} : { doctrine }),
    ...(asOf === "" ? {} : { asOf }),
  });
  const isLongEnough = text.trim().length >= 2;
  const rows = isLongEnough ? (found.data?.rows ?? []) : [];
  const choices = rows.map((row) => ({
    value: row.account,
    label: (
      <span className="found">
        <span className="digits">{groupedNumber(row.number) || row.account}</span>
        <span>{row.holder}</span>
        <span className="soft">{row.hop === 0 ? say("map.victims") : say("map.hop", { n: row.hop })}</span>
        <span className="money">{moneyText(row.inMinor, row.currency)}</span>
      </span>
    ),
  }));
  return { choices, isAnswered: isLongEnough && found.isSuccess };
}
