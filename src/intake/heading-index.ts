import { type FieldName, fieldNames, fieldTable } from "./field-table.ts";
import { headingKey, type MoneyUnit, splitUnit } from "./heading-key.ts";
import { holderHeadings } from "./holder-fields.ts";
import { layouts } from "./layouts.ts";

/** The field that a heading names, how surely, and the unit it states. */
export interface HeadingMeaning {
  readonly field: FieldName;
  readonly how: "exact" | "alias";
  readonly unit: MoneyUnit | null;
}

/**
 * The field that a heading's key names: by canonical name, then by alias, then without its unit or legend in brackets.
 * Never by what it contains.
 */
export function meaningOf(key: string): HeadingMeaning | undefined {
  return lookUp(key, null) ?? withoutBrackets(key);
}

/** Whether the key is a heading of any known table. */
export function isKnownHeading(key: string): boolean {
  return key !== "" && (tableHeadings.has(key) || meaningOf(key) !== undefined);
}

function withoutBrackets(key: string): HeadingMeaning | undefined {
  const { key: bare, unit } = splitUnit(key);
  if (unit !== null) return lookUp(bare, unit) ?? withoutLegend(bare, unit);
  return withoutLegend(key, null);
}

function withoutLegend(key: string, unit: MoneyUnit | null): HeadingMeaning | undefined {
  const open = key.search(/[([]/);
  return open > 0 && /[)\]]$/.test(key) ? lookUp(key.slice(0, open), unit) : undefined;
}

function lookUp(key: string, unit: MoneyUnit | null): HeadingMeaning | undefined {
  const exact = exactFields.get(key);
  if (exact !== undefined) return { field: exact, how: "exact", unit };
  const alias = aliasFields.get(key);
  return alias === undefined ? undefined : { field: alias, how: "alias", unit };
}

/** Every name of every field, for comparing by likeness. */
export const namedHeadings: readonly (readonly [key: string, field: FieldName])[] = fieldNames.flatMap((field) =>
  [...fieldTable[field].headings, ...fieldTable[field].aliases].map((name): [string, FieldName] => [
    headingKey(name),
    field,
  ]),
);

const exactFields: ReadonlyMap<string, FieldName> = new Map(
  fieldNames.flatMap((field) => [
    // `Date` names the time in English files; the field of that name is half of one.
    ...(field === "date" || field === "clock" ? [] : [[headingKey(field), field] as const]),
    ...fieldTable[field].headings.map((name) => [headingKey(name), field] as const),
  ]),
);
const aliasFields: ReadonlyMap<string, FieldName> = new Map(
  fieldNames.flatMap((field) => fieldTable[field].aliases.map((name) => [headingKey(name), field] as const)),
);
const tableHeadings: ReadonlySet<string> = new Set([
  ...layouts.flatMap((layout) => layout.headings.map(headingKey)),
  ...holderHeadings.map(headingKey),
]);
