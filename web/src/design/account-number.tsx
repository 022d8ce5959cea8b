import { App } from "antd";
import type { MouseEvent, ReactNode } from "react";
import { groupedNumber } from "./figures.ts";
import { useLanguage } from "./language.tsx";

/** An account number in groups of four; a click copies it without spaces. */
export function AccountNumber({ number }: { readonly number: string }): ReactNode {
  const { say } = useLanguage();
  const { message } = App.useApp();
  const copy = async (event: MouseEvent): Promise<void> => {
    event.stopPropagation();
    if (await copyText(number)) void message.success(say("copied", { text: number }));
    else void message.warning(say("copy.failed"));
  };
  return (
    <button type="button" className="copyable digits" title={say("copy")} onClick={(event) => void copy(event)}>
      <GroupedDigits number={number} />
    </button>
  );
}

/** Groups of four told apart by distance, not by spaces: what is selected and copied by hand is the bare number too. */
export function GroupedDigits({ number }: { readonly number: string }): ReactNode {
  return groupedNumber(number)
    .split(" ")
    .map((group, place) => (
      <span key={place} className="digit-group">
        {group}
      </span>
    ));
}

/** Writes to the clipboard; by a selection where the page has no clipboard (plain HTTP on another machine). */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  }
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}
