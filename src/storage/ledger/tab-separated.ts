/** A value of a TabSeparated row; `null` is the engine's NULL. */
export type Cell = string | number | null;

const special = /[\\\t\n\r\0]/;

/** One line of ClickHouse's TabSeparated format, with its line end. */
export function tabSeparatedLine(cells: readonly Cell[]): string {
  let line = "";
  for (let index = 0; index < cells.length; index++) {
    if (index > 0) line += "\t";
    const cell = cells[index];
    if (typeof cell === "string") line += special.test(cell) ? escape(cell) : cell;
    else line += cell === null ? "\\N" : String(cell);
  }
  return `${line}\n`;
}

function escape(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\0", "\\0");
}
