/**
 * Reads what `csvLine` writes, and nothing else: every record ends with a carriage return and a line feed, quotes stand around
 * a whole cell. `undefined` for any other text, with the number of the record that is wrong.
 */
export function readCsv(
  text: string,
): { readonly records: readonly (readonly string[])[] } | { readonly badRecord: number } {
  const records: string[][] = [];
  const cell = /"([^"]*(?:""[^"]*)*)"(,|\r\n)|([^",\r\n]*)(,|\r\n)/y;
  let record: string[] = [];
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) return { badRecord: records.length };
    record.push(match[1]?.replaceAll('""', '"') ?? match[3] ?? "");
    if ((match[2] ?? match[4]) === ",") continue;
    records.push(record);
    record = [];
  }
  return record.length === 0 ? { records } : { badRecord: records.length };
}
