import type { GoodFaithMark } from "../storage/good-faith-register.ts";
import type { LedgerFile, LedgerStore } from "../storage/ledger-store.ts";
import type { KeptAccount, LegStore } from "../storage/leg-store.ts";
import { allAnswers, allRequests, noRecords } from "../storage/order-register.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { type AnsweredTrace, searchBudget, traceWithAnswers } from "../tracing/answered-trace.ts";
import type { BalanceAnswer } from "../tracing/balance-answer.ts";
import { extractOptions, type LedgerExtract } from "../tracing/extract-ledger.ts";
import { firstAtLeast } from "../tracing/first-at-least.ts";
import { paysInterest } from "../tracing/interest.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";
import { markGoodFaith } from "./good-faith.ts";
import { HopFetcher } from "./hop-fetcher.ts";
import { type LedgerPart, layOutCase } from "./lay-out-case.ts";
import { ledgerKey, type OpenedLedger, placeOfId, nameLedger } from "./open-ledger.ts";
import { bindCase, optionsFor, type TraceRequest } from "./run-trace.ts";
import { type FollowedCase, followLosses, questionOf } from "./trace-by-hops.ts";

/** What is fetched, and how much of it there may be. */
interface CaseScope {
  readonly request: TraceRequest;
  /** Holders who acquired in good faith (T20), in force for the case. */
  readonly marks: readonly GoodFaithMark[];
  readonly legBudget: number;
  readonly signal: AbortSignal;
}

/** The part of a ledger that decides a case, and what it took to fetch it. */
export interface CaseLedger extends OpenedLedger {
  readonly part: LedgerPart;
  readonly fetched: { readonly rounds: number; readonly accounts: number; readonly legs: number };
}

/**
 * Opens of a kept ledger what decides a case: the accounts that its claims name, and those that the losses' money
 * reaches, hop by hop. `runTrace` over it says what it would say over the whole ledger.
 * @throws SluiceError TRACE_BEYOND_BUDGET, STORAGE_LEGS_MISSING, and whatever the engine refuses.
 */
export async function openCaseByHops(ledger: LedgerStore, scope: CaseScope): Promise<CaseLedger> {
  const { request, marks, legBudget, signal } = scope;
  const files = await ledger.files();
  const name = ledgerKey(files);
  const options = await optionsOf(ledger.legs, name, request);
  const goodFaith = await accountsNamed(
    ledger.legs,
    name,
    marks.map(({ account }) => account),
  );
  const fetcher = await HopFetcher.open(ledger.legs, { name, options, goodFaith, legBudget, signal });
  const source: CaseSource = { legs: ledger.legs, name, files, fetcher, options, transferById: new Map() };
  const { payers, accounts } = await fetchClaimed(source, request.claims);
  const first = fetcher.extract(accounts);
  const searched = await open(source, first, { transfers: paidBy(first, payers), accounts });
  const losses = bindCase(searched, request.claims).losses.map((loss) => ({
    ...loss,
    transfer: first.transferOf[loss.transfer] ?? 0,
    payer: payerOf(first, loss.transfer),
  }));
  const sent = await accountsSentFor(ledger.legs, name, request);
  // What was asked for before tells what its bank yields, also where this trace does not come.
  await fetcher.fetch(sent);
  const followed = await followOrders(fetcher, {
    losses,
    options,
    answers: await answersOf(ledger.legs, name, request),
  });
  const met = Array.from(followed.found.search?.accounts ?? [], (place) => followed.extract.accountOf[place] ?? 0);
  const named = [...accounts, ...met, ...sent];
  const whole = fetcher.extract([...named, ...fetcher.stops.keys()]);
  const shown = shownTransfers(followed).map((transfer) => firstAtLeast(whole.transferOf, transfer));
  const interest = (await fetcher.describe(fetcher.stops.keys())).filter(({ key }) => paysInterest(key));
  const paying = new Set([...payers, ...interest.map(({ account }) => account)]);
  const transfers = [...shown, ...paidBy(whole, paying)];
  return markGoodFaith(await open(source, whole, { transfers, accounts: named }), marks);
}

/** What a case's money does, as an extract numbers it. */
interface FollowedOrders {
  readonly extract: LedgerExtract;
  readonly found: AnsweredTrace;
}

/** Follows the losses, and where another order of tied rows (T7) would take their money. */
async function followOrders(fetcher: HopFetcher, followed: FollowedCase): Promise<FollowedOrders> {
  for (;;) {
    const { extract } = await followLosses(fetcher, followed);
    const found = traceWithAnswers(extract.ledger, questionOf(fetcher, extract, followed), searchBudget);
    const beyond = found.search?.beyond ?? [];
    if (!(await fetcher.fetch(beyond.map((place) => extract.accountOf[place] ?? 0)))) return { extract, found };
  }
}

/** The transfers whose rows a trace shows, in the whole ledger's indices. */
function shownTransfers({ extract, found }: FollowedOrders): readonly number[] {
  const { trace, search } = found;
  const shown =
    trace.kind === "reach"
      ? [...trace.transfer]
      : [...trace.flows.transfer, ...trace.unexplained.map(({ transfer }) => transfer)];
  const ranged = search?.ranges.flatMap(({ list, place }) => (list === "flow" && place !== null ? [place] : [])) ?? [];
  const tied = search?.ties.flatMap(({ transfers }) => transfers) ?? [];
  return [...shown, ...ranged, ...tied].map((transfer) => extract.transferOf[transfer] ?? 0);
}

interface CaseSource {
  readonly legs: LegStore;
  readonly name: string;
  readonly files: readonly LedgerFile[];
  readonly fetcher: HopFetcher;
  readonly options: TraceOptions;
  /** The transfers that claims name, by the id of any row that witnesses them. */
  readonly transferById: Map<string, number>;
}

