import type { LedgerColumns, TieColumns, TransferColumns } from "../flows/ledger-columns.ts";

/** The ledger with its rows in another order: position i takes the row `rowAt[i]`. Its ties keep their numbers. */
export function reorderLedger({ transfers, accounts }: LedgerColumns, rowAt: Uint32Array): LedgerColumns {
  const placeOf = placesOf(rowAt);
  const { reversals, statedBalances } = transfers;
  const reversing = ascending(reversals.transfer, placeOf);
  const stating = ascending(statedBalances.transfer, placeOf);
  return {
    accounts,
    transfers: {
      length: transfers.length,
      payer: rowAt.map((row) => transfers.payer[row]!),
      payee: rowAt.map((row) => transfers.payee[row]!),
      atMs: inOrder(transfers.atMs, rowAt),
      amountMinor: inOrder(transfers.amountMinor, rowAt),
      flags: Uint8Array.from(rowAt, (row) => transfers.flags[row]!),
      reversals: {
        transfer: reversing.map((index) => placeOf[reversals.transfer[index]!]!),
        original: reversing.map((index) => placeOf[reversals.original[index]!]!),
      },
      statedBalances: {
        transfer: stating.map((index) => placeOf[statedBalances.transfer[index]!]!),
        side: Uint8Array.from(stating, (index) => statedBalances.side[index]!),
        balanceMinor: inOrder(statedBalances.balanceMinor, stating),
      },
      ties: reorderTies(transfers.ties, placeOf),
    },
  };
}

/** Per row its position: the inverse of `rowAt`. */
export function placesOf(rowAt: Uint32Array): Uint32Array {
  const places = new Uint32Array(rowAt.length);
  for (let place = 0; place < rowAt.length; place++) places[rowAt[place]!] = place;
  return places;
}

/** The ties by the new places of their rows, ascending within each. */
function reorderTies(ties: TieColumns, placeOf: Uint32Array): TieColumns {
  const members = Uint32Array.from(ties.transfer, (_, member) => member);
  const place = (member: number): number => placeOf[ties.transfer[member]!]!;
  for (let group = 0; group < ties.account.length; group++) {
    members.subarray(ties.start[group], ties.start[group + 1]).sort((a, b) => place(a) - place(b));
  }
  return {
    account: ties.account,
    start: ties.start,
    transfer: members.map(place),
    fromMs: inOrder(ties.fromMs, members),
    toMs: inOrder(ties.toMs, members),
  };
}

function inOrder(column: TransferColumns["amountMinor"], rowAt: Uint32Array): Float64Array {
  const ordered = new Float64Array(rowAt.length);
  for (let place = 0; place < rowAt.length; place++) ordered[place] = column[rowAt[place]!]!;
  return ordered;
}

/** The entries of a sparse column by the new place of their transfer; those of one transfer as they stood. */
function ascending(transfer: Uint32Array, placeOf: Uint32Array): Uint32Array {
  const entries = Uint32Array.from(transfer, (_, index) => index);
  return entries.sort((a, b) => placeOf[transfer[a]!]! - placeOf[transfer[b]!]! || a - b);
}
