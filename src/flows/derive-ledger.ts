import { describeAccounts } from "./account-facts.ts";
import { type AccountTable, tabulateAccounts } from "./account-table.ts";
import { findBalanceBreaks } from "./balance-breaks.ts";
import { type DerivedLedger, type RowOutcome, rowOutcomes, type WalletWitnessed } from "./derived-ledger.ts";
import type { HolderRecord, StatedPeriod } from "./file-reading.ts";
import { findContradictions } from "./find-contradictions.ts";
import { findDuplicates } from "./find-duplicates.ts";
import {
  type AccountColumns,
  TRANSFER_DAY_PRECISION,
  TRANSFER_FAILED,
  TRANSFER_ORDER_GUESSED,
  TRANSFER_REVERSAL,
  type TransferColumns,
} from "./ledger-columns.ts";
import type { LedgerLegs } from "./ledger-legs.ts";
import { type LedgerOrder, orderLedger } from "./ledger-order.ts";
import { linkReversals } from "./link-reversals.ts";
import { findListed, findStated } from "./listed-rows.ts";
import { joinThroughReserves } from "./join-through-reserves.ts";
import { joinRestatedRows } from "./join-restated-rows.ts";
import { namesFromNumbers } from "./names-from-numbers.ts";
import { joinNumbers } from "./number-nodes.ts";
import { openingBalances } from "./opening-balances.ts";
import { pairWitnesses } from "./pair-witnesses.ts";
import { coverAccounts } from "./statement-coverage.ts";
import { tieColumns } from "./tie-columns.ts";
import { NONE, precisionCodes, statusCodes, type WitnessColumns } from "./witness-columns.ts";
import { makeLegs } from "./witnessed-legs.ts";
import { makeTransfers, type WitnessedTransfers } from "./witnessed-transfers.ts";

/**
 * Derives the transfers from statement rows (rules F1 to F29 in `SPEC.md`): one key per account, overlapping exports
 * joined, both banks' witnesses of one transfer paired, reversals linked, everything in the order of rule T6. A pure
 * function: the same rows give the same ledger whatever the order in which they were imported.
 */
export function deriveLedger(
  rows: WitnessColumns,
  facts: { readonly holders: readonly HolderRecord[]; readonly periods: readonly StatedPeriod[] },
): DerivedLedger {
  const isListed = findListed(rows);
  const witnesses = namesFromNumbers(rows, isListed);
  const nodes = joinNumbers(witnesses, facts.holders);
  const table = tabulateAccounts(witnesses, nodes);
  const sameAs = findDuplicates(witnesses, table);
  joinRestatedRows(witnesses, table, sameAs);
  const partner = pairWitnesses(witnesses, { table, nodes }, sameAs);
  const joined = joinThroughReserves({ witnesses, table, nodes, sameAs }, partner);
  const made = makeTransfers(witnesses, table, { sameAs, partner, wallets: joined.wallets });
  const { originalOf, transfers } = linkReversals(witnesses, made, table.exitKind);
  const legs = makeLegs(witnesses, transfers, table.keys.length);
  const order = orderLedger(legs);
  const isStated = findStated(isListed, sameAs);
  const cover = coverAccounts(witnesses, { table, nodes, partner, isListed }, facts.periods);
  const accounts: AccountColumns = {
    length: table.keys.length,
    keys: table.keys,
    exitKind: Uint8Array.from(table.exitKind),
    openingMinor: openingBalances(legs, order.chains, (leg) => isWitnessed(transfers, isListed, leg)),
    ...cover.all,
  };
  const columns = { transfers: transferColumns({ witnesses, transfers, legs, order, originalOf }), accounts };
  return {
    columns,
    facts: describeAccounts(witnesses, { table, nodes }, facts.holders),
    firstWitness: order.order.map((id) => firstRow(transfers, id)),
    secondWitness: order.order.map((id) => secondRow(transfers, id)),
    ...rowFates(witnesses, table, { sameAs, transfers, order }),
    balanceBreaks: findBalanceBreaks(transfers, { legs, chains: order.chains, isStated }),
    contradictions: findContradictions(columns.transfers, {
      transfers,
      order: order.order,
      isStated,
      held: cover.held,
    }),
    walletWitnesses: walletWitnesses(transfers, { table, order }),
    unjoined: joined.unjoined,
    cycleAccounts: order.cycleAccounts,
  };
}

function firstRow(transfers: WitnessedTransfers, id: number): number {
  return transfers.payerRow[id] === NONE ? transfers.payeeRow[id]! : transfers.payerRow[id]!;
}

function secondRow(transfers: WitnessedTransfers, id: number): number {
  return transfers.payerRow[id] === NONE ? NONE : transfers.payeeRow[id]!;
}

/** Whether the account's own statement shows the leg, or a list, which witnesses both legs (F24). */
function isWitnessed(transfers: WitnessedTransfers, isListed: Uint8Array, leg: number): boolean {
  const id = leg >>> 1;
  if (((leg & 1) === 0 ? transfers.payerRow : transfers.payeeRow)[id] !== NONE) return true;
  return isListed[firstRow(transfers, id)] === 1;
}

