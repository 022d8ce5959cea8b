/**
 * What is needed to order a ledger (tracing rule T6). A transfer's id is its index; ids ascend by time, then by place in
 * the files. Leg `2 × id` is the payer's side of a transfer, leg `2 × id + 1` the payee's.
 */
export interface LedgerLegs {
  /** Number of transfers. */
  readonly length: number;
  readonly accountCount: number;
  /** Account indices, per transfer. */
  readonly payer: Uint32Array;
  readonly payee: Uint32Array;
  /** Minor units that really move, per transfer: 0 for a failed one. */
  readonly movedMinor: Float64Array;
  /** Per leg: the interval [from, to) in ms that the side's own witness states; the other side's where it has none. */
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
  /** Per leg: the bank's serial as a number; NaN when there is none to compare. */
  readonly serial: Float64Array;
  /** Per leg: stated balance after the transfer in minor units; NaN when none is stated. */
  readonly balanceMinor: Float64Array;
  /** Per account: balance before its first transfer when known beforehand; NaN otherwise. */
  readonly openingMinor: Float64Array;
}

/** What the leg adds to its account's balance, in minor units. A transfer from an account to itself adds nothing. */
export function legEffect(legs: LedgerLegs, leg: number): number {
  const id = leg >>> 1;
  if (legs.payer[id] === legs.payee[id]) return 0;
  const moved = legs.movedMinor[id]!;
  return (leg & 1) === 0 ? -moved : moved;
}

/** The balance after `leg` when the balance before it was `beforeMinor` (NaN: unknown): what is stated wins. */
export function balanceAfter(legs: LedgerLegs, leg: number, beforeMinor: number): number {
  const stated = legs.balanceMinor[leg]!;
  return Number.isNaN(stated) ? beforeMinor + legEffect(legs, leg) : stated;
}

/** Whether the leg's stated balance follows from `beforeMinor`. What is not stated or not known contradicts nothing. */
export function balanceFollows(legs: LedgerLegs, leg: number, beforeMinor: number): boolean {
  const stated = legs.balanceMinor[leg]!;
  return Number.isNaN(stated) || Number.isNaN(beforeMinor) || beforeMinor + legEffect(legs, leg) === stated;
}
