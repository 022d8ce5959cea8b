import type { MoneyPath, MoneyPathsView, PathsQuery } from "../contract/money-paths.ts";
import { toldAnswers } from "./bank-answers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../contract/whose-money.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { perDoctrine } from "../tracing/frozen-evidence.ts";
import { askWhose, sharesSideBySide, type WhoseAnswer, type WhoseRequest } from "./ask-whose.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { findPaths, type PathView } from "./find-paths.ts";
import { firstInstantGiven, lastInstantGiven } from "./given-instant.ts";
import { transferTime } from "./money-map-view.ts";
import type { CaseStores, ShownCases } from "./shown-cases.ts";
import { accountCells, listed, secondText } from "./view-cells.ts";

/** What is asked backward: whose money it was, and by which way it came. */
export interface BackwardQuestions {
  whose(caseName: string, query: WhoseQuery): Promise<WhoseMoneyView>;
  paths(caseName: string, query: PathsQuery): Promise<MoneyPathsView>;
}

/** As many paths as a person looks through, and as many payments as money usually takes. */
const mostPaths = 20;
const usualHops = 8;

/** Answers them from the same ledger, marks and claims as the forward trace of the page, without stops of its own. */
export function backwardQuestions(stores: CaseStores, cases: ShownCases): BackwardQuestions {
  const noStops = { stops: [], hubCounterparties: null };
  return {
    whose: async (caseName, query) => {
      const place = placeOf(query);
      const asOfMs = lastInstantGiven(query.asOf);
      const { claims, opened } = await cases.open(caseName);
      const answers = await toldAnswers(stores);
      return whoseView(askWhose(opened, { place, caseName, claims, answers, asOfMs, ...noStops, dustMinor: null }));
    },
    paths: async (caseName, { from, to, after, before, maxHops }) => {
      const times = { afterMs: firstInstantGiven(after), beforeMs: lastInstantGiven(before) };
      const { claims, opened } = await cases.open(caseName);
      const doctrine = (await caseDoctrine(stores, caseName)).search;
      const bounds = { ...times, maxHops: maxHops ?? usualHops, limit: mostPaths };
      const found = findPaths(opened, { from, to, ...bounds, ...noStops, traced: { claims, doctrine } });
      const { earliest, fewest, widest, paths } = found;
      return {
        from: accountCells(found.from),
        to: accountCells(found.to),
        doctrine,
        earliest: earliest === null ? null : pathRow(earliest),
        fewest: fewest === null ? null : pathRow(fewest),
        widest: widest === null ? null : pathRow(widest),
        paths: paths.map(pathRow),
        found: found.found,
        isComplete: found.isComplete,
      };
    },
  };
}

/** @throws SluiceError WEB_BAD_REQUEST unless exactly one place is named. */
function placeOf({ account, transfer }: WhoseQuery): WhoseRequest["place"] {
  if (account !== undefined && transfer === undefined) return { account };
  if (transfer !== undefined && account === undefined) return { transfer };
  throw new SluiceError("WEB_BAD_REQUEST", { seen: "account | transfer" });
}

function whoseView(answer: WhoseAnswer): WhoseMoneyView {
  const { account, transfer, asOfMs, wholeMinor, losses, canHaveFed, unbound, victimOf, byDoctrine } = answer;
  return {
    account: accountCells(account),
    transfer:
      transfer === null ? null : { id: transfer.id, at: transferTime(transfer), payee: accountCells(transfer.payee) },
    asOf: asOfMs === null ? null : secondText(asOfMs),
    wholeMinor,
    losses,
    canHaveFed,
    unbound,
    shares: listed(sharesSideBySide(answer), ({ id, amountMinor }) => {
      return { loss: id, victim: victimOf.get(id) ?? "", amountMinor };
    }),
    otherMinor: perDoctrine((doctrine) => byDoctrine[doctrine].otherMinor),
  };
}

function pathRow({ steps, widthMinor, tracedMinor }: PathView): MoneyPath {
  return {
    widthMinor,
    tracedMinor: tracedMinor ?? 0,
    steps: steps.map(({ transfer, tracedMinor: traced, dwellMs }) => ({
      transfer: transfer.id,
      at: transferTime(transfer),
      payer: accountCells(transfer.payer),
      payee: accountCells(transfer.payee),
      amountMinor: transfer.amountMinor,
      tracedMinor: traced ?? 0,
      dwellMs,
    })),
  };
}
