import type { ColumnDecision } from "../flows/file-reading.ts";
import { type FieldKind, type FieldName, fieldTable } from "./field-table.ts";
import { meaningOf } from "./heading-index.ts";
import { headingKey, type MoneyUnit, splitUnit } from "./heading-key.ts";
import { likenesses } from "./heading-likeness.ts";
import type { Layout } from "./layout.ts";
import { settlePayers } from "./payer-columns.ts";
import { settleTimes } from "./time-columns.ts";
import { valueFit } from "./value-fit.ts";

/** What a column mapping is made from. */
export interface MappingRequest {
  readonly headings: readonly string[];
  readonly layout: Layout;
  /** Field → heading that a person named, here or in a saved mapping. */
  readonly asked: ReadonlyMap<FieldName, string>;
  readonly askedHow: "asked" | "saved";
  /** Some rows below the headings. */
  readonly sample: readonly (readonly string[])[];
}

/** Where each field of a sheet stands. */
export interface ColumnMap {
  readonly width: number;
  readonly column: ReadonlyMap<FieldName, number>;
  /** The unit that a column's heading states, where it does. */
  readonly unit: ReadonlyMap<number, MoneyUnit>;
  readonly decisions: readonly ColumnDecision[];
}

/** One column on its way to a field. */
export interface Candidate {
  readonly column: number;
  readonly heading: string;
  readonly field: FieldName;
  readonly how: ColumnDecision["how"];
  readonly why: string;
  /** How like a known heading, 1 where it is one. */
  readonly degree: number;
}

/** Decides which column is which field, and why, by the matching rules of the formats document. */
export function mapColumns(request: MappingRequest): ColumnMap {
  const keys = occurrenceKeys(request.headings);
  const doubts = new Map<number, string>();
  const found = keys.map((key, column) => decideColumn(request, { key, column, doubts }));
  const candidates = settlePayers(settleTimes(found.filter(isCandidate), request.sample));
  const chosen = chooseOnePerField(candidates, request.sample);
  const column = new Map([...chosen.values()].map((one) => [one.field, one.column] as const));
  const losers = new Map(candidates.filter((one) => chosen.get(one.field) !== one).map((one) => [one.column, one]));
  const winners = new Map([...chosen.values()].map((one) => [one.column, one]));
  const decisions = request.headings.map((heading, at): ColumnDecision => {
    const winner = winners.get(at);
    if (winner !== undefined) return { heading, column: at, field: winner.field, how: winner.how, why: winner.why };
    const loser = losers.get(at);
    const kept = loser === undefined ? "" : (request.headings[column.get(loser.field) ?? -1] ?? "");
    if (loser !== undefined)
      return { heading, column: at, field: loser.field, how: "second-choice", why: `${loser.field}: ${kept}` };
    return { heading, column: at, field: "", how: "unmapped", why: doubts.get(at) ?? "" };
  });
  return { width: request.headings.length, column, unit: statedUnits(keys), decisions };
}

/** Keys of headings; the second of the same key is `key#2`, so that a column is known by name and position. */
export function occurrenceKeys(headings: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const key = headingKey(heading);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 || key === "" ? key : `${key}#${count}`;
  });
}

/** One heading to be decided; why a name was not believed is noted in `doubts`, by column. */
interface HeadingPlace {
  readonly key: string;
  readonly column: number;
  readonly doubts: Map<number, string>;
}

function decideColumn(request: MappingRequest, { key, column, doubts }: HeadingPlace): Candidate | undefined {
  const heading = request.headings[column] ?? "";
  if (key === "") return undefined;
  for (const [field, wanted] of request.asked)
    if (headingKey(wanted) === key) return { column, heading, field, how: request.askedHow, why: "", degree: 1 };
  const { layout } = request;
  const byLayout = layoutField(layout, key);
  if (byLayout === "") return undefined;
  if (byLayout !== undefined) return { column, heading, field: byLayout, how: "layout", why: layout.id, degree: 1 };
  const meaning = meaningOf(headingKey(heading));
  if (meaning === undefined) return column < similarWidth ? similar(request, column) : undefined;
  if (layout.headings.some((known) => headingKey(known) === key))
    return { column, heading, field: meaning.field, how: "layout", why: layout.id, degree: 1 };
  const doubt = meaning.how === "alias" ? aliasDoubt(request, meaning.field, column) : "";
  if (doubt !== "") {
    doubts.set(column, doubt);
    return undefined;
  }
  return { column, heading, field: meaning.field, how: meaning.how, why: "", degree: 1 };
}

