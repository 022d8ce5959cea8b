import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fieldNames } from "../../src/intake/field-table.ts";
import { layouts } from "../../src/intake/layouts.ts";
import { root } from "./source-files.ts";

const text = readFileSync(join(root, "docs/formats.md"), "utf8");

/** The cells of a section's table rows, unescaped. */
function tableIn(heading: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("|---"));
  return rows.slice(1).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|").replaceAll("`", "")),
  );
}

describe("docs/formats.md", () => {
  const documented = tableIn("Layouts");

  it("lists every layout with its name and what it holds, and no other", () => {
    const known = layouts.map(({ id, name, table }) => [id, name, table].join(" | "));
    expect(documented.map((cells) => cells.slice(0, 3).join(" | ")).toSorted()).toEqual(known.toSorted());
  });

  it.each(layouts.filter((layout) => layout.headings.length > 0))(
    "gives the headings of $id as the code has them",
    (layout) => {
      expect(documented.find(([id]) => id === layout.id)?.[3]).toBe(layout.headings.join(", "));
    },
  );

  it("lists every field and no other", () => {
    const listed = tableIn("Fields").map(([field]) => field);
    expect(new Set(listed)).toEqual(new Set(fieldNames));
  });
});
