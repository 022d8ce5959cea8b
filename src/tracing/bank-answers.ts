import type { LedgerColumns, TransferColumns } from "../flows/ledger-columns.ts";
import type { BalanceAnswer } from "./balance-answer.ts";
import type { OrderSearch } from "./order-search.ts";
import { renumberTransfers } from "./renumber-transfers.ts";
import type { TraceResult } from "./trace-result.ts";
import type { Loss } from "./trace-input.ts";

/** A ledger in which banks' answers stand, with the way to and fro. */
export interface AnsweredLedger {
  readonly ledger: LedgerColumns;
  /** This ledger's place of a transfer of the one without answers. */
  placeHere(transfer: number): number;
  /** The losses as this ledger numbers them. */
  lossesHere(losses: readonly Loss[]): readonly Loss[];
  /** A trace of this ledger with the transfers of the one without answers. */
  restoreTrace<Result extends TraceResult>(result: Result): Result;
  restoreSearch(search: OrderSearch): OrderSearch;
  /** Of a transfer of this ledger: which it is in the one without answers; of an answer: the one that it stands behind. */
  restoreTransfer(transfer: number): number;
  /** Of a transfer of the one without answers: which it is in this ledger. */
  transferHere(transfer: number): number;
}

/**
 * Puts each answer behind the account's last transfer not later than it, as a payment of nothing to nobody with the
 * balance stated after it: it binds as any stated balance does (T17). Money above it leaves there as lost sight of. An
 * answer earlier than all that is known of its account says nothing of the traced money and is left out.
 * @param endMs last instant of the ledger (of the whole where this one is an extract).
 */
export function insertAnswers(ledger: LedgerColumns, answers: readonly BalanceAnswer[], endMs: number): AnsweredLedger {
  const placed = placeAnswers(ledger.transfers, answers);
  const { length } = ledger.transfers;
  if (placed.length === 0) {
    return {
      ledger,
      placeHere: (transfer) => transfer,
      lossesHere: (losses) => losses,
      restoreTrace: (result) => result,
      restoreSearch: (search) => search,
      restoreTransfer: (transfer) => transfer,
      transferHere: (transfer) => transfer,
    };
  }
  const transferOf = new Uint32Array(length + placed.length);
  const indexOf = new Uint32Array(length);
  let next = 0;
  for (let transfer = 0, at = 0; transfer < length; transfer++, at++) {
    transferOf[at] = transfer;
    indexOf[transfer] = at;
    for (; next < placed.length && placed[next]!.after === transfer; next++) transferOf[++at] = transfer;
  }
  const back = (transfer: number): number => transferOf[transfer]!;
  return {
    ledger: { transfers: withAnswers(ledger, { placed, endMs }, indexOf), accounts: withNobody(ledger.accounts) },
    placeHere: (transfer) => indexOf[transfer]!,
    lossesHere: (losses) => losses.map((loss) => ({ ...loss, transfer: indexOf[loss.transfer]! })),
    restoreTrace: <Result extends TraceResult>(result: Result): Result =>
      restored(result, back, ledger.accounts.length),
    restoreTransfer: back,
    transferHere: (transfer) => indexOf[transfer]!,
    restoreSearch: ({ ties, ranges, ...rest }) => ({
      ...rest,
      ties: ties.map((tie) => ({ ...tie, transfers: tie.transfers.map(back) })),
      ranges: ranges.map((range) =>
        range.list === "flow" && range.place !== null ? { ...range, place: back(range.place) } : range,
      ),
    }),
  };
}

/** An answer, and the transfer that it stands behind. */
export interface PlacedAnswer extends BalanceAnswer {
  readonly after: number;
}

