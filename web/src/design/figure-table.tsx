import type { ReactNode } from "react";

/** One column of a table of figures. */
export interface FigureColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  /** `words` wrap; figures never do. */
  readonly align?: "right" | "words";
  readonly cell: (row: Row) => ReactNode;
}

interface FigureTableProps<Row> {
  readonly label: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Rows that sum the others up, below them. */
  readonly sums?: readonly Row[];
}

/** A short table that is read whole: nothing in it is chosen, sums stand below. Long lists take `DenseTable`. */
export function FigureTable<Row>({ label, columns, rows, idOf, sums = [] }: FigureTableProps<Row>): ReactNode {
  const line = (row: Row): ReactNode => (
    <tr key={idOf(row)}>
      {columns.map(({ key, align, cell }) => (
        <td key={key} className={align}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
  return (
    <div className="figure-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ key, title, align }) => (
              <th key={key} scope="col" className={align}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map(line)}</tbody>
        {sums.length > 0 && <tfoot>{sums.map(line)}</tfoot>}
      </table>
    </div>
  );
}
