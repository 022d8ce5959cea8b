import { rowOutcomes } from "../flows/derived-ledger.ts";
import { NONE } from "../flows/witness-columns.ts";
import { type LedgerSource, openLedger, type OpenedLedger, rowId } from "./open-ledger.ts";

/**
 * The whole ledger as lines of JSON in one fixed order: files, transfers in the ledger's order with their witnesses, every
 * statement row with what became of it, rows set aside, holder records, stated periods, balance breaks and contradictions.
 * Two ledgers hold the same exactly when these lines are the same bytes. Each line ends with a line feed.
 */
export async function* canonicalExport(stores: LedgerSource): AsyncGenerator<string> {
  const opened = await openLedger(stores);
  for (const { report } of opened.files)
    yield line({ kind: "file", sha256: report.sha256, bytes: report.bytes, rows: countRows(report.sheets) });
  yield* transferLines(opened);
  yield* rowLines(opened);
  for (const { report } of opened.files) {
    for (const { place, kind, reason, field, cells } of await stores.ledger.setAsideRows(report.sha256))
      yield line({ kind: "set-aside", file: report.sha256, ...place, as: kind, reason, field, cells });
  }
  for (const record of await stores.ledger.holderRecords()) yield line({ kind: "holder", ...record });
  for (const period of await stores.ledger.statedPeriods()) yield line({ kind: "period", ...period });
  yield* findingLines(opened);
}

function* transferLines(opened: OpenedLedger): Generator<string> {
  const { derived, witnesses } = opened;
  const { transfers, accounts } = derived.columns;
  const reversalOf = new Map([...transfers.reversals.transfer].map((transfer, at) => [transfer, at]));
  for (let transfer = 0; transfer < transfers.length; transfer++) {
    const original = transfers.reversals.original[reversalOf.get(transfer) ?? NONE];
    yield line({
      kind: "transfer",
      id: opened.transferId(transfer),
      atMs: transfers.atMs[transfer],
      payer: accounts.keys[transfers.payer[transfer] ?? NONE],
      payee: accounts.keys[transfers.payee[transfer] ?? NONE],
      amountMinor: transfers.amountMinor[transfer],
      flags: transfers.flags[transfer],
      reverses: original === undefined ? "" : opened.transferId(original),
      secondWitness: rowId(witnesses, derived.secondWitness[transfer] ?? NONE),
    });
  }
}

function* rowLines(opened: OpenedLedger): Generator<string> {
  const { derived, witnesses } = opened;
  for (let row = 0; row < witnesses.length; row++) {
    const transfer = derived.transferOf[row] ?? NONE;
    yield line({
      kind: "row",
      id: rowId(witnesses, row),
      outcome: rowOutcomes[derived.outcome[row] ?? 0],
      transfer: transfer === NONE ? "" : opened.transferId(transfer),
      sameAs: rowId(witnesses, derived.sameAs[row] ?? NONE),
    });
  }
}

function* findingLines({ derived, witnesses, transferId }: OpenedLedger): Generator<string> {
  const { keys } = derived.columns.accounts;
  for (const { account, beforeRow, afterRow, expectedMinor, statedMinor } of derived.balanceBreaks) {
    const between = { before: rowId(witnesses, beforeRow), after: rowId(witnesses, afterRow) };
    yield line({ kind: "balance-break", account: keys[account], ...between, expectedMinor, statedMinor });
  }
  for (const { transfer, account } of derived.contradictions)
    yield line({ kind: "contradiction", transfer: transferId(transfer), account: keys[account] });
  for (const { reason, rows } of derived.unjoined)
    yield line({ kind: "unjoined", reason, rows: rows.map((row) => rowId(witnesses, row)) });
}

function countRows(sheets: readonly { readonly rows: number }[]): number {
  return sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
}

function line(content: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(content)}\n`;
}
