import { displayWidth, padDisplay } from "./display-width.ts";

/** A column of a table on the terminal. */
export interface TableColumn {
  readonly heading: string;
  readonly align: "left" | "right";
}

/** An aligned table, two spaces between columns, a rule below the headings. Control characters are made visible. */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map((column) => column.heading), ...rows.map((row) => row.map(visible))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index] ?? ""))));
  const lines = cells.map((row) =>
    columns
      .map((column, index) =>
        padDisplay(row[index] ?? "", widths[index] ?? 0, column.align === "right" ? "left" : "right"),
      )
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return `${[lines[0], rule, ...lines.slice(1)].join("\n")}\n`;
}

/** A name from a hostile file must not move the cursor or recolour the terminal. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
