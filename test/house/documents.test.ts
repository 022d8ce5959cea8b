import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/errors/catalogue.ts";
import { root } from "./source-files.ts";

/** The codes in the first column of a document's tables. */
function codesIn(document: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? "").toSorted();
}

describe("docs/errors.md", () => {
  it("lists every code of the catalogue and no other", () => {
    expect(codesIn("docs/errors.md")).toEqual(Object.keys(catalogue).toSorted());
  });

  it("gives each code its kind and both texts as the catalogue has them", () => {
    const text = readFileSync(join(root, "docs/errors.md"), "utf8");
    for (const [code, entry] of Object.entries(catalogue)) {
      expect(text).toContain(`| \`${code}\` | ${entry.kind} | ${entry.zh} | ${entry.en} |`);
    }
  });

  it("says in both languages the same places", () => {
    const places = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").toSorted();
    for (const [code, entry] of Object.entries(catalogue)) {
      expect([...new Set(places(entry.zh))], code).toEqual([...new Set(places(entry.en))]);
    }
  });
});
