import { SluiceError } from "../../errors/sluice-error.ts";
import { lastInstantOf } from "../../flows/last-instant.ts";
import { type MinorUnits, toMinorUnits } from "../../money/minor-units.ts";
import { readCsv } from "../read-csv.ts";
import { type GivenName, givenHeadings } from "./given-tables.ts";
import { byteOrderMark } from "./proof-table.ts";

/** One record of a given table: its cells by heading, each of which a faulty value names with its line. */
export interface ProofRecord<Heading extends string> {
  text(heading: Heading): string;
  /** A whole number, NaN when blank. @throws SluiceError PROOF_BAD_VALUE. */
  number(heading: Heading): number;
  /** An amount that is moved: minor units, neither blank nor negative (T1). @throws SluiceError PROOF_BAD_VALUE. */
  amount(heading: Heading): MinorUnits;
  /** ms since 1970 UTC. @throws SluiceError PROOF_BAD_VALUE. */
  time(heading: Heading): number;
  /** One of some words. @throws SluiceError PROOF_BAD_VALUE. */
  word<Word extends string>(heading: Heading, words: readonly Word[]): Word;
  /** What a name stands for. @throws SluiceError PROOF_BAD_VALUE when it stands for nothing. */
  named(heading: Heading, known: ReadonlyMap<string, number>): number;
}

/**
 * Reads a given table strictly.
 * @throws SluiceError PROOF_BAD_TABLE.
 */
export function proofRecords<Name extends GivenName>(
  file: Name,
  text: string,
): readonly ProofRecord<(typeof givenHeadings)[Name][number]>[] {
  const wanted: readonly string[] = givenHeadings[file];
  const bad = (line: number, seen: string): SluiceError =>
    new SluiceError("PROOF_BAD_TABLE", { file, line, seen, wanted: wanted.join(",") });
  if (!text.startsWith(byteOrderMark)) throw bad(1, text.slice(0, 20));
  const read = readCsv(text.slice(byteOrderMark.length));
  if ("badRecord" in read) throw bad(read.badRecord + 1, "CSV");
  const [headings = [], ...rows] = read.records;
  if (headings.join(",") !== wanted.join(",")) throw bad(1, headings.join(","));
  const place = new Map(wanted.map((heading, at) => [heading, at]));
  return rows.map((cells, at) => {
    if (cells.length !== wanted.length) throw bad(at + 2, `${cells.length} ≠ ${wanted.length}`);
    return recordOf((heading) => cells[place.get(heading) ?? -1] ?? "", { file, line: at + 2 });
  });
}

function recordOf<Heading extends string>(
  text: (heading: Heading) => string,
  place: { readonly file: string; readonly line: number },
): ProofRecord<Heading> {
  const refuse = (heading: Heading, wanted: string): never => {
    throw new SluiceError("PROOF_BAD_VALUE", { ...place, column: heading, seen: text(heading), wanted });
  };
  const number = (heading: Heading): number => {
    const seen = text(heading);
    if (seen === "") return Number.NaN;
    const value = Number(seen);
    return /^-?\d{1,16}$/.test(seen) && Number.isSafeInteger(value) ? value : refuse(heading, "1234");
  };
  return {
    text,
    number,
    amount: (heading) => {
      const value = number(heading);
      return value >= 0 ? toMinorUnits(value) : refuse(heading, "≥ 0");
    },
    time: (heading) => {
      const value = text(heading).length === 23 ? lastInstantOf(text(heading)) : undefined;
      // Years that no bank's clock has shown would only hide a place in the order.
      return value !== undefined && text(heading) >= "1900" ? value : refuse(heading, "1900-01-01 00:00:00.000 …");
    },
    word: (heading, words) => words.find((word) => word === text(heading)) ?? refuse(heading, words.join(" | ")),
    named: (heading, known) => known.get(text(heading)) ?? refuse(heading, "…"),
  };
}
