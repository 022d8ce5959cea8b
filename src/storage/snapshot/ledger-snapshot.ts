import type { LedgerColumns } from "../../flows/ledger-columns.ts";
import { type Columns, readColumnFile, writeColumnFile } from "./column-file.ts";

/** Writes a ledger's columns durably under a key that names what it was derived from. */
export async function writeLedgerSnapshot(path: string, key: string, ledger: LedgerColumns): Promise<void> {
  const { transfers, accounts } = ledger;
  const { reversals, statedBalances, ties } = transfers;
  const texts = Buffer.from(JSON.stringify(accounts.keys));
  await writeColumnFile(path, key, {
    payer: transfers.payer,
    payee: transfers.payee,
    atMs: transfers.atMs,
    amountMinor: transfers.amountMinor,
    flags: transfers.flags,
    reversal: reversals.transfer,
    reversalOriginal: reversals.original,
    stated: statedBalances.transfer,
    statedSide: statedBalances.side,
    statedMinor: statedBalances.balanceMinor,
    tieAccount: ties.account,
    tieStart: ties.start,
    tieTransfer: ties.transfer,
    tieFromMs: ties.fromMs,
    tieToMs: ties.toMs,
    exitKind: accounts.exitKind,
    openingMinor: accounts.openingMinor,
    coverageStart: accounts.coverageStart,
    coverageFromMs: accounts.coverageFromMs,
    coverageToMs: accounts.coverageToMs,
    coverageInferred: accounts.coverageInferred,
    keys: new Uint8Array(texts),
  });
}

/**
 * Opens a ledger's columns, hash checked, in shared memory.
 * @throws SluiceError STORAGE_SNAPSHOT_DAMAGED: it is not to be used, and the ledger derived anew.
 */
export async function openLedgerSnapshot(path: string, key: string): Promise<LedgerColumns> {
  const columns = await readColumnFile(path, key);
  const payer = u32(columns, "payer");
  const exitKind = u8(columns, "exitKind");
  return {
    transfers: {
      length: payer.length,
      payer,
      payee: u32(columns, "payee"),
      atMs: f64(columns, "atMs"),
      amountMinor: f64(columns, "amountMinor"),
      flags: u8(columns, "flags"),
      reversals: { transfer: u32(columns, "reversal"), original: u32(columns, "reversalOriginal") },
      statedBalances: {
        transfer: u32(columns, "stated"),
        side: u8(columns, "statedSide"),
        balanceMinor: f64(columns, "statedMinor"),
      },
      ties: {
        account: u32(columns, "tieAccount"),
        start: u32(columns, "tieStart"),
        transfer: u32(columns, "tieTransfer"),
        fromMs: f64(columns, "tieFromMs"),
        toMs: f64(columns, "tieToMs"),
      },
    },
    accounts: {
      length: exitKind.length,
      keys: JSON.parse(Buffer.from(u8(columns, "keys").slice()).toString()) as string[],
      exitKind,
      openingMinor: f64(columns, "openingMinor"),
      coverageStart: u32(columns, "coverageStart"),
      coverageFromMs: f64(columns, "coverageFromMs"),
      coverageToMs: f64(columns, "coverageToMs"),
      coverageInferred: u8(columns, "coverageInferred"),
    },
  };
}

function u8(columns: Columns, name: string): Uint8Array {
  const column = columns[name];
  if (column instanceof Uint8Array) return column;
  throw new RangeError(`the snapshot has no column ${name} of bytes`);
}

function u32(columns: Columns, name: string): Uint32Array {
  const column = columns[name];
  if (column instanceof Uint32Array) return column;
  throw new RangeError(`the snapshot has no column ${name} of uint32`);
}

function f64(columns: Columns, name: string): Float64Array {
  const column = columns[name];
  if (column instanceof Float64Array) return column;
  throw new RangeError(`the snapshot has no column ${name} of float64`);
}
