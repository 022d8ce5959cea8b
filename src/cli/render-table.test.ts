import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "./display-width.ts";
import { renderTable } from "./render-table.ts";

describe("renderTable", () => {
  it("aligns Chinese and Latin text: every line of a right-aligned last column ends in the same place", () => {
    const columns = [
      { heading: "户名", align: "left" },
      { heading: "amount", align: "right" },
    ] as const;
    const cell = fc.stringMatching(/^[a-z甲乙丙丁，（）]{1,12}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const lines = renderTable(columns, rows).trimEnd().split("\n");
        expect(new Set(lines.map(displayWidth)).size).toBe(1);
      }),
    );
  });

  it("shows control characters of a hostile name instead of obeying them", () => {
    const table = renderTable([{ heading: "户名", align: "left" }], [["\u001B[2J\u202Egnp"]]);
    expect(table).toContain("\\u001b[2J\\u202egnp");
    expect(table).not.toContain("\u001B");
  });
});
