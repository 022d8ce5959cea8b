import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { wordsEn } from "./words-en.ts";
import { type WordKey, wordsZhCn } from "./words-zh-cn.ts";

/** The languages of the workbench. */
export type PageLanguage = "zh-CN" | "en";

/** Answers the sentence of a key with its `{name}` places filled. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

interface Speaking {
  readonly language: PageLanguage;
  readonly say: Say;
  readonly switchLanguage: () => void;
}

const Language = createContext<Speaking | null>(null);
const storedUnder = "sluice.language";

/** Gives everything below it the language: the one chosen before, else the `lang` of the address, else Chinese. */
export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<PageLanguage>(startingLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(storedUnder, language);
  }, [language]);
  const speaking = useMemo(
    () => ({
      language,
      say: sayIn(language),
      switchLanguage: () => setLanguage(language === "en" ? "zh-CN" : "en"),
    }),
    [language],
  );
  return <Language.Provider value={speaking}>{children}</Language.Provider>;
}

/** The language of the page and its words. */
export function useLanguage(): Speaking {
  const speaking = useContext(Language);
  if (speaking === null) throw new Error("useLanguage needs a LanguageProvider above it.");
  return speaking;
}

/** The dictionary of a language as a function. */
export function sayIn(language: PageLanguage): Say {
  const words = language === "en" ? wordsEn : wordsZhCn;
  return (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (place, name: string) => filled(values[name], place));
}

function filled(value: string | number | undefined, place: string): string {
  if (value === undefined) return place;
  return typeof value === "number" ? value.toLocaleString("en-US") : value;
}

function startingLanguage(): PageLanguage {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(storedUnder);
  return asked === "en" ? "en" : "zh-CN";
}
