import type { MoneyPath, MoneyPathsView, PathsQuery } from "../contract/money-paths.ts";
import { toldAnswers } from "./bank-answers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../contract/whose-money.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { perDoctrine } from "../tracing/frozen-evidence.ts";
import { askWhose, sharesSideBySide, type WhoseAnswer, type WhoseRequest } from "./ask-whose.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { type CaseReach, caseReach } from "./case-reach.ts";
import { findPaths, type PathView } from "./find-paths.ts";
import { firstInstantGiven, lastInstantGiven } from "./given-instant.ts";
import { transferTime } from "./money-map-view.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import type { CaseStores, ShownCases } from "./shown-cases.ts";
import { listed, secondText } from "./view-cells.ts";

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
      const asOfMs = lastInstantGiven(query.asOf);
      const asked = placeOf(query);
      const { claims, opened, reach } = await caseReach(cases, caseName, query.doctrine);
      const place = placeIn(opened, reach, asked);
      const answers = await toldAnswers(stores);
      const request = { place, caseName, claims, answers, asOfMs, ...noStops, dustMinor: null };
      return whoseView(askWhose(opened, request), reach);
    },
    paths: async (caseName, { from: start, to: end, after, before, maxHops, doctrine: shown }) => {
      const times = { afterMs: firstInstantGiven(after), beforeMs: lastInstantGiven(before) };
      const { claims, opened, reach } = await caseReach(cases, caseName, shown);
      const { keys } = opened.derived.columns.accounts;
      const [from, to] = [keys[reach.account(start)] ?? "", keys[reach.account(end)] ?? ""];
      const doctrine = (await caseDoctrine(stores, caseName)).search;
      const bounds = { ...times, maxHops: maxHops ?? usualHops, limit: mostPaths };
      const found = findPaths(opened, { from, to, ...bounds, ...noStops, traced: { claims, doctrine } });
      const { earliest, fewest, widest, paths } = found;
      return {
        from: reach.cells(found.from),
        to: reach.cells(found.to),
        doctrine,
        earliest: earliest === null ? null : pathRow(earliest, reach),
        fewest: fewest === null ? null : pathRow(fewest, reach),
        widest: widest === null ? null : pathRow(widest, reach),
        paths: paths.map((path) => pathRow(path, reach)),
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

/** The place that is asked about, where the case shows it. */
function placeIn(opened: OpenedLedger, reach: CaseReach, asked: WhoseRequest["place"]): WhoseRequest["place"] {
  if ("account" in asked) return { account: opened.derived.columns.accounts.keys[reach.account(asked.account)] ?? "" };
  return { transfer: opened.transferId(reach.transfer(asked.transfer)) };
}

function whoseView(answer: WhoseAnswer, reach: CaseReach): WhoseMoneyView {
  const { account, transfer, asOfMs, wholeMinor, losses, canHaveFed, unbound, victimOf, byDoctrine } = answer;
  return {
    account: reach.cells(account),
    transfer:
      transfer === null ? null : { id: transfer.id, at: transferTime(transfer), payee: reach.cells(transfer.payee) },
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

function pathRow({ steps, widthMinor, tracedMinor }: PathView, reach: CaseReach): MoneyPath {
  return {
    widthMinor,
    tracedMinor: tracedMinor ?? 0,
    steps: steps.map(({ transfer, tracedMinor: traced, dwellMs }) => ({
      transfer: transfer.id,
      at: transferTime(transfer),
      payer: reach.cells(transfer.payer),
      payee: reach.cells(transfer.payee),
      amountMinor: transfer.amountMinor,
      tracedMinor: traced ?? 0,
      dwellMs,
    })),
  };
}
