/** The number that tells the rows of one reading apart; `rowsTable.identity` is the same in SQL. */
export function rowIdentity(sheet: number, row: number): number {
  return sheet * 2 ** 32 + row;
}
