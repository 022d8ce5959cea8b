import { type ReactNode, useMemo } from "react";
import type {
  CaseContradictionsView,
  ContradictionRow,
  ContradictionSide,
} from "../../../../src/contract/case-contradictions.ts";
import { AccountLabel } from "../../design/account-label.tsx";
import type { DenseColumn } from "../../design/dense-table.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { FindingList } from "./finding-list.tsx";

interface ContradictionsProps {
  readonly list: CaseContradictionsView;
  readonly open: (account: string) => void;
  readonly transferAddress: (transfer: string) => string;
}

/** A bank's row in a contradiction; `of` where it is the first, which names the contradiction. */
interface SideLine {
  readonly id: string;
  readonly of: ContradictionRow;
  readonly isFirst: boolean;
  readonly side: ContradictionSide;
}

/** Where statements contradict each other, or themselves: a line for every bank's row that is a side of it. */
export function Contradictions({ list, open, transferAddress }: ContradictionsProps): ReactNode {
  const { say } = useLanguage();
  const columns = useMemo(() => sideColumns(say, transferAddress), [say, transferAddress]);
  const lines = useMemo(
    () =>
      list.rows.flatMap((of, place) =>
        of.rows.map((side, row): SideLine => ({ id: `${place} ${row}`, of, isFirst: row === 0, side })),
      ),
    [list],
  );
  return (
    <>
      <p className="soft">{say("contradictions.count", { n: list.total })}</p>
      <FindingList
        title={say("contradictions.title")}
        note={say("contradictions.note")}
        empty={say("contradictions.empty")}
        list={{ rows: lines, total: lines.length }}
        columns={columns}
        idOf={({ id }) => id}
        open={({ of }) => open(of.account)}
      />
    </>
  );
}

function sideColumns(say: Say, addressOf: (transfer: string) => string): readonly DenseColumn<SideLine>[] {
  const first = (cell: (of: ContradictionRow) => ReactNode) => {
    return ({ of, isFirst }: SideLine): ReactNode => (isFirst ? cell(of) : null);
  };
  return [
    {
      key: "kind",
      title: say("contradictions.kind"),
      cell: first(({ kind }) => <strong>{say(`contradiction.${kind}`)}</strong>),
    },
    {
      key: "account",
      title: say("column.account"),
      cell: first(({ account, number }) => <AccountLabel account={account} number={number} />),
    },
    { key: "holder", title: say("column.holder"), cell: first(({ holder }) => holder) },
    {
      key: "transfer",
      title: say("panel.transfers"),
      cell: first(({ transfer }) =>
        transfer === "" ? (
          ""
        ) : (
          <a href={addressOf(transfer)} onClick={(event) => event.stopPropagation()}>
            {say("panel.transfer")}
          </a>
        ),
      ),
    },
    { key: "role", title: say("contradictions.role"), cell: ({ side: { role } }) => say(`contradiction.${role}`) },
    {
      key: "stated",
      title: say("contradictions.states"),
      align: "right",
      cell: ({ side: { statedMinor }, of: { currency } }) =>
        statedMinor === null ? "" : <Money minor={statedMinor} currency={currency} />,
    },
    {
      key: "file",
      title: say("contradictions.file"),
      cell: ({ side: { file, sha256 } }) => <span title={`${file}\nSHA-256 ${sha256}`}>{file}</span>,
    },
    {
      key: "row",
      title: say("contradictions.row"),
      cell: ({ side: { sheet, row } }) => say("contradictions.place", { sheet, n: row }),
    },
  ];
}
