import { effectOnTie } from "./effect-on-tie.ts";
import type { LedgerTies } from "./ledger-ties.ts";
import { arrangeWindow, type TieWindow } from "./tie-window.ts";

/**
 * Lays out a window's rows with the rows of each chain one after the other. `undefined` for what is not possible: an
 * account's decided order, the rows' own times or balances stated in a tie contradict it.
 */
export function windowArranger(
  ties: LedgerTies,
  window: TieWindow,
): (chains: readonly ArrayLike<number>[]) => Uint32Array | undefined {
  const stated = statedTies(ties, window);
  return (chains) => {
    const sorted = arrangeWindow(window, chains);
    return sorted !== undefined && balancesFollow(stated, window, sorted) ? sorted : undefined;
  };
}

/** A tie with stated balances that all follow from one balance before it. */
interface StatedTie {
  readonly opensAtMinor: number;
  /** Transfers, ascending; with each what it adds to the balance, and the balance stated after it or NaN. */
  readonly rows: readonly { readonly transfer: number; readonly effectMinor: number; readonly statedMinor: number }[];
}

/**
 * The ties with rows in the window whose stated balances follow in the ledger's order. Others object to no order, and
 * neither do those of stops and of accounts of which an extract does not hold every row.
 */
function statedTies(ties: LedgerTies, window: TieWindow): readonly StatedTie[] {
  const { payer, ties: columns } = ties.ledger.transfers;
  const { exitKind } = ties.ledger.accounts;
  const groups = new Set<number>();
  for (let leg = 2 * window.from; leg < 2 * (window.from + window.rows); leg++) {
    const member = ties.memberOf[leg]!;
    if (member !== -1) groups.add(ties.groupOf[member]!);
  }
  const isHeld = (group: number): boolean => exitKind[columns.account[group]!] === 0;
  return [...groups].filter(isHeld).flatMap((group) => {
    const rows = Array.from(columns.transfer.subarray(columns.start[group], columns.start[group + 1]), (transfer) => ({
      transfer,
      effectMinor: effectOnTie(ties, group, transfer),
      statedMinor: ties.statedMinor[2 * transfer + (payer[transfer] === columns.account[group] ? 0 : 1)]!,
    }));
    const opensAtMinor = openingOf(rows);
    return Number.isNaN(opensAtMinor) ? [] : [{ opensAtMinor, rows }];
  });
}

function openingOf(rows: StatedTie["rows"]): number {
  let movedMinor = 0;
  let opensAtMinor = Number.NaN;
  for (const { effectMinor, statedMinor } of rows) {
    movedMinor += effectMinor;
    if (Number.isNaN(statedMinor)) continue;
    if (!Number.isNaN(opensAtMinor) && opensAtMinor !== statedMinor - movedMinor) return Number.NaN;
    opensAtMinor = statedMinor - movedMinor;
  }
  return opensAtMinor;
}

function balancesFollow(stated: readonly StatedTie[], window: TieWindow, sorted: Uint32Array): boolean {
  if (stated.length === 0) return true;
  const places = new Map(Array.from(sorted, (row, place) => [window.from + row, window.from + place]));
  const placeOf = (transfer: number): number => places.get(transfer) ?? transfer;
  return stated.every(({ opensAtMinor, rows }) => {
    let balanceMinor = opensAtMinor;
    return rows
      .toSorted((a, b) => placeOf(a.transfer) - placeOf(b.transfer))
      .every(({ effectMinor, statedMinor }) => {
        balanceMinor += effectMinor;
        return Number.isNaN(statedMinor) || statedMinor === balanceMinor;
      });
  });
}
