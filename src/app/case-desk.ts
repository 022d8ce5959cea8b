import type { AccountSearchQuery, FoundAccounts } from "../contract/account-search.ts";
import type { CaseBeside } from "../contract/case-beside.ts";
import type { CaseContradictionsView } from "../contract/case-contradictions.ts";
import type { CaseDoctrineView } from "../contract/case-doctrine.ts";
import type { CaseStopsView } from "../contract/case-stops.ts";
import type { CaseView } from "../contract/case-view.ts";
import type { CaseViewQuery } from "../contract/case-view-query.ts";
import type { LedgerStanding } from "../contract/ledger-standing.ts";
import type { MoneyPathsView, PathsQuery } from "../contract/money-paths.ts";
import type { ComparisonQuery, KeptTraces, TraceComparisonView } from "../contract/trace-comparison.ts";
import type { TraceQuery } from "../contract/trace-query.ts";
import type { TransferDetail, TransferList, TransferQuery, TransfersQuery } from "../contract/transfers.ts";
import type { WhoseMoneyView, WhoseQuery } from "../contract/whose-money.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";
import { type AttributionQuestions, attributionQuestions } from "./attribution-questions.ts";
import { backwardQuestions } from "./backward-questions.ts";
import { type CaseAsker, CaseLooks, type LookedCase, type LookKind } from "./case-looks.ts";
import { caseReach } from "./case-reach.ts";
import { caseView } from "./case-view.ts";
import { comparisonQuestions } from "./comparison-questions.ts";
import { ledgerNames } from "./describe-trace.ts";
import type { TracedLists } from "./draft-listed-orders.ts";
import { findAccounts } from "./find-accounts.ts";
import { findingQuestions } from "./finding-questions.ts";
import type { Folding } from "./fold-accounts.ts";
import { type LedgerPayments, ledgerPayments } from "./ledger-payments.ts";
import { ledgerStanding } from "./ledger-standing.ts";
import { maskAnswer, unmaskedQuery } from "./mask-answer.ts";
import { maskTransfer } from "./mask-transfer.ts";
import { type CaseStores, openShownCases, type ShownCases } from "./shown-cases.ts";
import { tracedTransfers } from "./traced-transfers.ts";
import { openTransfer } from "./transfer-detail.ts";
import type { Workplace } from "./workplace.ts";

/** Which transfer is opened, by its id, under which trace. */
interface OpenedTransferQuery extends TransferQuery {
  readonly transfer: string;
}

/** One question about the money of a case, by who asks. */
type Question<Query, Answer> = (asker: CaseAsker, query: Query) => Promise<Answer>;

/**
 * What is asked about the money of cases, answered from open stores: to who may read the case's traces, and logged.
 * Each throws RECORDS_NOT_FOUND for a case that the asker may not see.
 */
export interface CaseDesk {
  readonly view: Question<CaseViewQuery, CaseView>;
  readonly transfers: Question<TransfersQuery, TransferList>;
  readonly accounts: Question<AccountSearchQuery, FoundAccounts>;
  readonly transfer: Question<OpenedTransferQuery, TransferDetail>;
  readonly doctrine: Question<object, CaseDoctrineView>;
  readonly traces: Question<object, KeptTraces>;
  readonly comparison: Question<ComparisonQuery, TraceComparisonView>;
  readonly beside: Question<TraceQuery, CaseBeside>;
  readonly stops: Question<TraceQuery, CaseStopsView>;
  readonly contradictions: Question<TraceQuery, CaseContradictionsView>;
  readonly whose: Question<WhoseQuery, WhoseMoneyView>;
  readonly paths: Question<PathsQuery, MoneyPathsView>;
  /** What has to be ordered of banks, in clear: for routes that check the right to draft orders. */
  readonly lists: Question<TraceQuery, TracedLists>;
  /** How much the ledger holds, and how many losses the asker's cases have in it. */
  readonly standing: (actor: RecordsActor) => Promise<LedgerStanding>;
  /** The ledger as losses look for their rows in it. */
  readonly payments: LedgerPayments;
  /** The engine's questions about returning, asked by routes that check rights on the return itself. */
  readonly attribution: AttributionQuestions;
}