/** An alias can be an everyday word (状态, 账户): where its values are plainly something else, it is not believed. */
function aliasDoubt(request: MappingRequest, field: FieldName, column: number): string {
  const least = leastShare[field];
  if (least === undefined) return "";
  const fit = valueFit(request.sample, column, fieldTable[field].kind);
  if (fit.filled < 5 || fit.share >= least) return "";
  return `named like ${field}, but only ${Math.round(fit.share * 100)} % of ${fit.filled} values fit`;
}

/** Fields whose aliases are checked, and which share of the values must fit. */
const leastShare: Partial<Record<FieldName, number>> = {
  ownCard: 0.05,
  ownAccount: 0.05,
  otherNumber: 0.05,
  otherCard: 0.05,
  time: 0.2,
  amount: 0.2,
  amountIn: 0.2,
  amountOut: 0.2,
};

function layoutField(layout: Layout, key: string): FieldName | "" | undefined {
  for (const [heading, field] of Object.entries(layout.fields ?? {})) if (occurrenceKey(heading) === key) return field;
  return undefined;
}

/** `heading#2` of a layout, as a key. */
export function occurrenceKey(heading: string): string {
  return headingKey(heading);
}

/** Where a wrong column would do most harm, or no value can be checked, the name must be more alike. */
const atLeast: Partial<Record<FieldKind, number>> = { money: 0.7, time: 0.7, text: 0.7 };

/** Columns behind this one are not compared by likeness: no statement is that wide. */
const similarWidth = 200;

/** A heading like a known one counts when its values are what that field's values are. */
function similar(request: MappingRequest, column: number): Candidate | undefined {
  const heading = request.headings[column] ?? "";
  for (const { field, name, degree } of likenesses(headingKey(heading), 0.6)) {
    const kind = fieldTable[field].kind;
    const fit = valueFit(request.sample, column, kind);
    const fits = degree >= (atLeast[kind] ?? 0.6) && (kind === "text" || (fit.filled > 0 && fit.share >= 0.8));
    if (!fits) continue;
    const why = `≈ ${name} ${Math.round(degree * 100)} %, ${Math.round(fit.share * 100)} % of ${fit.filled} values fit`;
    return { column, heading, field, how: "similar", why, degree };
  }
  return undefined;
}

function isCandidate(one: Candidate | undefined): one is Candidate {
  return one !== undefined;
}

const strength: Readonly<Record<ColumnDecision["how"], number>> = {
  asked: 6,
  saved: 5,
  layout: 4,
  exact: 3,
  alias: 2,
  similar: 1,
  unmapped: 0,
  "second-choice": 0,
};

/** Of two columns for one field the surer one, then the one more like it, then the one filled more often, then the first. */
function chooseOnePerField(
  candidates: readonly Candidate[],
  sample: MappingRequest["sample"],
): ReadonlyMap<FieldName, Candidate> {
  const chosen = new Map<FieldName, Candidate>();
  for (const one of candidates) {
    const rival = chosen.get(one.field);
    if (rival === undefined || beats(one, rival, sample)) chosen.set(one.field, one);
  }
  return chosen;
}

function beats(one: Candidate, rival: Candidate, sample: MappingRequest["sample"]): boolean {
  if (strength[one.how] !== strength[rival.how]) return strength[one.how] > strength[rival.how];
  if (one.degree !== rival.degree) return one.degree > rival.degree;
  const kind = fieldTable[one.field].kind;
  return valueFit(sample, one.column, kind).filled > valueFit(sample, rival.column, kind).filled;
}

function statedUnits(keys: readonly string[]): ReadonlyMap<number, MoneyUnit> {
  const units = new Map<number, MoneyUnit>();
  for (const [column, key] of keys.entries()) {
    const { unit } = splitUnit(key);
    if (unit !== null) units.set(column, unit);
  }
  return units;
}
