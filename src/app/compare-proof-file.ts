import { readCsv } from "../exports/read-csv.ts";
import type { ProofFinding } from "./proof-finding.ts";

/**
 * Where a file of a package differs from what it should be: row by row and field by field for a table, line by line for any
 * other. Rows in the middle that are more or fewer are told as such; equal beginnings and ends are left out.
 */
export function compareProofFile(file: string, expected: string, found: string): readonly ProofFinding[] {
  if (expected === found) return [];
  const split = file.endsWith(".csv") ? csvRows : plainLines;
  const [wanted, seen] = [split(expected), split(found)];
  if (wanted === undefined || seen === undefined) return [{ ...whole(file), kind: "unreadable", expected: "CSV" }];
  const headings = file.endsWith(".csv") ? (wanted[0] ?? []) : [];
  let start = 0;
  while (start < wanted.length && start < seen.length && sameRow(wanted[start], seen[start])) start += 1;
  let end = 0;
  while (
    end < wanted.length - start &&
    end < seen.length - start &&
    sameRow(wanted[wanted.length - 1 - end], seen[seen.length - 1 - end])
  ) {
    end += 1;
  }
  const [missing, added] = [wanted.slice(start, wanted.length - end), seen.slice(start, seen.length - end)];
  const findings: ProofFinding[] = [];
  for (let at = 0; at < Math.max(missing.length, added.length); at++) {
    const place = { file, line: start + at + 1, problem: null };
    const [should, is] = [missing[at], added[at]];
    if (is === undefined)
      findings.push({ ...place, kind: "row-missing", field: "", expected: show(should), found: "" });
    else if (should === undefined)
      findings.push({ ...place, kind: "row-added", field: "", expected: "", found: show(is) });
    else findings.push(...compareCells(place, headings, { should, is }));
  }
  return findings.length > 0 ? findings : [{ ...whole(file), kind: "form" }];
}

function whole(file: string): Omit<ProofFinding, "kind"> {
  return { file, line: null, field: "", expected: "", found: "", problem: null };
}

function compareCells(
  place: Pick<ProofFinding, "file" | "line" | "problem">,
  headings: readonly string[],
  { should, is }: { readonly should: readonly string[]; readonly is: readonly string[] },
): readonly ProofFinding[] {
  return Array.from({ length: Math.max(should.length, is.length) }, (_, column) => column)
    .filter((column) => should[column] !== is[column])
    .map((column) => ({
      ...place,
      kind: "value" as const,
      field: headings[column] ?? "",
      expected: should[column] ?? "",
      found: is[column] ?? "",
    }));
}

function csvRows(text: string): readonly (readonly string[])[] | undefined {
  const read = readCsv(text.replace(/^\uFEFF/, ""));
  return "records" in read ? read.records : undefined;
}

function plainLines(text: string): readonly (readonly string[])[] {
  return text.split("\n").map((line) => [line]);
}

function sameRow(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  return left?.length === right?.length && left?.every((cell, at) => cell === right?.[at]) === true;
}

function show(row: readonly string[] | undefined): string {
  return (row ?? []).join(",");
}
