import { SluiceError } from "../errors/sluice-error.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { currencyOfKey } from "./account-currency.ts";
import { type ExitKind, exitKindCode, exitKinds } from "./exit-kind.ts";
import type { AccountColumns, LedgerColumns } from "./ledger-columns.ts";
import { type IndexedTransfer, makePlainLedger } from "./plain-ledger.ts";

/** One transfer as a program states it. Fields left out: nothing is known. */
export interface GivenTransfer {
  /** Unique among the transfers. */
  readonly id: string;
  /** ms since 1970 UTC. */
  readonly atMs: number;
  /** Keys of accounts: any texts; the same text is the same account. One that ends in `#USD` is in dollars, others in CNY. */
  readonly payer: string;
  readonly payee: string;
  /** Minor units (分), a whole number of at least 0. */
  readonly amountMinor: number;
  /** `ok` when left out; a failed transfer moves nothing (T8). */
  readonly status?: "ok" | "failed";
  /** Id of the transfer that this one undoes (T8). */
  readonly reverses?: string;
  /** Stated balances after the transfer, minor units; they bind (T17). */
  readonly payerBalanceMinor?: number;
  readonly payeeBalanceMinor?: number;
}

/** What is known of an account besides its transfers. */
export interface GivenAccount {
  readonly key: string;
  /** Balance before its first transfer, minor units; negative is debt (T5). */
  readonly openingMinor?: number;
  /** Money that reaches it has left the ledger for good (T10). */
  readonly exitKind?: ExitKind;
  /** For which times its statement is held, ascending and apart, ms, both ends included (T10); none when left out. */
  readonly coverage?: readonly { readonly fromMs: number; readonly toMs: number }[];
}

/** A ledger ready to be traced, and the way between its indices and the names that were given. */
export interface MadeLedger {
  readonly columns: LedgerColumns;
  /** @throws SluiceError LEDGER_UNKNOWN_TRANSFER. */
  readonly transferIndex: (id: string) => number;
  /** @throws SluiceError LEDGER_UNKNOWN_ACCOUNT. */
  readonly accountIndex: (key: string) => number;
  /** By the index of the transfer columns; the keys of accounts stand in `columns.accounts.keys`. */
  readonly transferIds: readonly string[];
}

/**
 * Makes a ledger of plain transfers. They are ordered by time, then as given; stated balances reorder only what one account
 * did at one instant (T6). Openings that are not given come from the first stated balance (T5). Accounts that no transfer
 * names may be given too.
 * @throws SluiceError LEDGER_BLANK, LEDGER_DUPLICATE, LEDGER_BAD_AMOUNT, LEDGER_BAD_TIME, LEDGER_BAD_WORD,
 *   LEDGER_BAD_COVERAGE, LEDGER_TWO_CURRENCIES, LEDGER_REVERSES_ITSELF, LEDGER_UNKNOWN_TRANSFER; each names the list, the position and the field.
 */
export function makeLedger(given: {
  readonly transfers: readonly GivenTransfer[];
  readonly accounts?: readonly GivenAccount[];
}): MadeLedger {
  const accounts = given.accounts ?? [];
  const positionOf = indexTexts(
    { list: "transfers", field: "id" },
    given.transfers.map(({ id }) => id),
  );
  indexTexts(
    { list: "accounts", field: "key" },
    accounts.map(({ key }) => key),
  );
  const accountAt = new Map<string, number>();
  const account = (key: string, field: Field): number => {
    const known = accountAt.get(requireText(key, field)) ?? accountAt.size;
    accountAt.set(key, known);
    return known;
  };
  const rows = given.transfers.map((transfer, at): IndexedTransfer => {
    const field = (name: string): Field => ({ list: "transfers", at, field: name });
    return {
      atMs: wholeMs(transfer.atMs, field("atMs")),
      payer: account(transfer.payer, field("payer")),
      payee: account(transfer.payee, field("payee")),
      amountMinor: amountOf(transfer.amountMinor, field("amountMinor")),
      status: statusOf(transfer.status, field("status")),
      reverses: originalOf(transfer, at, positionOf),
      payerBalanceMinor: balanceOf(transfer.payerBalanceMinor, field("payerBalanceMinor")),
      payeeBalanceMinor: balanceOf(transfer.payeeBalanceMinor, field("payeeBalanceMinor")),
    };
  });
  given.transfers.forEach(requireOneCurrency);
  for (const [at, { key }] of accounts.entries()) account(key, { list: "accounts", at, field: "key" });
  const plain = makePlainLedger({ accounts: [...accountAt.keys()], rows }, openingsOf(accounts));
  const transferIds = Array.from(plain.positionOf, (position) => given.transfers[position]?.id ?? "");
  return {
    columns: {
      transfers: plain.columns.transfers,
      accounts: { ...plain.columns.accounts, ...describe(accounts, accountAt) },
    },
    transferIds,
    transferIndex: (id) => plain.transferAt[positionOf.get(id) ?? unknown("LEDGER_UNKNOWN_TRANSFER", id)] ?? 0,
    accountIndex: (key) => accountAt.get(key) ?? unknown("LEDGER_UNKNOWN_ACCOUNT", key),
  };
}

/** Where a value stands in what was given. */
type Field = { readonly list: "transfers" | "accounts"; readonly at: number; readonly field: string };