/** Where answers stand, in the order in which they do; without those that say nothing. */
export function placeAnswers(transfers: TransferColumns, answers: readonly BalanceAnswer[]): readonly PlacedAnswer[] {
  const { length, payer, payee, atMs } = transfers;
  const asked = new Set(answers.map(({ account }) => account));
  const after = answers.map(() => -1);
  if (asked.size === 0) return [];
  for (let transfer = 0; transfer < length; transfer++) {
    if (!asked.has(payer[transfer]!) && !asked.has(payee[transfer]!)) continue;
    answers.forEach(({ account, atMs: toldMs }, index) => {
      const isOwn = payer[transfer] === account || payee[transfer] === account;
      if (isOwn && atMs[transfer]! <= toldMs) after[index] = transfer;
    });
  }
  return answers
    .map((answer, index) => ({ ...answer, after: after[index]! }))
    .filter((answer) => answer.after >= 0)
    .sort((a, b) => a.after - b.after || a.atMs - b.atMs);
}

function withAnswers(
  { transfers, accounts }: LedgerColumns,
  { placed, endMs }: { readonly placed: readonly PlacedAnswer[]; readonly endMs: number },
  indexOf: Uint32Array,
): TransferColumns {
  const here = (transfer: number): number => indexOf[transfer]!;
  const length = transfers.length + placed.length;
  const spread = <Column extends Float64Array | Uint32Array | Uint8Array>(column: Column, into: Column): Column => {
    for (let transfer = 0; transfer < transfers.length; transfer++) into[here(transfer)] = column[transfer]!;
    return into;
  };
  const columns = {
    payer: spread(transfers.payer, new Uint32Array(length)),
    payee: spread(transfers.payee, new Uint32Array(length)),
    atMs: spread(transfers.atMs, new Float64Array(length)),
    amountMinor: spread(transfers.amountMinor, new Float64Array(length)),
    flags: spread(transfers.flags, new Uint8Array(length)),
  };
  const { statedBalances, reversals, ties } = transfers;
  const stated = Array.from(statedBalances.transfer, (transfer, index) => ({
    transfer: here(transfer),
    side: statedBalances.side[index]!,
    balanceMinor: statedBalances.balanceMinor[index]!,
  }));
  placed.forEach(({ account, atMs, balanceMinor, after }, index) => {
    // Behind one transfer may stand several: each a place further.
    const first = placed.findIndex((other) => other.after === after);
    const at = here(after) + 1 + index - first;
    columns.payer[at] = account;
    columns.payee[at] = accounts.length;
    // Not beyond the ledger: what other accounts were last seen to hold does not grow older by an answer.
    columns.atMs[at] = Math.min(atMs, endMs);
    stated.push({ transfer: at, side: 0, balanceMinor });
  });
  stated.sort((a, b) => a.transfer - b.transfer || a.side - b.side);
  return {
    length,
    ...columns,
    reversals: { transfer: reversals.transfer.map(here), original: reversals.original.map(here) },
    statedBalances: {
      transfer: Uint32Array.from(stated, ({ transfer }) => transfer),
      side: Uint8Array.from(stated, ({ side }) => side),
      balanceMinor: Float64Array.from(stated, ({ balanceMinor }) => balanceMinor),
    },
    ties: { ...ties, transfer: ties.transfer.map(here) },
  };
}

/** The accounts and, last, one that nobody has. */
function withNobody(accounts: LedgerColumns["accounts"]): LedgerColumns["accounts"] {
  const end = accounts.coverageStart[accounts.length]!;
  return {
    ...accounts,
    length: accounts.length + 1,
    keys: [...accounts.keys, "@answer"],
    exitKind: Uint8Array.from([...accounts.exitKind, 0]),
    openingMinor: Float64Array.from([...accounts.openingMinor, Number.NaN]),
    coverageStart: Uint32Array.from([...accounts.coverageStart, end]),
  };
}

function restored<Result extends TraceResult>(
  result: Result,
  back: (transfer: number) => number,
  accounts: number,
): Result;
function restored(result: TraceResult, back: (transfer: number) => number, accounts: number): TraceResult {
  if (result.kind === "reach") return { ...result, transfer: result.transfer.map(back) };
  return { ...renumberTransfers(result, back), stops: result.stops.filter((account) => account < accounts) };
}
