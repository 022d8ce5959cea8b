import type { ZipfCity } from "../../bench/zipf-city.ts";
import type { DerivedLedger } from "../../src/flows/derived-ledger.ts";
import { NONE } from "../../src/flows/witness-columns.ts";
import type { KeptDerivation } from "../../src/storage/ledger-snapshots.ts";

/** A made city as if it had been derived from one file in which each transfer is a row; of two accounts in three the statement is held. */
export function openedCity({ ledger }: ZipfCity): KeptDerivation {
  const { length, atMs } = ledger.transfers;
  const rows = Uint32Array.from({ length }, (_, row) => row);
  const none = new Uint32Array(length).fill(NONE);
  const keys = Array.from({ length: ledger.accounts.length }, (_, account) => `62220000${1_000_000_000 + account}`);
  const held = [...keys.keys()].filter((account) => account % 3 !== 0);
  const coverage = {
    coverageStart: Uint32Array.from({ length: keys.length + 1 }, (_, account) => account - Math.ceil(account / 3)),
    coverageFromMs: Float64Array.from(held, () => atMs[0] ?? 0),
    coverageToMs: Float64Array.from(held, () => atMs[length - 1] ?? 0),
    coverageInferred: new Uint8Array(held.length),
  };
  const derived: DerivedLedger = {
    columns: { ...ledger, accounts: { ...ledger.accounts, ...coverage, keys } },
    facts: keys.map((key, account) => {
      return { holderName: "", idNo: "", bank: `bank ${account % 7}`, numbers: [key], filledFromInformation: false };
    }),
    firstWitness: rows,
    secondWitness: none,
    outcome: new Uint8Array(length),
    sameAs: none,
    transferOf: rows,
    balanceBreaks: [],
    contradictions: [],
    walletWitnesses: [],
    unjoined: [],
    cycleAccounts: [],
  };
  const witnesses = {
    length,
    files: ["f".repeat(64)],
    file: new Uint32Array(length),
    sheet: new Uint16Array(length),
    row: rows,
    atMs,
    precision: new Uint8Array(length).fill(1),
  };
  return { derived, witnesses };
}
