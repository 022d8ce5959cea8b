import type { ReactNode } from "react";
import type { OrderNote } from "../../../src/contract/order-lists.ts";
import { useLanguage } from "./language.tsx";

/** A note of the server's in the page's language; nothing for none. */
export function NoteText({ note }: { readonly note: OrderNote | null }): ReactNode {
  const { language } = useLanguage();
  if (note === null) return null;
  const text = language === "en" ? note.en : note.zh;
  return <span title={text}>{text}</span>;
}
