import { AutoComplete, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useLanguage } from "../../design/language.tsx";
import type { PageAddress } from "./page-address.ts";
import { useAccountChoices } from "./use-account-choices.tsx";

interface FindAccountProps {
  readonly caseId: string;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** Finds a traced account by its last digits, its number (spaces do not matter) or its holder, and chooses it. */
export function FindAccount({ caseId, address, change }: FindAccountProps): ReactNode {
  const { say } = useLanguage();
  const [text, setText] = useState("");
  const { choices, isAnswered } = useAccountChoices(caseId, address, text);
  return (
    <AutoComplete
      className="find-account"
      value={text}
      onChange={setText}
      popupMatchSelectWidth={420}
      options={choices}
      notFoundContent={isAnswered ? say("search.none", { text: text.trim() }) : null}
      onSelect={(account: string) => {
        setText("");
        change({ select: account, transfer: "" });
      }}
    >
      <Input id="find-account" aria-label={say("search")} placeholder={`${say("search")}  /`} allowClear />
    </AutoComplete>
  );
}
