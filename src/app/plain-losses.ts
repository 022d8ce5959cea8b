import { SluiceError } from "../errors/sluice-error.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { readPlainAmount, readPlainBalance, requireText } from "./plain-fields.ts";
import { type PlainFile, readPlainTable } from "./plain-table.ts";
import { makeCells, type PlainTransfers } from "./plain-transfers.ts";

/** One loss of a plain CSV: its transfer by position in the file; `null` is the remainder of the transfer. */
export interface PlainLoss {
  readonly id: string;
  readonly line: number;
  readonly transfer: number;
  readonly amountMinor: MinorUnits | null;
}

/**
 * Reads losses `loss,transfer[,amount]` in input order and checks them against their transfers (rules T8, T16, T19).
 * @throws SluiceError of the `PLAIN_…` codes, naming the line.
 */
export function readPlainLosses(file: PlainFile, transfers: PlainTransfers): PlainLoss[] {
  const table = readPlainTable(file, ["loss", "transfer"]);
  const cells = makeCells(table);
  const lineOf = new Map<string, number>();
  const losses = table.records.map((record): PlainLoss => {
    const id = cells(record, "loss");
    const first = lineOf.get(requireText(id));
    if (first !== undefined) throw new SluiceError("PLAIN_DUPLICATE", { ...id, first });
    lineOf.set(id.seen, record.line);
    const named = cells(record, "transfer");
    const transfer = transfers.byId.get(requireText(named));
    const row = transfers.rows[transfer ?? -1];
    if (transfer === undefined || row === undefined) throw new SluiceError("PLAIN_UNKNOWN_TRANSFER", { ...named });
    if (row.status === "failed") throw new SluiceError("PLAIN_LOSS_ON_FAILED", { ...named });
    if (row.payer === row.payee) throw new SluiceError("PLAIN_LOSS_ON_SELF", { ...named });
    const amount = cells(record, "amount");
    const amountMinor = amount.seen === "" ? null : readPlainAmount(amount, transfers.currency);
    return { id: id.seen, line: record.line, transfer, amountMinor };
  });
  checkSums(file.name, losses, transfers);
  return losses;
}

function checkSums(file: string, losses: readonly PlainLoss[], transfers: PlainTransfers): void {
  // What is left of a transfer, not the sum of its losses: that could pass 2^53 before it is seen to be too much.
  const lefts = new Map<number, number>();
  const remainders = new Map<number, number>();
  for (const loss of losses) {
    const row = transfers.rows[loss.transfer];
    if (row === undefined) continue;
    if (loss.amountMinor === null) {
      const first = remainders.get(loss.transfer);
      if (first !== undefined) {
        throw new SluiceError("PLAIN_TWO_REMAINDERS", { file, line: loss.line, seen: row.id, first });
      }
      remainders.set(loss.transfer, loss.line);
    }
    const leftMinor = lefts.get(loss.transfer) ?? row.amountMinor;
    const amountMinor = loss.amountMinor ?? 0;
    if (amountMinor > leftMinor) {
      const show = (minor: number): string => formatDecimal(toMinorUnits(minor), transfers.currency);
      const amounts = { over: show(amountMinor - leftMinor), amount: show(row.amountMinor) };
      throw new SluiceError("PLAIN_LOSS_ABOVE_TRANSFER", { file, line: loss.line, seen: row.id, ...amounts });
    }
    lefts.set(loss.transfer, leftMinor - amountMinor);
  }
}

/**
 * Reads stops: a column `account`. Accounts that no transfer touches are no mistake: a stop list is kept for a city.
 * @throws SluiceError of the `PLAIN_…` codes, naming the line.
 */
export function readPlainStops(file: PlainFile): string[] {
  const table = readPlainTable(file, ["account"]);
  const cells = makeCells(table);
  return [...new Set(table.records.map((record) => requireText(cells(record, "account"))))];
}

/**
 * Reads openings `account,balance` into minor units by account.
 * @throws SluiceError of the `PLAIN_…` codes, naming the line.
 */
export function readPlainOpenings(file: PlainFile, transfers: PlainTransfers): Map<string, MinorUnits> {
  const table = readPlainTable(file, ["account", "balance"]);
  const cells = makeCells(table);
  const lineOf = new Map<string, number>();
  const openings = new Map<string, MinorUnits>();
  for (const record of table.records) {
    const account = cells(record, "account");
    const first = lineOf.get(requireText(account));
    if (first !== undefined) throw new SluiceError("PLAIN_DUPLICATE", { ...account, first });
    lineOf.set(account.seen, record.line);
    openings.set(account.seen, readPlainBalance(cells(record, "balance"), transfers.currency));
  }
  return openings;
}
