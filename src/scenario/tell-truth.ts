import type { StatementLine } from "./account-statements.ts";
import { isReadable } from "./bank-files.ts";
import type { City } from "./build-city.ts";
import { tenpay } from "./city-banks.ts";
import type { CityAccount, PlannedMovement } from "./city-model.ts";
import type { CityTruth, ExpectedCounts, FileTruth, FraudTruthRecord } from "./city-truth.ts";
import type { FraudRecord } from "./fraud-truth.ts";
import type { RenderedCity } from "./render-city.ts";
import { crossingOf } from "./reserve-crossing.ts";

/** The truth about a city and its files: what an import must count and where every victim's money is. */
export function tellTruth(city: City, rendered: RenderedCity): CityTruth {
  const transferOf = new Map(city.movements.map((movement) => [movement.plan, movement.id]));
  return {
    seed: city.seed,
    scale: city.scale,
    expected: expectedCounts(rendered),
    files: rendered.files.map(fileTruth),
    frauds: city.frauds.map((fraud) => fraudTruth(fraud, transferOf)),
  };
}

function fileTruth(file: RenderedCity["files"][number]): FileTruth {
  const accepted = file.lines.filter(isReadable).length;
  return {
    path: file.path,
    layout: file.layout,
    accepted,
    rejected: file.lines.length - accepted,
    feedback: file.feedback,
    records: file.records,
    titles: file.titles,
    headings: 1,
    totals: file.totals,
  };
}

function expectedCounts({ files, statements }: RenderedCity): ExpectedCounts {
  const shown = files.flatMap((file) => file.lines);
  const readable = shown.filter(isReadable);
  const distinct = [...new Set(readable)];
  const transfers = new Map(distinct.map((line) => [line.movement.id, line.movement]));
  const breaking = new Set(shown.filter((line) => !isReadable(line) && statesBalance(line)));
  const missing = statements.flatMap((statement) => statement.missing);
  return {
    files: files.length,
    accepted: readable.length,
    rejected: shown.length - readable.length,
    feedback: files.reduce((sum, file) => sum + file.feedback, 0),
    transfers: transfers.size,
    duplicates: readable.length - distinct.length,
    secondWitnesses: distinct.length - transfers.size,
    failedTransfers: [...transfers.values()].filter((each) => each.purpose === "failed-attempt").length,
    reversals: [...transfers.values()].filter((each) => each.reversesId !== null).length,
    blankDirections: count(readable, "blank-direction"),
    eNotationNumbers: count(readable, "e-notation"),
    balanceBreaks: breaking.size + statements.filter((statement) => statement.missing.length > 0).length,
    contradictions: missing.filter((line) => transfers.has(line.movement.id) && isNamedAcross(line)).length,
  };
}

/** Whether the other side's row names the account: 支付宝's row of a bank's card does not, 财付通's does. */
function isNamedAcross({ movement, other }: StatementLine): boolean {
  return crossingOf(movement) === undefined || other?.bank === tenpay;
}

/** The police table of Alipay has no balance column, so a row that is lost there breaks nothing. */
function statesBalance(line: StatementLine): boolean {
  return line.own.bank.style?.layout !== "alipay";
}

function count(lines: readonly StatementLine[], fault: StatementLine["fault"]): number {
  return lines.filter((line) => line.fault === fault).length;
}

/** What a victim can name: a card, or a wallet's id. */
function numberOf({ card, number }: CityAccount): string {
  return card || number;
}

function fraudTruth(fraud: FraudRecord, transferOf: ReadonlyMap<PlannedMovement, number>): FraudTruthRecord {
  return {
    id: fraud.id,
    type: fraud.type,
    layers: fraud.layers,
    everyDoctrineAgrees: fraud.everyDoctrineAgrees,
    lossMinor: fraud.losses.reduce((sum, { movement }) => sum + movement.amountMinor, 0),
    losses: fraud.losses.map(({ victim, movement }, index) => ({
      loss: `${fraud.id}-${index + 1}`,
      victim: victim.holder.name,
      victimAccount: numberOf(victim),
      payeeAccount: movement.payee === null ? "" : numberOf(movement.payee),
      transfer: transferOf.get(movement) ?? -1,
      atMs: movement.atMs,
      amountMinor: movement.amountMinor,
    })),
    ends: fraud.ends.map(({ kind, account, amountMinor }) => ({
      kind,
      bank: account.bank.name,
      card: account.card,
      account: account.number,
      amountMinor,
    })),
  };
}
