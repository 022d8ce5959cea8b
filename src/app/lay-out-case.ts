import type { AccountFacts, DerivedLedger, WalletWitnessed } from "../flows/derived-ledger.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { NONE, type WitnessPlaces } from "../flows/witness-columns.ts";
import type { KeptAccount, KeptWitness, TransferWitnesses } from "../storage/leg-store.ts";
import type { LedgerExtract } from "../tracing/extract-ledger.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";

/** What is known besides the extract: its accounts and its transfers' witnesses, of those that are to be named. */
export interface CaseNames {
  /** In the whole ledger's indices, ascending. */
  readonly accounts: readonly KeptAccount[];
  readonly witnesses: readonly TransferWitnesses[];
  /** SHA-256 of every file of the ledger, ascending. */
  readonly files: readonly string[];
}

/**
 * Lays an extract out as a derived ledger with the rows that witness its transfers, so that whatever reads a whole ledger
 * reads it too. What was not asked for (`CaseNames`) has no name and no row.
 */
export function layOutCase(
  extract: LedgerExtract,
  names: CaseNames,
): { readonly derived: DerivedLedger; readonly witnesses: WitnessPlaces } {
  const { transferOf, accountOf, ledger } = extract;
  const accountAt = new Map(Array.from(accountOf, (account, index) => [account, index]));
  const transferAt = new Map(Array.from(transferOf, (transfer, index) => [transfer, index]));
  const rows = names.witnesses
    .flatMap(({ transfer, witnesses }) => witnesses.map((row) => ({ ...row, transfer })))
    .sort((a, b) => a.file - b.file || a.sheet - b.sheet || a.row - b.row);
  const firstWitness = new Uint32Array(transferOf.length).fill(NONE);
  const secondWitness = new Uint32Array(transferOf.length).fill(NONE);
  const ofRow = new Uint32Array(rows.length).fill(NONE);
  const walletWitnesses: WalletWitnessed[] = [];
  for (const [row, { transfer, role, wallet }] of rows.entries()) {
    const at = transferAt.get(transfer) ?? NONE;
    ofRow[row] = at;
    if (role === 2) walletWitnesses.push({ transfer: at, row, account: accountAt.get(wallet) ?? NONE });
    else (role === 0 ? firstWitness : secondWitness)[at] = row;
  }
  const facts: AccountFacts[] = Array.from(accountOf, () => unknownHolder);
  const keys: string[] = Array.from(accountOf, () => "");
  const exitKind = new Uint8Array(accountOf.length);
  for (const account of names.accounts) {
    const at = accountAt.get(account.account) ?? -1;
    [facts[at], keys[at], exitKind[at]] = [account.facts, account.key, account.exitKind];
  }
  return {
    derived: {
      columns: { transfers: ledger.transfers, accounts: { ...ledger.accounts, keys, exitKind } },
      facts,
      firstWitness,
      secondWitness,
      outcome: new Uint8Array(rows.length),
      sameAs: new Uint32Array(rows.length).fill(NONE),
      transferOf: ofRow,
      balanceBreaks: [],
      contradictions: [],
      walletWitnesses: walletWitnesses.sort((a, b) => a.transfer - b.transfer),
      unjoined: [],
      cycleAccounts: [],
    },
    witnesses: witnessPlaces(rows, names.files),
  };
}

const unknownHolder: AccountFacts = { holderName: "", idNo: "", bank: "", numbers: [], filledFromInformation: false };

function witnessPlaces(rows: readonly KeptWitness[], files: readonly string[]): WitnessPlaces {
  return {
    length: rows.length,
    files,
    file: Uint32Array.from(rows, ({ file }) => file),
    sheet: Uint16Array.from(rows, ({ sheet }) => sheet),
    row: Uint32Array.from(rows, ({ row }) => row),
    atMs: Float64Array.from(rows, ({ atMs }) => atMs),
    precision: Uint8Array.from(rows, ({ precision }) => precision),
  };
}

/** A ledger of which a trace reads only a part: the part, and what the trace must know of the rest. */
export interface LedgerPart {
  /** Transfers and accounts of the whole ledger. */
  readonly transfers: number;
  readonly accounts: number;
  readonly lastInstantMs: number;
  /** As the trace reads it: whoever is outside is a stop. */
  readonly columns: LedgerColumns;
  /** The whole ledger's stops under the trace's options, as the part numbers them. */
  readonly stops: readonly number[];
  /** In the whole ledger, of those stops that are an exit or have too many; by the part's numbers. */
  readonly counterparties: ReadonlyMap<number, number>;
  /** `extractOptions`. */
  readonly options: TraceOptions;
}