function unknown(code: "LEDGER_UNKNOWN_TRANSFER" | "LEDGER_UNKNOWN_ACCOUNT", seen: string): never {
  throw new SluiceError(code, { seen });
}

function requireText(text: string, field: Field): string {
  if (typeof text !== "string" || text === "") throw new SluiceError("LEDGER_BLANK", field);
  return text;
}

function requireOneCurrency({ id, payer, payee }: GivenTransfer, at: number): void {
  const [payerCurrency, payeeCurrency] = [currencyOfKey(payer), currencyOfKey(payee)];
  if (payerCurrency === payeeCurrency) return;
  throw new SluiceError("LEDGER_TWO_CURRENCIES", { at, seen: id, payer, payee, payerCurrency, payeeCurrency });
}

function indexTexts(place: Omit<Field, "at">, texts: readonly string[]): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  for (const [at, text] of texts.entries()) {
    const first = positions.get(requireText(text, { ...place, at }));
    if (first !== undefined) throw new SluiceError("LEDGER_DUPLICATE", { ...place, at, seen: text, first });
    positions.set(text, at);
  }
  return positions;
}

function wholeMs(atMs: number, field: Field): number {
  if (!Number.isSafeInteger(atMs)) throw new SluiceError("LEDGER_BAD_TIME", { ...field, seen: String(atMs) });
  return atMs;
}

function amountOf(amountMinor: number, field: Field): MinorUnits {
  if (Number.isSafeInteger(amountMinor) && amountMinor >= 0) return toMinorUnits(amountMinor);
  throw new SluiceError("LEDGER_BAD_AMOUNT", { ...field, seen: String(amountMinor), wanted: "0 … 2^53 − 1 (integer)" });
}

/** A balance, which may be negative; NaN when none is stated. */
function balanceOf(balanceMinor: number | undefined, field: Field): number {
  if (balanceMinor === undefined) return Number.NaN;
  if (Number.isSafeInteger(balanceMinor)) return balanceMinor;
  throw new SluiceError("LEDGER_BAD_AMOUNT", { ...field, seen: String(balanceMinor), wanted: "±(2^53 − 1) (integer)" });
}

function statusOf(status: GivenTransfer["status"], field: Field): "ok" | "failed" {
  if (status === undefined || status === "ok" || status === "failed") return status ?? "ok";
  throw new SluiceError("LEDGER_BAD_WORD", { ...field, seen: String(status), wanted: "ok, failed" });
}

function originalOf(transfer: GivenTransfer, at: number, positionOf: ReadonlyMap<string, number>): number {
  if (transfer.reverses === undefined) return -1;
  const original = positionOf.get(transfer.reverses) ?? unknown("LEDGER_UNKNOWN_TRANSFER", transfer.reverses);
  if (original === at) throw new SluiceError("LEDGER_REVERSES_ITSELF", { at, seen: transfer.id });
  return original;
}

function openingsOf(accounts: readonly GivenAccount[]): ReadonlyMap<string, MinorUnits> {
  const openings = new Map<string, MinorUnits>();
  for (const [at, { key, openingMinor }] of accounts.entries()) {
    const opening = balanceOf(openingMinor, { list: "accounts", at, field: "openingMinor" });
    if (!Number.isNaN(opening)) openings.set(key, toMinorUnits(opening));
  }
  return openings;
}

/** The columns of what was given of the accounts, by the account's index. */
function describe(
  accounts: readonly GivenAccount[],
  accountAt: ReadonlyMap<string, number>,
): Omit<AccountColumns, "length" | "keys" | "openingMinor"> {
  const exitKind = new Uint8Array(accountAt.size);
  const coverage: (readonly { readonly fromMs: number; readonly toMs: number }[])[] = [];
  for (const [at, given] of accounts.entries()) {
    const account = accountAt.get(given.key) ?? 0;
    exitKind[account] = kindCode(given, at);
    coverage[account] = checkCoverage(given.coverage ?? [], at);
  }
  const byAccount = Array.from({ length: accountAt.size }, (_, account) => coverage[account] ?? []);
  const intervals = byAccount.flat();
  const coverageStart = new Uint32Array(accountAt.size + 1);
  for (const [account, own] of byAccount.entries()) {
    coverageStart[account + 1] = (coverageStart[account] ?? 0) + own.length;
  }
  return {
    exitKind,
    coverageStart,
    coverageFromMs: Float64Array.from(intervals, ({ fromMs }) => fromMs),
    coverageToMs: Float64Array.from(intervals, ({ toMs }) => toMs),
    coverageInferred: new Uint8Array(intervals.length),
  };
}

function kindCode({ exitKind }: GivenAccount, at: number): number {
  const code = exitKindCode(exitKind ?? "none");
  if (code >= 0) return code;
  const place = { list: "accounts", at, field: "exitKind" };
  throw new SluiceError("LEDGER_BAD_WORD", { ...place, seen: String(exitKind), wanted: exitKinds.join(", ") });
}

function checkCoverage(
  intervals: NonNullable<GivenAccount["coverage"]>,
  at: number,
): NonNullable<GivenAccount["coverage"]> {
  let endMs = -Infinity;
  for (const { fromMs, toMs } of intervals) {
    if (!Number.isFinite(fromMs) || !Number.isFinite(toMs) || fromMs > toMs || fromMs <= endMs) {
      throw new SluiceError("LEDGER_BAD_COVERAGE", { at });
    }
    endMs = toMs;
  }
  return intervals;
}
