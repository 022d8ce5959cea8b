import { mask, type MaskedKind, maskText } from "../access/mask.ts";
import { maskedKey } from "./case-reach.ts";
import type { OpenedLedger } from "./open-ledger.ts";

/** How each field of an answer about a case is masked; what is not here is no person's. */
const kindOfField: Readonly<Record<string, MaskedKind | "key" | "text" | "file">> = {
  holder: "name",
  victim: "name",
  payerHolder: "name",
  number: "card",
  payerNumber: "card",
  statementOf: "card",
  account: "key",
  id: "key",
  from: "key",
  to: "key",
  lit: "key",
  file: "file",
  reason: "text",
  evidence: "text",
  zh: "text",
  en: "text",
};

/**
 * An answer about a case with every person in it masked, for who reads but may open nothing (rule P4). Keys of accounts
 * become masks with their place in the ledger, by which `unmaskedQuery` knows them again.
 */
export function maskAnswer<Answer>(answer: Answer, opened: OpenedLedger): Answer {
  const places = placesOf(opened);
  const masked = (value: unknown, field: string): unknown => {
    if (typeof value === "string") return maskValue(value, kindOfField[field], places);
    if (Array.isArray(value)) return value.map((one) => masked(one, field));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner, name)]));
  };
  return masked(answer, "") as Answer;
}

/** A query in which masked accounts are named by their keys again. */
export function unmaskedQuery<Query extends object>(query: Query, { derived }: OpenedLedger): Query {
  const { keys } = derived.columns.accounts;
  const fields = Object.entries(query).map(([field, value]: [string, unknown]): [string, unknown] => {
    const place = typeof value === "string" && kindOfField[field] === "key" ? /~(\d+)$/.exec(value)?.[1] : undefined;
    return [field, place === undefined ? value : (keys[Number(place)] ?? value)];
  });
  return Object.fromEntries(fields) as Query;
}

function maskValue(
  text: string,
  kind: (typeof kindOfField)[string] | undefined,
  places: ReadonlyMap<string, number>,
): string {
  switch (kind) {
    case undefined:
      return text;
    case "text":
      return maskText(text);
    case "file":
      // Files are named after whose statement they hold; their SHA-256 stands beside it.
      return `*${/\.\w+$/.exec(text)?.[0] ?? ""}`;
    case "key":
      return text
        .split(">")
        .map((key) => {
          const place = places.get(key);
          return place === undefined ? key : maskedKey(mask("card", key.split("#")[0] ?? ""), place);
        })
        .join(">");
    case "name":
    case "card":
    case "phone":
    case "id-number":
      return mask(kind, text);
  }
}

const known = new WeakMap<object, ReadonlyMap<string, number>>();

/** Where each account stands in the ledger, by its key. */
function placesOf({ derived }: OpenedLedger): ReadonlyMap<string, number> {
  const { keys } = derived.columns.accounts;
  const places = known.get(keys) ?? new Map(keys.map((key, place) => [key, place]));
  known.set(keys, places);
  return places;
}
