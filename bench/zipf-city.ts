import { type LedgerColumns, noTies } from "../src/flows/ledger-columns.ts";
import type { Loss } from "../src/tracing/trace-input.ts";
import { xorshift32 } from "./xorshift.ts";

/** How large a city to make. The same size and seed give the same city on every machine. */
export interface ZipfCitySize {
  readonly accounts: number;
  readonly transfers: number;
  readonly losses: number;
  readonly seed: number;
}

/** The city of the benchmark `trace`. */
export const zipfCitySize: ZipfCitySize = {
  accounts: 2_000_000,
  transfers: 20_000_000,
  losses: 10_000,
  seed: 20_240_305,
};

/** The city of the benchmark `city-large`: five times as much of everything but losses. */
export const largeCitySize: ZipfCitySize = {
  accounts: 10_000_000,
  transfers: 100_000_000,
  losses: 10_000,
  seed: 20_240_305,
};

/** A city and the losses in it. */
export interface ZipfCity {
  readonly ledger: LedgerColumns;
  readonly losses: readonly Loss[];
}

/**
 * A skewed city: the account of rank k pays, and is paid, with a probability in proportion to 1/k (Zipf's law with
 * exponent 1), so the busiest of 2 million takes part in one transfer of ten. Amounts run from 1 to 10,000 yuan, evenly
 * by order of magnitude, but one in two is a share of all that the payer holds, as mules pass it on; nobody pays
 * more than that. Openings run from 0 to 10,000 yuan; one transfer every 0.1 s. No account is a stop or
 * an exit: money runs through the busiest too. The losses are whole transfers, spread evenly over the ledger.
 */
export function makeZipfCity(size: ZipfCitySize): ZipfCity {
  const random = xorshift32(size.seed);
  const payer = new Uint32Array(size.transfers);
  const payee = new Uint32Array(size.transfers);
  const atMs = new Float64Array(size.transfers);
  const amountMinor = new Float64Array(size.transfers);
  const accounts = makeAccounts(size.accounts, random);
  const held = accounts.openingMinor.slice();
  const draw = (): number => placeOf(Math.floor(size.accounts ** random()) - 1, size.accounts);
  for (let transfer = 0; transfer < size.transfers; transfer++) {
    let from = draw();
    while (held[from] === 0) from = draw();
    const to = draw();
    payer[transfer] = from;
    payee[transfer] = from === to ? (to + 1) % size.accounts : to;
    atMs[transfer] = 1_704_067_200_000 + transfer * 100;
    const purse = held[from]!;
    const wanted = random() < 1 / 2 ? Math.ceil(purse * random()) : Math.floor(100 * 10_000 ** random());
    const amount = Math.min(wanted, purse);
    amountMinor[transfer] = amount;
    held[from] = purse - amount;
    held[payee[transfer]!]! += amount;
  }
  return {
    ledger: {
      transfers: {
        length: size.transfers,
        payer,
        payee,
        atMs,
        amountMinor,
        flags: new Uint8Array(size.transfers),
        reversals: { transfer: new Uint32Array(), original: new Uint32Array() },
        statedBalances: { transfer: new Uint32Array(), side: new Uint8Array(), balanceMinor: new Float64Array() },
        ties: noTies,
      },
      accounts,
    },
    losses: Array.from({ length: size.losses }, (_, loss) => ({
      id: `L${loss}`,
      transfer: Math.floor((loss * size.transfers) / size.losses),
      amountMinor: null,
      victimAccounts: [],
    })),
  };
}

function makeAccounts(length: number, random: () => number): LedgerColumns["accounts"] {
  return {
    length,
    keys: [],
    exitKind: new Uint8Array(length),
    openingMinor: Float64Array.from({ length }, () => Math.floor(1_000_000 * random())),
    coverageStart: new Uint32Array(length + 1),
    coverageFromMs: new Float64Array(),
    coverageToMs: new Float64Array(),
    coverageInferred: new Uint8Array(),
  };
}

/** Spreads the ranks over the account numbers: busy accounts must not lie side by side in memory. */
function placeOf(rank: number, accounts: number): number {
  return (rank * 7_368_787 + 12_345) % accounts;
}
