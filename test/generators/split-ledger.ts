import type { AccountColumns, LedgerColumns } from "../../src/flows/ledger-columns.ts";
import type { LedgerOverlay, OverlaidAccount } from "../../src/tracing/ledger-overlay.ts";
import type { Loss } from "../../src/tracing/trace-input.ts";

/** Which parts of a ledger come later: bit k of a number stands for transfer, stated balance or account k. */
export interface LaterParts {
  readonly transfers: number;
  readonly stated: number;
  readonly accounts: number;
}

/** A ledger parted in two: what was there first, and the overlay that makes it whole again. */
export interface SplitLedger {
  readonly base: LedgerColumns;
  readonly overlay: LedgerOverlay;
  /** With the base's places; the transfers of losses are in it. */
  readonly losses: readonly Loss[];
}

/** Parts the ledger; the overlay of it laid over `base` is `ledger` again. */
export function splitLedger(
  ledger: LedgerColumns,
  { losses, stops }: { readonly losses: readonly Loss[]; readonly stops: readonly number[] },
  later: LaterParts,
): SplitLedger {
  const { transfers, accounts } = ledger;
  const isLater = (bits: number, index: number): boolean => Math.floor(bits / 2 ** index) % 2 === 1;
  const ofLoss = new Set(losses.map(({ transfer }) => transfer));
  const all = Array.from({ length: transfers.length }, (_, transfer) => transfer);
  const inserted = all.filter((transfer) => !ofLoss.has(transfer) && isLater(later.transfers, transfer));
  const kept = all.filter((transfer) => !inserted.includes(transfer));
  const place = new Map(kept.map((transfer, index) => [transfer, index]));
  const reversals = Array.from(transfers.reversals.transfer, (transfer, index) => ({
    transfer,
    original: transfers.reversals.original[index]!,
  }));
  const isBelow = ({ transfer, original }: { transfer: number; original: number }): boolean =>
    place.has(transfer) && place.has(original);
  const stated = Array.from(transfers.statedBalances.transfer, (transfer, index) => ({
    transfer,
    side: transfers.statedBalances.side[index]!,
    balance: transfers.statedBalances.balanceMinor[index]!,
    later: isLater(later.stated, index) || !place.has(transfer),
  }));
  const at = (transfer: number): number => place.get(transfer)!;
  const statedColumns = (rows: typeof stated, toPlace: (transfer: number) => number) => ({
    transfer: Uint32Array.from(rows, (row) => toPlace(row.transfer)),
    side: Uint8Array.from(rows, ({ side }) => side),
    balanceMinor: Float64Array.from(rows, ({ balance }) => balance),
  });
  const reversalColumns = (rows: typeof reversals, toPlace: (transfer: number) => number) => ({
    transfer: Uint32Array.from(rows, ({ transfer }) => toPlace(transfer)),
    original: Uint32Array.from(rows, ({ original }) => toPlace(original)),
  });
  const columnsOf = (chosen: readonly number[]) => ({
    payer: Uint32Array.from(chosen, (transfer) => transfers.payer[transfer]!),
    payee: Uint32Array.from(chosen, (transfer) => transfers.payee[transfer]!),
    atMs: Float64Array.from(chosen, (transfer) => transfers.atMs[transfer]!),
    amountMinor: Float64Array.from(chosen, (transfer) => transfers.amountMinor[transfer]!),
    flags: Uint8Array.from(chosen, (transfer) => transfers.flags[transfer]!),
  });
  const columns = columnsOf(kept);
  const named = [...columns.payer, ...columns.payee, ...stops, ...losses.flatMap((loss) => loss.victimAccounts)];
  // Accounts behind the last that is named are new with the overlay.
  const known = Math.max(0, ...named) + 1;
  const changed = Array.from({ length: accounts.length }, (_, account) => account).filter(
    (account) => account >= known || isLater(later.accounts, account),
  );
  return {
    base: {
      transfers: {
        ...transfers,
        ...columns,
        length: kept.length,
        reversals: reversalColumns(reversals.filter(isBelow), at),
        statedBalances: statedColumns(
          stated.filter((row) => !row.later),
          at,
        ),
      },
      accounts: withoutStatements(ledger, known, changed),
    },
    overlay: {
      inserted: { place: Uint32Array.from(inserted), ...columnsOf(inserted) },
      withdrawn: new Uint32Array(),
      reversals: reversalColumns(
        reversals.filter((one) => !isBelow(one)),
        (transfer) => transfer,
      ),
      statedBalances: statedColumns(
        stated.filter((row) => row.later),
        (transfer) => transfer,
      ),
      accounts: new Map(changed.map((account) => [account, overlaid(ledger, account)])),
      accountCount: accounts.length,
    },
    losses: losses.map((loss) => ({ ...loss, transfer: at(loss.transfer) })),
  };
}

/** The first `known` accounts; of those of `changed` neither opening nor coverage is known. */
function withoutStatements({ accounts }: LedgerColumns, known: number, changed: readonly number[]): AccountColumns {
  const intervals: number[] = [];
  const coverageStart = new Uint32Array(known + 1);
  for (let account = 0; account < known; account++) {
    const end = changed.includes(account) ? 0 : accounts.coverageStart[account + 1]!;
    for (let interval = accounts.coverageStart[account]!; interval < end; interval++) intervals.push(interval);
    coverageStart[account + 1] = intervals.length;
  }
  return {
    length: known,
    keys: accounts.keys.slice(0, known),
    exitKind: accounts.exitKind.slice(0, known),
    openingMinor: accounts.openingMinor
      .slice(0, known)
      .map((opening, account) => (changed.includes(account) ? Number.NaN : opening)),
    coverageStart,
    coverageFromMs: Float64Array.from(intervals, (interval) => accounts.coverageFromMs[interval]!),
    coverageToMs: Float64Array.from(intervals, (interval) => accounts.coverageToMs[interval]!),
    coverageInferred: Uint8Array.from(intervals, (interval) => accounts.coverageInferred[interval]!),
  };
}

function overlaid({ accounts }: LedgerColumns, account: number): OverlaidAccount {
  const coverage: (readonly [number, number])[] = [];
  for (let at = accounts.coverageStart[account]!; at < accounts.coverageStart[account + 1]!; at++) {
    coverage.push([accounts.coverageFromMs[at]!, accounts.coverageToMs[at]!]);
  }
  return {
    key: accounts.keys[account]!,
    exitKind: accounts.exitKind[account]!,
    openingMinor: accounts.openingMinor[account]!,
    coverage,
  };
}
