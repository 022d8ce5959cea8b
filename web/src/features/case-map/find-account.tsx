import { AutoComplete, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useFoundAccounts } from "../../api/questions.ts";
import { groupedNumber, moneyText } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import type { PageAddress } from "./page-address.ts";

interface FindAccountProps {
  readonly caseName: string;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** Finds a traced account by its last digits, its number (spaces do not matter) or its holder, and chooses it. */
export function FindAccount({ caseName, address, change }: FindAccountProps): ReactNode {
  const { say } = useLanguage();
  const [text, setText] = useState("");
  const { doctrine, asOf } = address;
  const found = useFoundAccounts(caseName, {
    find: text.trim(),
    ...(doctrine === "" ? {} : { doctrine }),
    ...(asOf === "" ? {} : { asOf }),
  });
  const rows = text.trim().length < 2 ? [] : (found.data?.rows ?? []);
  return (
    <AutoComplete
      className="find-account"
      value={text}
      onChange={setText}
      popupMatchSelectWidth={420}
      options={rows.map((row) => ({
        value: row.account,
        label: (
          <span className="found">
            <span className="digits">{groupedNumber(row.number) || row.account}</span>
            <span>{row.holder}</span>
            <span className="soft">{row.hop === 0 ? say("map.victims") : say("map.hop", { n: row.hop })}</span>
            <span className="money">{moneyText(row.inMinor, row.currency)}</span>
          </span>
        ),
      }))}
      notFoundContent={text.trim().length >= 2 && found.isSuccess ? say("search.none", { text: text.trim() }) : null}
      onSelect={(account: string) => {
        setText("");
        change({ select: account, transfer: "" });
      }}
    >
      <Input id="find-account" aria-label={say("search")} placeholder={`${say("search")}  /`} allowClear />
    </AutoComplete>
  );
}