/** The use cases of the page. */
export function openCaseDesk(
  stores: CaseStores,
  workplace: Pick<Workplace, "version" | "workerEntry" | "memoryBytes">,
  records: RecordsStore,
): CaseDesk {
  const cases = openShownCases(stores, workplace);
  const looks = new CaseLooks(records);
  const behindDoor = doorOf(looks, cases);
  const comparison = comparisonQuestions(stores, cases);
  const findings = findingQuestions(stores, cases);
  const backward = backwardQuestions(stores, cases);
  return {
    view: behindDoor("view", async ({ name }, query: CaseViewQuery) =>
      caseView((await cases.trace(name, query)).shown, foldingOf(query), query.victim ?? ""),
    ),
    transfers: behindDoor("transfers", async ({ name }, query: TransfersQuery) =>
      tracedTransfers((await cases.trace(name, query)).shown, foldingOf(query), query),
    ),
    accounts: behindDoor("accounts", async ({ name }, query: AccountSearchQuery) =>
      findAccounts((await cases.trace(name, query)).shown.traced, query.find),
    ),
    transfer: behindDoor("transfer", transferIn(stores, cases, workplace)),
    doctrine: behindDoor("doctrine", ({ name }) => comparison.doctrine(name)),
    traces: behindDoor("traces", ({ name }) => comparison.traces(name)),
    comparison: behindDoor("comparison", ({ name }, query: ComparisonQuery) => comparison.comparison(name, query)),
    beside: behindDoor("beside", ({ name }, query: TraceQuery) => findings.beside(name, query)),
    stops: behindDoor("stops", ({ name }, query: TraceQuery) => findings.stops(name, query)),
    contradictions: behindDoor("contradictions", ({ name }, query: TraceQuery) => findings.contradictions(name, query)),
    whose: behindDoor("whose", ({ name }, query: WhoseQuery) => backward.whose(name, query)),
    paths: behindDoor("paths", ({ name }, query: PathsQuery) => backward.paths(name, query)),
    lists: listsOf(looks, cases),
    standing: (actor) => ledgerStanding(stores, records, actor),
    payments: ledgerPayments(stores),
    attribution: attributionQuestions(stores, cases, workplace.version),
  };
}

/** A transfer of which the case shows a side; the other side is masked unless the case shows it too. */
function transferIn(stores: CaseStores, cases: ShownCases, { workerEntry }: Pick<Workplace, "workerEntry">) {
  return async ({ name, clear }: LookedCase, query: OpenedTransferQuery): Promise<TransferDetail> => {
    const { opened, reach } = await caseReach(cases, name, query.doctrine);
    const transfer = ledgerNames(opened).transfer(reach.transfer(query.transfer));
    const detail = await openTransfer(stores, workerEntry, { opened, transfer });
    const isHidden = ({ index }: { readonly index: number }): boolean => clear === "nobody" || !reach.shows(index);
    return maskTransfer(detail, transfer, { payer: isHidden(transfer.payer), payee: isHidden(transfer.payee) });
  };
}

function foldingOf(query: Pick<CaseViewQuery, "accounts" | "foldBelow" | "show">): Folding {
  return { accounts: query.accounts ?? 300, foldBelowMinor: query.foldBelow ?? 0, show: query.show ?? "" };
}

/** A question behind the door of its case; what its asker may not open is masked in the answer. */
function doorOf(
  looks: CaseLooks,
  cases: ShownCases,
): <Query extends object, Answer>(
  kind: LookKind,
  answer: (looked: LookedCase, query: Query) => Promise<Answer>,
) => Question<Query, Answer> {
  return (kind, answer) => async (asker, query) => {
    const looked = await looks.look(asker, kind, query);
    if (looked.clear === "touched") return answer(looked, query);
    const { opened } = await cases.open(looked.name);
    return maskAnswer(await answer(looked, unmaskedQuery(query, opened)), opened);
  };
}

function listsOf(looks: CaseLooks, cases: ShownCases): CaseDesk["lists"] {
  return async (asker, { doctrine, asOf }) => {
    const query = { ...(doctrine === undefined ? {} : { doctrine }), ...(asOf === undefined ? {} : { asOf }) };
    const { name } = await looks.look(asker, "lists", query);
    return (await cases.trace(name, query)).run.view;
  };
}
