import type { ReactNode } from "react";
import type { Listed } from "../../../../src/contract/case-view.ts";
import { type DenseColumn, DenseTable } from "../../design/dense-table.tsx";
import { useLanguage } from "../../design/language.tsx";

interface FindingListProps<Row> {
  readonly title: string;
  /** What the list tells, and what follows from it. */
  readonly note: string;
  /** What is said where there is nothing to list. */
  readonly empty: string;
  readonly list: Listed<Row>;
  readonly columns: readonly DenseColumn<Row>[];
  readonly idOf: (row: Row) => string;
  readonly open: ((row: Row) => void) | null;
}

/** One list of findings under its title, with what it means. */
export function FindingList<Row>({ title, note, empty, list, columns, idOf, open }: FindingListProps<Row>): ReactNode {
  const { say } = useLanguage();
  return (
    <section className="finding-list" aria-label={title}>
      <h2>
        {title} <span className="soft">{list.total.toLocaleString("en-US")}</span>
      </h2>
      <p className="soft small">{list.total === 0 ? empty : note}</p>
      {list.rows.length < list.total && (
        <p className="notice">{say("list.cut", { n: list.rows.length, total: list.total })}</p>
      )}
      {list.total > 0 && (
        <DenseTable label={title} columns={columns} rows={list.rows} idOf={idOf} selected={null} onOpen={open} />
      )}
    </section>
  );
}
