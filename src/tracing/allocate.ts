import { SluiceError } from "../errors/sluice-error.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { FetchAhead, fetchedAtOnce } from "./fetch-ahead.ts";
import type { Findings } from "./findings.ts";
import { type MoveInput, TracedMoves } from "./move-traced.ts";
import { MARK_STILL } from "./transfer-marks.ts";
import { type WalkWatch, watchEvery } from "./watched-walk.ts";

/** What the walk over the whole ledger needs. */
export interface AllocationInput extends Omit<MoveInput, "balances"> {
  readonly ledger: LedgerColumns;
  /** Per transfer its mark in this trace: `markTrace`. */
  readonly marks: Uint8Array;
  readonly watch: WalkWatch;
}

/**
 * Walks once over the ledger in its order and moves every 分, traced or not. An account without traced money is only a
 * balance, negative for debt (T17). One that holds some has its lots listed in `lots` and NaN for a balance, and a stop,
 * which stands outside the ledger, has NaN and no lots: so one look at two balances tells a plain payment from the
 * others, and a plain payment costs hardly more than the balances it moves.
 * @throws SluiceError TRACE_BALANCE_TOO_LARGE when an account comes to hold more than 2^53 − 1 minor units (T1).
 */
export function allocate(input: AllocationInput): Findings {
  const { length } = input.ledger.transfers;
  const balance = openingBalances(input);
  const moves = new TracedMoves({ ...input, balances: { minor: balance } });
  const ahead = new FetchAhead(input.ledger.transfers, balance, input.lots.pool);
  for (let from = 0; from < length; from += watchEvery) {
    input.watch(from);
    const end = Math.min(length, from + watchEvery);
    for (let next = from; next < end; next += fetchedAtOnce) {
      const part = { from: next, to: Math.min(end, next + fetchedAtOnce) };
      ahead.fetch(part.from, part.to);
      walkPart(input, { moves, balance }, part);
    }
  }
  input.watch(length);
  return moves.findings;
}

function walkPart(
  { ledger, lots, stops, marks }: AllocationInput,
  { moves, balance }: { readonly moves: TracedMoves; readonly balance: Float64Array },
  part: { readonly from: number; readonly to: number },
): void {
  const { payer, payee, amountMinor } = ledger.transfers;
  const { unexplained } = moves.findings;
  for (let transfer = part.from; transfer < part.to; transfer++) {
    const from = payer[transfer]!;
    const to = payee[transfer]!;
    const mark = marks[transfer]!;
    if (from === to) continue;
    if (mark !== 0) {
      if ((mark & MARK_STILL) === 0) moves.move(transfer, mark);
      continue;
    }
    const amount = amountMinor[transfer]!;
    const held = balance[from]!;
    if (held >= amount) {
      balance[from] = held - amount;
    } else if (held < amount) {
      // T4: what is missing enters and leaves at once; a debt stays what it was.
      unexplained.push(transfer, from, held > 0 ? amount - held : amount);
      if (held > 0) balance[from] = 0;
    } else if (stops.kindOf(from) === 0 && !lots.takeOther(from, amount)) {
      moves.move(transfer, 0);
      continue;
    }
    const after = balance[to]! + amount;
    if (after <= Number.MAX_SAFE_INTEGER) balance[to] = after;
    else if (stops.kindOf(to) === 0) moves.receiveOther(to, to, amount);
  }
}

function openingBalances({ ledger, stops }: AllocationInput): Float64Array {
  const { openingMinor, keys } = ledger.accounts;
  // T5: an unknown opening is zero.
  return openingMinor.map((opening, account) => {
    if (stops.kindOf(account) !== 0) return Number.NaN;
    // T1: a stated balance less the effect of its row may lie beyond what either may be.
    if (Math.abs(opening) <= Number.MAX_SAFE_INTEGER || Number.isNaN(opening)) return opening || 0;
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: keys[account] ?? account });
  });
}
