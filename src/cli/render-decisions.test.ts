import { expect, it } from "vitest";
import type { FileImport } from "../app/import-report.ts";
import type { ColumnDecision } from "../flows/file-reading.ts";
import { renderDecisions } from "./render-decisions.ts";

const none = { blank: 0, title: 0, heading: 0, total: 0, feedback: 0, record: 0, rejected: 0 };

function imported(columns: readonly ColumnDecision[], notes: readonly string[]): FileImport {
  const sheet = { sheet: 0, name: "", layout: "plain", layoutWhy: "", headerRow: 3, columns, rows: 0, accepted: 0 };
  return {
    path: "a.csv",
    state: "imported",
    metBefore: false,
    sameAs: "",
    report: {
      path: "a.csv",
      sha256: "",
      bytes: 0,
      container: "delimited",
      encoding: "gb18030",
      sheets: [{ ...sheet, setAside: none }],
      notes,
      error: null,
      corrections: [],
      flags: {},
    },
    counts: { rows: 0, transfers: 0, secondWitnesses: 0, duplicates: 0, rejected: {}, nonTransfers: {} },
  };
}

const exact: ColumnDecision = { heading: "金额", column: 0, field: "amount", how: "exact", why: "" };
const similar: ColumnDecision = { heading: "发生日", column: 1, field: "time", how: "similar", why: "0.8" };

it("tells what was read by likeness and the notes, in the language asked", () => {
  expect(renderDecisions([imported([exact, similar], ["两种编码"])], "zh")).toContain(
    "  a.csv: “发生日”按相似读作 time（0.8）; 两种编码\n",
  );
  expect(renderDecisions([imported([exact, similar], [])], "en")).toContain('"发生日" read as time by likeness (0.8)');
});

it("says nothing of what was read by its exact heading", () => {
  expect(renderDecisions([imported([exact], [])], "zh")).toBe("");
});
