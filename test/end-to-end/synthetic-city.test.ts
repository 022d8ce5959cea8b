import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFiles } from "../../src/app/import-files.ts";
import type { ImportReport } from "../../src/app/import-report.ts";
import { type OpenedLedger, openLedger } from "../../src/app/open-ledger.ts";
import { TRANSFER_FAILED } from "../../src/flows/ledger-columns.ts";
import { parseOldWorkbook } from "../../src/intake/old-workbook.ts";
import type { CityTruth, EndTruth, FraudTruthRecord, LossTruth } from "../../src/scenario/city-truth.ts";
import { cityPaths, writeCity } from "../../src/scenario/write-city.ts";
import { openStores } from "../../src/storage/open-stores.ts";
import { trace } from "../../src/tracing/trace.ts";
import type { AllocatedTrace } from "../../src/tracing/trace-result.ts";

const doctrines = ["fifo", "lifo", "pro-rata", "libr", "tainted-first"] as const;

const plainOptions = {
  asOfMs: null,
  stops: [],
  hubCounterparties: null,
  dustMinor: null,
  coverage: "as-recorded",
} as const;

/* The whole way of the money, judged by what the synthetic city knows: files in, every fraud's ends out. */
describe.each([1, 2, 3])("the synthetic city of seed %i, imported and traced", (seed) => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-city-"));
  let truth: CityTruth;
  let report: ImportReport;
  let ledger: OpenedLedger;

  beforeAll(async () => {
    truth = await writeCity({ seed, folder, scale: "small" }, () => undefined);
    const stores = await openStores({ dataFolder: join(folder, "data"), holder: "synthetic-city.test" });
    report = await importFiles(
      stores,
      { paths: [join(folder, cityPaths.exports)], layout: null, map: {}, saveAs: null, dryRun: false },
      {
        signal: new AbortController().signal,
        progress: () => undefined,
        parseXls: async (bytes) => parseOldWorkbook(bytes),
        readElsewhere: null,
      },
    );
    ledger = await openLedger(stores);
    await stores.close();
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("counts transfers, duplicates, second witnesses, breaks and contradictions as the truth does", () => {
    const { expected } = truth;
    const { totals, balanceBreaks, contradictions } = report;
    const { transfers } = ledger.derived.columns;
    expect({
      transfers: totals.transfers,
      duplicates: totals.duplicates,
      secondWitnesses: totals.secondWitnesses,
      rejected: Object.values(totals.rejected).reduce((sum, count) => sum + count, 0),
      failedTransfers: transfers.flags.filter((flags) => (flags & TRANSFER_FAILED) !== 0).length,
      reversals: transfers.reversals.transfer.length,
      balanceBreaks: balanceBreaks.length,
      contradictions: contradictions.length,
    }).toEqual({
      transfers: expected.transfers,
      duplicates: expected.duplicates,
      secondWitnesses: expected.secondWitnesses,
      rejected: expected.rejected,
      failedTransfers: expected.failedTransfers,
      reversals: expected.reversals,
      balanceBreaks: expected.balanceBreaks,
      contradictions: expected.contradictions,
    });
  });

  it("T9: has money of a clean fraud cross the payment reserve to and from wallets, joined by nothing but references", () => {
    const { payer, payee, length } = ledger.derived.columns.transfers;
    const walletNumbers = truth.frauds.flatMap(({ losses }) => losses.map(({ payeeAccount }) => payeeAccount));
    const wallets = new Set(
      walletNumbers.filter((number) => /^(?:wxid_|2088)/.test(number)).map((number) => accountIndex(ledger, number)),
    );
    expect(wallets.size).toBeGreaterThan(0);
    const { keys } = ledger.derived.columns.accounts;
    const isCard = (account: number | undefined): boolean => /^6299\d{15}$/.test(keys[account ?? -1] ?? "");
    const all = Array.from({ length }, (_, transfer) => transfer);
    expect(all.filter((each) => isCard(payer[each]) && wallets.has(payee[each] ?? -1)).length).toBeGreaterThan(1);
    expect(all.filter((each) => wallets.has(payer[each] ?? -1) && isCard(payee[each])).length).toBeGreaterThan(1);
    expect(ledger.derived.unjoined).toEqual([]);
  });

  it.each(doctrines)("finds under %s where the money of every clean fraud ended, to the 分", (doctrine) => {
    for (const fraud of truth.frauds.filter((each) => each.everyDoctrineAgrees)) {
      const losses = fraud.losses.map((loss) => ({
        id: loss.loss,
        transfer: transferOf(ledger, loss),
        amountMinor: null,
        victimAccounts: [],
      }));
      const result = trace(ledger.derived.columns, losses, { doctrine, ...plainOptions });
      if (result.kind !== "allocated") throw new Error(`${doctrine} allocates`);
      expect({ fraud: fraud.id, ends: endsFound(result) }).toEqual({ fraud: fraud.id, ends: endsKnown(ledger, fraud) });
    }
  });
});

function accountIndex(ledger: OpenedLedger, ...numbers: readonly string[]): number {
  const { facts } = ledger.derived;
  return facts.findIndex((fact) => numbers.some((number) => number !== "" && fact.numbers.includes(number)));
}

function transferOf(ledger: OpenedLedger, loss: LossTruth): number {
  const { payer, amountMinor, atMs, flags, length } = ledger.derived.columns.transfers;
  const account = accountIndex(ledger, loss.victimAccount);
  const found = Array.from({ length }, (_, index) => index).filter(
    (index) =>
      payer[index] === account &&
      amountMinor[index] === loss.amountMinor &&
      atMs[index] === loss.atMs &&
      ((flags[index] ?? 0) & TRANSFER_FAILED) === 0,
  );
  expect(found).toHaveLength(1);
  return found[0] ?? -1;
}

/** Amounts by how and where the money ended: cash and purchases by kind, all else by account. */
type Ends = Readonly<Record<string, number>>;

function endsKnown(ledger: OpenedLedger, fraud: FraudTruthRecord): Ends {
  return sumBy(fraud.ends, (end) => nameOfEnd(ledger, end));
}

function nameOfEnd(ledger: OpenedLedger, { kind, card, account }: EndTruth): string {
  switch (kind) {
    case "cash":
    case "purchase":
      return kind;
    case "at-rest":
    case "returned":
      return `${kind} ${accountIndex(ledger, card, account)}`;
    case "virtual-currency":
    case "abroad":
    case "payment-reserve":
    case "frontier":
      return `gone to ${accountIndex(ledger, card, account)}`;
  }
}

function endsFound(result: AllocatedTrace): Ends {
  const exits = result.exits.map((exit) => ({
    ...exit,
    name: exit.kind === "cash" || exit.kind === "purchase" ? exit.kind : `gone to ${exit.account}`,
  }));
  const rest = result.atRest.map((each) => ({ ...each, name: `at-rest ${each.account}` }));
  const lost = result.lostSight.map((each) => ({ ...each, name: `gone to ${each.account}` }));
  const returned = result.returned.map((each) => ({ ...each, name: `returned ${each.account}` }));
  return sumBy([...exits, ...rest, ...lost, ...returned], (each) => each.name);
}

function sumBy<Item extends { readonly amountMinor: number }>(
  items: readonly Item[],
  name: (item: Item) => string,
): Ends {
  const sums: Record<string, number> = {};
  for (const item of items) sums[name(item)] = (sums[name(item)] ?? 0) + item.amountMinor;
  return sums;
}