/** Opens what was fetched; the transfers named have their witnesses, and their ends, the stops and the accounts names. */
async function open(
  { legs, name, files, fetcher, transferById, options }: CaseSource,
  extract: LedgerExtract,
  named: { readonly transfers: readonly number[]; readonly accounts: readonly number[] },
): Promise<CaseLedger> {
  const { ledger, transferOf, accountOf } = extract;
  const transfers = [...new Set(named.transfers)];
  const witnesses = await legs.witnesses(
    name,
    transfers.map((transfer) => ({ transfer: transferOf[transfer] ?? 0, payer: payerOf(extract, transfer) })),
  );
  const stops = [...accountOf.keys()].filter((account) => fetcher.stops.has(accountOf[account] ?? 0));
  const ends = transfers.flatMap((transfer) => [
    payerOf(extract, transfer),
    accountOf[ledger.transfers.payee[transfer] ?? 0] ?? 0,
  ]);
  const accounts = await fetcher.describe([...named.accounts, ...ends, ...stops.map((stop) => accountOf[stop] ?? 0)]);
  const laidOut = layOutCase(extract, { accounts, witnesses, files: files.map(({ report }) => report.sha256) });
  const { whole, rounds, accounts: reached, legs: fetchedLegs } = fetcher;
  return {
    ...nameLedger({ files, ...laidOut }),
    transferIndex(id) {
      const transfer = transferById.get(id);
      return transfer === undefined ? undefined : firstAtLeast(transferOf, transfer);
    },
    part: {
      transfers: whole.transfers,
      accounts: whole.accounts,
      lastInstantMs: whole.lastInstantMs,
      columns: ledger,
      stops,
      counterparties: new Map(stops.map((stop) => [stop, fetcher.counterparties.get(accountOf[stop] ?? 0) ?? 0])),
      options: extractOptions(extract, options),
    },
    fetched: { rounds, accounts: reached, legs: fetchedLegs },
  };
}

/** The options with the stops found by key or number, as `runTrace` finds them. */
async function optionsOf(legs: LegStore, name: string, request: TraceRequest): Promise<TraceOptions> {
  return optionsFor(request, await accountsNamed(legs, name, request.stops));
}

/** The accounts that are one of the names, by key or number. */
async function accountsNamed(legs: LegStore, name: string, names: readonly string[]): Promise<readonly number[]> {
  const wanted = new Set(names);
  const named = await legs.named(name, names);
  const isNamed = ({ key, facts }: KeptAccount): boolean =>
    wanted.has(key) || facts.numbers.some((number) => wanted.has(number));
  return (await legs.accounts(name, [...named.values()].flat())).filter(isNamed).map(({ account }) => account);
}

/** Balances that banks told up to the as-of time, of accounts that the ledger knows. */
async function answersOf(legs: LegStore, name: string, request: TraceRequest): Promise<readonly BalanceAnswer[]> {
  const told = allAnswers(request.orderBook?.records ?? noRecords).filter(
    ({ atMs }) => request.asOfMs === null || atMs <= request.asOfMs,
  );
  const named = await legs.named(
    name,
    told.map(({ account }) => account),
  );
  return told.flatMap(({ account: number, atMs, balanceMinor }) =>
    balanceMinor === null ? [] : (named.get(number) ?? []).map((account) => ({ account, atMs, balanceMinor })),
  );
}

/** The accounts whose statements were asked for before. */
async function accountsSentFor(legs: LegStore, name: string, request: TraceRequest): Promise<readonly number[]> {
  const numbers = allRequests(request.orderBook?.records ?? noRecords).map(({ account }) => account);
  return [...(await legs.named(name, numbers)).values()].flat();
}

/** Fetches the accounts that claims name as payers, and the transfers that they name by id. */
async function fetchClaimed(
  { legs, name, files, fetcher, transferById }: CaseSource,
  claims: readonly LossClaim[],
): Promise<{ readonly payers: ReadonlySet<number>; readonly accounts: readonly number[] }> {
  const searched = claims.filter(({ transferId }) => transferId === "");
  const numbers = searched.flatMap(({ payer, payee }) => [payer, payee]).filter((number) => number !== "");
  const named = await legs.named(name, numbers);
  const payers = new Set(searched.flatMap(({ payer }) => named.get(payer) ?? []));
  await fetcher.look([...payers]);
  const forWallets = (await fetcher.describe(payers)).flatMap(({ walletPaid }) => walletPaid);
  const sha256 = files.map(({ report }) => report.sha256);
  const rows = claims.flatMap(({ transferId: id }) => {
    const place = id === "" ? undefined : placeOfId(sha256, id);
    return place === undefined ? [] : [{ ...place, id }];
  });
  const paid = (await legs.transfersAt(name, rows)).flatMap((transfer, index) => {
    if (transfer === undefined) return [];
    transferById.set(rows[index]?.id ?? "", transfer.transfer);
    payers.add(transfer.payer);
    return [transfer];
  });
  for (const { payer } of forWallets) payers.add(payer);
  await fetcher.fetchPaid([...paid, ...forWallets]);
  return { payers, accounts: [...new Set([...payers, ...[...named.values()].flat()])] };
}

/** The transfers of the extract that some accounts of the whole ledger paid. */
function paidBy(extract: LedgerExtract, payers: ReadonlySet<number>): readonly number[] {
  return [...extract.transferOf.keys()].filter((transfer) => payers.has(payerOf(extract, transfer)));
}

/** Who paid a transfer of the extract, in the whole ledger's indices. */
function payerOf({ ledger, accountOf }: LedgerExtract, transfer: number): number {
  return accountOf[ledger.transfers.payer[transfer] ?? 0] ?? 0;
}
