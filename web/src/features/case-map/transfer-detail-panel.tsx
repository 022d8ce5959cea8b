import { Tabs } from "antd";
import type { ReactNode } from "react";
import { problemOf } from "../../api/ask.ts";
import type { SourceCell, SourceRow, TransferDetail, TransferParty } from "../../../../src/contract/transfers.ts";
import { useTransfer } from "../../api/questions.ts";
import { AccountLabel } from "../../design/account-label.tsx";
import { AccountNumber } from "../../design/account-number.tsx";
import { type Say, useLanguage } from "../../design/language.tsx";
import { type WordKey, wordsZhCn } from "../../design/words-zh-cn.ts";
import { Money } from "../../design/money.tsx";
import type { PageAddress } from "./page-address.ts";
import { doctrineOf } from "./view-query.ts";
import { WhosePanel } from "./whose-panel.tsx";
import { Failed, Loading } from "../../design/page-states.tsx";

interface TransferDetailPanelProps {
  readonly caseId: string;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
}

/** One transfer and, below it, every bank row that witnesses it as it stood; or, backward, whose money it moved. */
export function TransferDetailPanel({ caseId, address, change }: TransferDetailPanelProps): ReactNode {
  const { say } = useLanguage();
  const answer = useTransfer(caseId, address.transfer, doctrineOf(address));
  if (answer.error !== null) return <Failed problem={problemOf(answer.error)} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading doing="state.reading" />;
  const { failed, rows, id } = answer.data;
  const source = { key: "rows", label: say("panel.source"), children: <SourceRows rows={rows} /> };
  const whose = (
    <WhosePanel
      caseId={caseId}
      place={{ transfer: id, ...doctrineOf(address) }}
      light={(victim) => change({ victim, alone: "" })}
    />
  );
  return (
    <>
      <TransferFigures transfer={answer.data} open={(transfer) => change({ transfer })} />
      {failed && <p className="notice">{say("panel.failed")}</p>}
      <Tabs
        activeKey={address.panel === "whose" ? "whose" : "rows"}
        onChange={(panel) => change({ panel: panel === "whose" ? "whose" : "" })}
        items={[source, { key: "whose", label: say("whose.title"), children: whose }]}
        destroyOnHidden
      />
    </>
  );
}

function SourceRows({ rows }: Pick<TransferDetail, "rows">): ReactNode {
  const { say } = useLanguage();
  if (rows.length === 0) return <p className="quiet">{say("panel.noRows")}</p>;
  return (
    <>
      <p className="soft small">{say("panel.sourceCount", { n: rows.length })}</p>
      {rows.map((row) => (
        <SourceRowTable key={`${row.sha256} ${row.sheet} ${row.row}`} row={row} />
      ))}
    </>
  );
}

interface TransferFiguresProps {
  readonly transfer: TransferDetail;
  readonly open: (id: string) => void;
}

function TransferFigures({ transfer, open }: TransferFiguresProps): ReactNode {
  const { say } = useLanguage();
  const { id, at, payer, payee, amountMinor, currency, orderGuessed, reverses } = transfer;
  return (
    <dl className="figures">
      <div>
        <dt>{say("column.time")}</dt>
        <dd className="time">
          {at}
          {orderGuessed && <span className="soft"> {say("mark.guessed")}</span>}
        </dd>
      </div>
      <div>
        <dt>{say("column.amount")}</dt>
        <dd>
          <Money minor={amountMinor} currency={currency} />
        </dd>
      </div>
      <div className="wide">
        <dt>{say("column.payer")}</dt>
        <dd>
          <Party party={payer} />
        </dd>
      </div>
      <div className="wide">
        <dt>{say("column.payee")}</dt>
        <dd>
          <Party party={payee} />
        </dd>
      </div>
      {reverses !== null && (
        <div className="wide">
          <dt>{say("panel.reverses")}</dt>
          <dd>
            <button type="button" className="link digits" onClick={() => open(reverses)}>
              {reverses}
            </button>
          </dd>
        </div>
      )}
      <div className="wide">
        <dt>{say("panel.id")}</dt>
        <dd className="digits">{id}</dd>
      </div>
    </dl>
  );
}

function Party({ party }: { readonly party: TransferParty }): ReactNode {
  return (
    <>
      <AccountLabel account={party.account} number={party.number} /> {party.holder}{" "}
      <span className="soft">{party.bank}</span>
    </>
  );
}

function SourceRowTable({ row }: { readonly row: SourceRow }): ReactNode {
  const { say, language } = useLanguage();
  const sheet = row.sheetName === "" ? String(row.sheet) : `${row.sheet} ${row.sheetName}`;
  const encoding = row.original?.encoding ?? "";
  return (
    <article className="source-row">
      <header>
        <strong className="path">{row.file}</strong>
        <span>
          {say("panel.sheet")} {sheet} · <strong>{say("panel.row", { n: row.row })}</strong> · {say("panel.layout")}{" "}
          {row.layout}
          {encoding !== "" && ` · ${say("panel.encoding")} ${encoding}`} · {say(`outcome.${row.outcome}`)}
        </span>
        <span>
          {say("panel.statementOf")} <AccountNumber number={row.statementOf} />
        </span>
        <span className="soft digits">SHA-256 {row.sha256}</span>
      </header>
      {row.unreadable !== null && (
        <p className="notice">
          {say("panel.unreadable")} {language === "en" ? row.unreadable.en : row.unreadable.zh}
        </p>
      )}
      <table aria-label={say("panel.source")}>
        <thead>
          <tr>
            <th scope="col">{say("panel.heading")}</th>
            <th scope="col">{say("panel.original")}</th>
            <th scope="col">{say("panel.read")}</th>
          </tr>
        </thead>
        <tbody>
          {sourceLines(row, say).map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.heading}</th>
              <td className="raw">{line.raw}</td>
              <td>{line.read}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

interface SourceLine {
  readonly key: string;
  readonly heading: string;
  readonly raw: string;
  readonly read: string;
}

/** The file's cells in its own order, beside each what was read from it; then what was read from elsewhere. */
function sourceLines({ original, cells }: SourceRow, say: Say): readonly SourceLine[] {
  const waiting = new Set(cells);
  const lines = (original?.cells ?? []).map(({ heading, text }, column): SourceLine => {
    const taken = [...waiting].filter((cell) => cell.heading !== "" && cell.heading === heading.trim());
    for (const cell of taken) waiting.delete(cell);
    return {
      key: `${column}`,
      heading,
      raw: text,
      read: [...new Set(taken.map((cell) => readText(cell, say)))].join(" · "),
    };
  });
  const rest = [...waiting].map(({ field, heading, text }) => ({
    key: field,
    heading: heading || wordOr(`field.${field}`, field, say),
    raw: "",
    read: readText({ field, text }, say),
  }));
  return [...lines.filter(({ raw, read }) => raw !== "" || read !== ""), ...rest];
}

/** What was read, in words where Sluice keeps a code for it. */
function readText({ field, text }: Pick<SourceCell, "field" | "text">, say: Say): string {
  return wordOr(`${field}.${text}`, text, say);
}

function wordOr(key: string, otherwise: string, say: Say): string {
  return key in wordsZhCn ? say(key as WordKey) : otherwise;
}
