import { type LedgerColumns, noTies } from "../src/flows/ledger-columns.ts";
import { toMinorUnits } from "../src/money/minor-units.ts";
import type { Loss } from "../src/tracing/trace-input.ts";
import { xorshift32 } from "./xorshift.ts";

/** How large a case for the peers to make. The same size and seed give the same case on every machine. */
export interface PeersCaseSize {
  readonly accounts: number;
  readonly transfers: number;
  readonly seed: number;
}

/** The case of the benchmark `peers`: one loss, from which more than 500,000 transfers are reached. */
export const peersCaseSize: PeersCaseSize = { accounts: 60_000, transfers: 1_200_000, seed: 20_261_122 };

/**
 * A case that the peers can do at all: every account is as busy as the others, some twenty payments each, one a second. (On
 * the Zipf city a recursive query's work grows with the square of the busiest account's transfers and does not end.)
 * The loss is the first transfer.
 */
export function makePeersCase(size: PeersCaseSize): {
  readonly ledger: LedgerColumns;
  readonly losses: readonly Loss[];
} {
  const random = xorshift32(size.seed);
  const draw = (): number => Math.floor(random() * size.accounts);
  const payer = Uint32Array.from({ length: size.transfers }, draw);
  const payee = payer.map((from) => {
    const to = draw();
    return to === from ? (to + 1) % size.accounts : to;
  });
  return {
    ledger: {
      transfers: {
        length: size.transfers,
        payer,
        payee,
        atMs: Float64Array.from({ length: size.transfers }, (_, at) => 1_704_067_200_000 + at * 1_000),
        amountMinor: Float64Array.from({ length: size.transfers }, () => 1 + Math.floor(1_000_000 * random())),
        flags: new Uint8Array(size.transfers),
        reversals: { transfer: new Uint32Array(), original: new Uint32Array() },
        statedBalances: { transfer: new Uint32Array(), side: new Uint8Array(), balanceMinor: new Float64Array() },
        ties: noTies,
      },
      accounts: {
        length: size.accounts,
        keys: [],
        exitKind: new Uint8Array(size.accounts),
        openingMinor: new Float64Array(size.accounts).fill(1_000_000_000),
        coverageStart: new Uint32Array(size.accounts + 1),
        coverageFromMs: new Float64Array(),
        coverageToMs: new Float64Array(),
        coverageInferred: new Uint8Array(),
      },
    },
    losses: [{ id: "L1", transfer: 0, amountMinor: toMinorUnits(1), victimAccounts: [] }],
  };
}
