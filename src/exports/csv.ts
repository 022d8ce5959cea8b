/**
 * One line of RFC 4180 csv with its line end. Cells are kept as they are: these files are read back by the import, so
 * that an apostrophe put before `=` would change the data. Spreadsheets are given xlsx, where cells are neutralised.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;
}
