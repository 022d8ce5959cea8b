import { type ReactNode, useEffect, useRef, useState } from "react";

/** One column of a dense table. */
export interface DenseColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly align?: "right";
  readonly cell: (row: Row) => ReactNode;
}

/** What a dense table shows. Rows are 33 px high, so that only those in sight need be drawn. */
export interface DenseTableProps<Row> {
  readonly label: string;
  readonly columns: readonly DenseColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly selected: string | null;
  /** null: rows are read, not opened. */
  readonly onOpen: ((row: Row) => void) | null;
}

const rowHeight = 33;
const spare = 12;

/** A table of thousands of rows that stays smooth; Enter, Space or a click opens a row, arrows and J, K move between rows. */
export function DenseTable<Row>(props: DenseTableProps<Row>): ReactNode {
  const { label, columns, rows, idOf, selected, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [window, setWindow] = useState({ from: 0, to: 60 });
  const look = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const from = Math.max(0, Math.floor(box.scrollTop / rowHeight) - spare);
    const to = Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + spare;
    if (from !== window.from || to !== window.to) setWindow({ from, to });
  };
  useEffect(look);
  useEffect(() => {
    const position = selected === null ? -1 : rows.findIndex((row) => idOf(row) === selected);
    if (position >= 0 && scroller.current !== null) scrollInto(scroller.current, position * rowHeight);
  }, [selected, rows, idOf]);
  const from = Math.min(window.from, rows.length);
  const to = Math.min(window.to, rows.length);
  return (
    <div className="dense" ref={scroller} onScroll={look}>
      <table aria-label={label} aria-rowcount={rows.length}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} className={column.align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          <Gap rows={from} columns={columns.length} />
          {rows.slice(from, to).map((row) => (
            <DenseRow
              key={idOf(row)}
              id={idOf(row)}
              cells={columns.map((column) => ({ key: column.key, align: column.align, shown: column.cell(row) }))}
              selected={idOf(row) === selected}
              open={onOpen === null ? null : () => onOpen(row)}
            />
          ))}
          <Gap rows={rows.length - to} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

interface DenseRowProps {
  readonly id: string;
  readonly cells: readonly { readonly key: string; readonly align: "right" | undefined; readonly shown: ReactNode }[];
  readonly selected: boolean;
  readonly open: (() => void) | null;
}

function DenseRow({ id, cells, selected, open }: DenseRowProps): ReactNode {
  const opened =
    open === null
      ? {}
      : {
          "data-row": id,
          tabIndex: 0,
          "aria-selected": selected,
          onClick: open,
          onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
            if (event.target !== event.currentTarget || (event.key !== "Enter" && event.key !== " ")) return;
            event.preventDefault();
            open();
          },
        };
  return (
    <tr {...opened}>
      {cells.map(({ key, align, shown }) => (
        <td key={key} className={align}>
          {shown}
        </td>
      ))}
    </tr>
  );
}

function Gap({ rows, columns }: { readonly rows: number; readonly columns: number }): ReactNode {
  if (rows <= 0) return null;
  return (
    <tr className="gap" aria-hidden="true">
      <td colSpan={columns} style={{ height: rows * rowHeight }} />
    </tr>
  );
}

function scrollInto(box: HTMLElement, top: number): void {
  const inSight = top >= box.scrollTop && top + 2 * rowHeight <= box.scrollTop + box.clientHeight;
  if (!inSight) box.scrollTop = Math.max(0, top - box.clientHeight / 3);
}

function moveBetweenRows(event: React.KeyboardEvent<HTMLElement>): void {
  if (event.nativeEvent.isComposing || !(event.target instanceof HTMLTableRowElement)) return;
  const down = event.key === "ArrowDown" || event.key === "j";
  const up = event.key === "ArrowUp" || event.key === "k";
  if (!down && !up) return;
  event.preventDefault();
  event.stopPropagation();
  const next = down ? event.target.nextElementSibling : event.target.previousElementSibling;
  stepTo(next);
}

/** Goes to a row; where a row is open already, the one gone to opens in its place. */
function stepTo(next: Element | null | undefined): void {
  if (!(next instanceof HTMLTableRowElement) || next.dataset["row"] === undefined) return;
  const opened = next.closest("tbody")?.querySelector('tr[aria-selected="true"]') ?? null;
  next.focus();
  if (opened !== null) next.click();
}

/** Steps through the table in `box` from its open or focused row, wherever the focus is. */
export function stepThrough(box: Element | null, way: "next" | "previous"): void {
  const rows = [...(box?.querySelectorAll<HTMLTableRowElement>(".dense tr[data-row]") ?? [])].filter(
    (row) => row.offsetParent !== null,
  );
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true" || row === document.activeElement);
  stepTo(at < 0 ? rows[0] : rows[at + (way === "next" ? 1 : -1)]);
}
