import type { AwaitedReceipt } from "./awaited-receipts.ts";
import { firstAtLeast } from "./first-at-least.ts";
import type { LegPart } from "./leg-part.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { MARK_REVERSAL, MARK_STATED } from "./transfer-marks.ts";

/** The parts of a prepared ledger's accounts. */
export interface CutLedger {
  /** How many parts the account's legs are cut into; at least one. */
  count(account: number): number;
  /** Parts are counted from 0. */
  part(account: number, part: number): LegPart;
}

/** Cuts a prepared ledger's legs into parts of so many at most. */
export function cutParts(prepared: PreparedLedger, legsInPart: number): CutLedger {
  const { start } = prepared.legs;
  return {
    count: (account) => Math.max(1, Math.ceil((start[account + 1]! - start[account]!) / legsInPart)),
    part: partCutter(prepared, legsInPart),
  };
}

function partCutter(prepared: PreparedLedger, legsInPart: number): CutLedger["part"] {
  const { ledger, legs, marks, running, awaited } = prepared;
  const { payer, payee, atMs, amountMinor, flags } = ledger.transfers;
  return (account, part) => {
    const start = legs.start[account]! + part * legsInPart;
    const leg = legs.leg.subarray(start, Math.min(start + legsInPart, legs.start[account + 1]!));
    const { length } = leg;
    const transfer = new Uint32Array(length);
    const other = new Uint32Array(length);
    const [at, amounts, before] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    const [flagged, marked] = [new Uint8Array(length), new Uint8Array(length)];
    for (let place = 0; place < length; place++) {
      const index = leg[place]! >>> 1;
      transfer[place] = index;
      other[place] = ((leg[place]! & 1) === 0 ? payee : payer)[index]!;
      at[place] = atMs[index]!;
      amounts[place] = amountMinor[index]!;
      before[place] = running.payeeBeforeMinor[index]!;
      flagged[place] = flags[index]!;
      marked[place] = marks[index]!;
    }
    return {
      account,
      leg,
      other,
      atMs: at,
      amountMinor: amounts,
      payeeBeforeMinor: before,
      flags: flagged,
      marks: marked,
      reversals: reversalsOf(prepared, transfer, marked),
      stated: statedOf(prepared, transfer, marked),
      awaited: openIn(awaited.get(account) ?? noReceipts, transfer),
    };
  };
}

const noReceipts: readonly AwaitedReceipt[] = [];

function openIn(receipts: readonly AwaitedReceipt[], transfer: Uint32Array): readonly AwaitedReceipt[] {
  if (receipts.length === 0 || transfer.length === 0) return noReceipts;
  const [first, last] = [transfer[0]!, transfer.at(-1)!];
  return receipts.filter(({ original, reversal }) => original <= last && reversal >= first);
}

function reversalsOf({ ledger }: PreparedLedger, transfer: Uint32Array, marks: Uint8Array): LegPart["reversals"] {
  const { reversals } = ledger.transfers;
  const place = placesMarked(marks, MARK_REVERSAL);
  return {
    place,
    original: place.map((at) => reversals.original[firstAtLeast(reversals.transfer, transfer[at]!)]!),
  };
}

function statedOf({ ledger }: PreparedLedger, transfer: Uint32Array, marks: Uint8Array): LegPart["stated"] {
  const { statedBalances } = ledger.transfers;
  const [placeAndSide, balanceMinor]: [number[], number[]] = [[], []];
  for (const place of placesMarked(marks, MARK_STATED)) {
    let entry = firstAtLeast(statedBalances.transfer, transfer[place]!);
    for (; statedBalances.transfer[entry] === transfer[place]; entry++) {
      placeAndSide.push(place * 2 + statedBalances.side[entry]!);
      balanceMinor.push(statedBalances.balanceMinor[entry]!);
    }
  }
  return { placeAndSide: Uint32Array.from(placeAndSide), balanceMinor: Float64Array.from(balanceMinor) };
}

const nowhere = new Uint32Array();

function placesMarked(marks: Uint8Array, bit: number): Uint32Array {
  if (!marks.some((mark) => (mark & bit) !== 0)) return nowhere;
  return Uint32Array.from([...marks.keys()].filter((place) => (marks[place]! & bit) !== 0));
}