function walletWitnesses(
  { walletRow }: WitnessedTransfers,
  { table, order }: { readonly table: AccountTable; readonly order: LedgerOrder },
): WalletWitnessed[] {
  if (walletRow.size === 0) return [];
  const found: WalletWitnessed[] = [];
  order.order.forEach((id, transfer) => {
    const row = walletRow.get(id);
    if (row !== undefined) found.push({ transfer, row, account: table.own[row]! });
  });
  return found;
}

interface Ordered {
  readonly witnesses: WitnessColumns;
  readonly transfers: WitnessedTransfers;
  readonly legs: LedgerLegs;
  readonly order: LedgerOrder;
  readonly originalOf: Uint32Array;
}

const failed = statusCodes.indexOf("failed");
const day = precisionCodes.indexOf("day");

/** The transfers in the ledger's order. A transfer's time is the payer's witness's where there is one. */
function transferColumns({ witnesses, transfers, legs, order, originalOf }: Ordered): TransferColumns {
  const ids = order.order;
  const flags = new Uint8Array(ids.length);
  const place = new Uint32Array(ids.length);
  const reversing: number[] = [];
  let balances = 0;
  for (let position = 0; position < ids.length; position++) {
    const id = ids[position]!;
    const row = firstRow(transfers, id);
    place[id] = position;
    flags[position] =
      (witnesses.status[row] === failed ? TRANSFER_FAILED : 0) |
      (originalOf[id] === NONE ? 0 : TRANSFER_REVERSAL) |
      (order.guessed[id] === 1 ? TRANSFER_ORDER_GUESSED : 0) |
      (witnesses.precision[row] === day ? TRANSFER_DAY_PRECISION : 0);
    if (originalOf[id] !== NONE) reversing.push(position);
    balances +=
      Number(!Number.isNaN(legs.balanceMinor[2 * id]!)) + Number(!Number.isNaN(legs.balanceMinor[2 * id + 1]!));
  }
  return {
    length: ids.length,
    payer: ids.map((id) => transfers.payer[id]!),
    payee: ids.map((id) => transfers.payee[id]!),
    atMs: Float64Array.from(ids, (id) => witnesses.atMs[firstRow(transfers, id)]!),
    amountMinor: Float64Array.from(ids, (id) => witnesses.amountMinor[firstRow(transfers, id)]!),
    flags,
    reversals: {
      transfer: Uint32Array.from(reversing),
      original: Uint32Array.from(reversing, (position) => place[originalOf[ids[position]!]!]!),
    },
    statedBalances: statedBalances(legs, ids, balances),
    ties: tieColumns(legs, order.chains, place),
  };
}

function statedBalances(legs: LedgerLegs, ids: Uint32Array, count: number): TransferColumns["statedBalances"] {
  const transfer = new Uint32Array(count);
  const side = new Uint8Array(count);
  const balanceMinor = new Float64Array(count);
  let next = 0;
  for (let position = 0; position < ids.length; position++) {
    for (let at = 0; at < 2; at++) {
      const stated = legs.balanceMinor[2 * ids[position]! + at]!;
      if (Number.isNaN(stated)) continue;
      transfer[next] = position;
      side[next] = at;
      balanceMinor[next++] = stated;
    }
  }
  return { transfer, side, balanceMinor };
}

const outcomeCode = (outcome: RowOutcome): number => rowOutcomes.indexOf(outcome);

/** What became of every row: each ends in exactly one outcome. */
function rowFates(
  witnesses: WitnessColumns,
  table: AccountTable,
  at: { readonly sameAs: Uint32Array; readonly transfers: WitnessedTransfers; readonly order: LedgerOrder },
): Pick<DerivedLedger, "outcome" | "sameAs" | "transferOf"> {
  const { sameAs, transfers, order } = at;
  const outcome = new Uint8Array(witnesses.length).fill(outcomeCode("rejected-direction"));
  const transferOf = new Uint32Array(witnesses.length).fill(NONE);
  for (let position = 0; position < order.order.length; position++) {
    const id = order.order[position]!;
    const [first, second] = [firstRow(transfers, id), secondRow(transfers, id)];
    outcome[first] = outcomeCode("transfer");
    transferOf[first] = position;
    if (second === NONE) continue;
    outcome[second] = outcomeCode("second-witness");
    transferOf[second] = position;
  }
  for (const [id, row] of transfers.walletRow) {
    outcome[row] = outcomeCode("wallet-witness");
    transferOf[row] = transferOf[firstRow(transfers, id)]!;
  }
  for (let row = 0; row < witnesses.length; row++) {
    if (table.own[row] === NONE) outcome[row] = outcomeCode("rejected-no-account");
    if (sameAs[row] === NONE) continue;
    outcome[row] = outcomeCode("duplicate");
    transferOf[row] = transferOf[sameAs[row]!]!;
  }
  return { outcome, sameAs, transferOf };
}
