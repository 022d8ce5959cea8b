import type { ReactNode } from "react";
import type { CaseView, SheetLine } from "../../../../src/contract/case-view.ts";
import { roughMoneyText } from "../../design/figures.ts";
import { useLanguage } from "../../design/language.tsx";
import { Money } from "../../design/money.tsx";
import { casePageAddress } from "../../design/page-head.tsx";
import type { WordKey } from "../../design/words-zh-cn.ts";
import type { PageAddress } from "./page-address.ts";

const parts: readonly {
  readonly key: Exclude<keyof SheetLine, "currency">;
  readonly word: WordKey;
  readonly tone: string;
}[] = [
  { key: "atRestMinor", word: "sum.atRest", tone: "at-rest" },
  { key: "lostSightMinor", word: "sum.lostSight", tone: "lost-sight" },
  { key: "exitedMinor", word: "sum.exited", tone: "exit" },
  { key: "returnedMinor", word: "sum.returned", tone: "held" },
  { key: "writtenOffMinor", word: "sum.writtenOff", tone: "passing" },
];

interface CaseSumsProps {
  readonly caseId: string;
  readonly address: PageAddress;
  readonly view: CaseView;
  /** Another trace is being run. */
  readonly stale: boolean;
}

/** The money first: what is recoverable, and where the rest of the loss stands. One line a currency. */
export function CaseSums({ caseId, address, view, stale }: CaseSumsProps): ReactNode {
  const { say } = useLanguage();
  const { doctrine, asOf } = address;
  const guesses = casePageAddress({ caseId, page: "findings", trace: { doctrine, asOf } }, { part: "guesses" });
  if (view.kind === "reach") return null;
  return (
    <section className={stale ? "case-sums stale" : "case-sums"} aria-label={say("list.sheet")} aria-busy={stale}>
      {view.totals.map((total) => (
        <SumLine key={total.currency} total={total} view={view} />
      ))}
      <p className="soft small" role="status">
        {stale
          ? say("state.stale", { doctrine: say(`doctrine.${view.doctrine}`) })
          : `${say("time.ledger", { from: view.ledgerFrom ?? "", to: view.ledgerTo ?? "", n: view.ledgerTransfers })} · ${say("time.zone")}`}
        {view.guesses > 0 && (
          <>
            {" · "}
            <a href={guesses}>{say("sum.guesses", { n: view.guesses })}</a>
          </>
        )}
      </p>
    </section>
  );
}

function SumLine({ total, view }: { readonly total: SheetLine; readonly view: CaseView }): ReactNode {
  const { say } = useLanguage();
  const shown = parts.filter(({ key }) => total[key] > 0 || key === "atRestMinor");
  return (
    <div className="sum-line">
      <dl>
        {shown.map(({ key, word, tone }, position) => (
          <div key={key} className={position === 0 ? `sum first ${tone}` : `sum ${tone}`}>
            <dt>
              {say(word)}
              {position === 0 && (
                <span className="soft"> {say("sum.unit.accounts", { n: accountsAtRest(view, total.currency) })}</span>
              )}
            </dt>
            <dd>
              <Money minor={total[key]} currency={total.currency} />
              {position === 0 && <span className="rough">{roughMoneyText(total[key], total.currency)}</span>}
            </dd>
          </div>
        ))}
        <div className="sum loss">
          <dt>
            {say("sum.loss")} <span className="soft">{say("sum.unit.losses", { n: view.losses.total })}</span>
          </dt>
          <dd>
            <Money minor={total.lossMinor} currency={total.currency} />
          </dd>
        </div>
      </dl>
      <svg className="share-bar" preserveAspectRatio="none" viewBox="0 0 1000 6" role="img">
        <title>{say("sum.balance")}</title>
        <ShareBar total={total} />
      </svg>
    </div>
  );
}

function ShareBar({ total }: { readonly total: SheetLine }): ReactNode {
  let left = 0;
  return parts.map(({ key, tone }) => {
    const width = total.lossMinor === 0 ? 0 : (1000 * total[key]) / total.lossMinor;
    const bar = <rect key={key} x={left} width={Math.max(0, width - 1)} height="6" fill={`var(--${tone})`} />;
    left += width;
    return bar;
  });
}

function accountsAtRest(view: CaseView, currency: string): number {
  const rows = view.freezeList.rows.filter((row) => row.currency === currency).length;
  return view.totals.length === 1 ? view.freezeList.total : rows;
}
