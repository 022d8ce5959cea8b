import { Tabs } from "antd";
import { type ReactNode, useEffect } from "react";
import { offeredDoctrines } from "../../../../src/contract/case-view.ts";
import type { TraceQuery } from "../../../../src/contract/trace-query.ts";
import { useBeside, useCaseDoctrine, useCaseTitle, useContradictions, useStops } from "../../api/questions.ts";
import { BesideLock, DoctrineLock } from "../../design/doctrine-lock.tsx";
import { useLanguage } from "../../design/language.tsx";
import { casePageAddress, PageHead } from "../../design/page-head.tsx";
import { changeQuery, useAddressQuery } from "../../design/query-address.ts";
import type { WordKey } from "../../design/words-zh-cn.ts";
import { Answered } from "./answered.tsx";
import { BesideSheet } from "./beside-sheet.tsx";
import { Contradictions } from "./contradictions.tsx";
import { Guesses } from "./guesses.tsx";
import { Stops } from "./stops.tsx";
import "./findings-page.css";

/** The parts of the page, in the order in which they are shown. */
const parts = ["guesses", "beside", "contradictions", "stops"] as const;
type PartName = (typeof parts)[number];

/** What an officer has to know of a trace before it is relied on: guesses, what stands beside it, and where it stopped. */
export function FindingsPage({ caseId }: { readonly caseId: string }): ReactNode {
  const { say } = useLanguage();
  const title = useCaseTitle(caseId);
  const address = useAddressQuery();
  const doctrine: TraceQuery["doctrine"] | "" = offeredDoctrines.find((one) => one === address.get("doctrine")) ?? "";
  const asOf = address.get("asOf") ?? "";
  const locked = useCaseDoctrine(caseId).data;
  const shown = doctrine === "" ? locked?.search : doctrine;
  const trace = { doctrine, asOf } as const;
  const part = parts.find((one) => one === address.get("part")) ?? "guesses";
  useEffect(() => {
    document.title = `${title} · ${say("nav.findings")} · ${say("product")}`;
  }, [title, say]);
  return (
    <div className="case-page">
      <PageHead title={title} place={{ caseId, page: "findings", trace }}>
        <span className="soft">
          {shown !== undefined && say(`doctrine.${shown}`)} · {say("asOf")} {asOf === "" ? say("asOf.end") : asOf}
        </span>
        {locked !== undefined && <DoctrineLock locked={locked} />}
      </PageHead>
      {shown !== undefined && (
        <BesideLock
          locked={locked}
          doctrine={shown}
          back={
            <a href={casePageAddress({ caseId, page: "findings", trace: { doctrine: "", asOf } })}>
              {say("lock.back")}
            </a>
          }
        />
      )}
      <Parts caseId={caseId} trace={trace} part={part} />
    </div>
  );
}

interface PartsProps {
  readonly caseId: string;
  readonly trace: { readonly doctrine: TraceQuery["doctrine"] | ""; readonly asOf: string };
  readonly part: PartName;
}

function Parts({ caseId, trace: { doctrine, asOf }, part }: PartsProps): ReactNode {
  const { say } = useLanguage();
  const findings = useFindings(caseId, { doctrine, asOf });
  const counts = countsOf(findings);
  const map = { caseId, page: "map", trace: { doctrine: doctrine ?? "", asOf } } as const;
  // An account, and a transfer down to the bank's row, are opened on the map of the same trace.
  const open = (select: string): void => location.assign(casePageAddress(map, { select }));
  const transferAddress = (transfer: string): string => casePageAddress(map, { transfer });
  const { beside, stops, contradictions } = findings;
  const bodies: Readonly<Record<PartName, ReactNode>> = {
    guesses: <Answered answer={beside}>{({ orders }) => <Guesses {...{ orders, open, transferAddress }} />}</Answered>,
    beside: (
      <Answered answer={beside}>{(data) => <BesideSheet beside={data} {...{ open, transferAddress }} />}</Answered>
    ),
    contradictions: (
      <Answered answer={contradictions}>{(list) => <Contradictions {...{ list, open, transferAddress }} />}</Answered>
    ),
    stops: <Answered answer={stops}>{(data) => <Stops stops={data} open={open} />}</Answered>,
  };
  return (
    <main className="findings">
      <Tabs
        activeKey={part}
        onChange={(next) => changeQuery({ part: next === "guesses" ? "" : next })}
        items={parts.map((name) => ({
          key: name,
          label: <PartLabel word={`findings.${name}`} count={counts[name]} />,
          children: bodies[name],
        }))}
      />
      <p className="soft small">{say("time.zone")}</p>
    </main>
  );
}

interface Findings {
  readonly beside: ReturnType<typeof useBeside>;
  readonly stops: ReturnType<typeof useStops>;
  readonly contradictions: ReturnType<typeof useContradictions>;
}

/** All parts are asked for at once: the labels say how much each holds. */
function useFindings(caseId: string, { doctrine, asOf }: PartsProps["trace"]): Findings {
  const query: TraceQuery = {
    ...(doctrine === "" || doctrine === undefined ? {} : { doctrine }),
    ...(asOf === "" ? {} : { asOf }),
  };
  return {
    beside: useBeside(caseId, query),
    stops: useStops(caseId, query),
    contradictions: useContradictions(caseId, query),
  };
}

/** How much each part holds; `undefined` until it is answered. */
function countsOf({ beside, stops, contradictions }: Findings): Readonly<Record<PartName, number | undefined>> {
  const { data: sheet } = beside;
  const { data: ends } = stops;
  return {
    guesses: sheet?.orders.ties.total,
    beside: sheet && sheet.goodFaith.length + sheet.interest.total + sheet.holders.total,
    contradictions: contradictions.data?.total,
    stops: ends && ends.stops.total + ends.lostSight.total + ends.writtenOff.total,
  };
}

function PartLabel({ word, count }: { readonly word: WordKey; readonly count: number | undefined }): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      {say(word)} <span className="soft small">{count === undefined ? "…" : count.toLocaleString("en-US")}</span>
    </>
  );
}
