import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NONE } from "../../src/flows/witness-columns.ts";
import type { KeptParts, LegSource, LegStore, PaidTransfer } from "../../src/storage/leg-store.ts";
import { openMemoryLegs } from "../../src/storage/ledger/legs/memory-legs.ts";
import { legsInPart } from "../../src/tracing/leg-part.ts";
import { toLedger, traceCases } from "../generators/traced-ledger.ts";

/** A store under test; `reopen` closes it and opens the same data again. */
export interface LegsUnderTest {
  readonly legs: LegStore;
  reopen(): Promise<LegStore>;
  dispose(): Promise<void>;
}

const signal = new AbortController().signal;

/** What any engine behind `LegStore` must do; `open` gives an empty store each time. */
export function legStoreConformance(name: string, open: () => Promise<LegsUnderTest>): void {
  describe(`leg store: ${name}`, () => {
    let subject: LegsUnderTest;
    let legs: LegStore;

    beforeEach(async () => {
      subject = await open();
      legs = subject.legs;
    });

    afterEach(async () => {
      await subject.dispose();
    });

    test("an empty store keeps nothing", async () => {
      expect(await legs.kept("a")).toBeUndefined();
    });

    test("every answer is that of the ledger that was written", async () => {
      for (const [index, source] of sources().entries()) {
        await legs.write(`ledger ${index}`, source, signal);
        const twin = openMemoryLegs(legsInPart);
        await twin.write(`ledger ${index}`, source, signal);
        expect(await answers(legs, `ledger ${index}`, source)).toEqual(await answers(twin, `ledger ${index}`, source));
      }
    });

    test("the ledger written last drops the one before, and a reopened store keeps it", async () => {
      const [first, second] = sources();
      await legs.write("first", first!, signal);
      await legs.write("second", second!, signal);
      expect(await legs.kept("first")).toBeUndefined();
      expect((await legs.kept("second"))?.transfers).toBe(second!.columns.transfers.length);
      legs = await subject.reopen();
      expect((await legs.kept("second"))?.transfers).toBe(second!.columns.transfers.length);
    });

    test("writing the same ledger twice is the same as once", async () => {
      const [source] = sources();
      for (let time = 0; time < 2; time++) await legs.write("once", source!, signal);
      const { length } = await legs.legs("once", [...source!.columns.accounts.keys.keys()]);
      expect(length).toBe(2 * source!.columns.transfers.length);
    });

    test("an interrupted write is not seen, and the next one completes it", async () => {
      const [source] = sources();
      await expect(legs.write("half", source!, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
      expect(await legs.kept("half")).toBeUndefined();
      await legs.write("half", source!, signal);
      expect((await legs.kept("half"))?.transfers).toBe(source!.columns.transfers.length);
    });

    test("an account of more legs than one row holds is answered whole, and none above the limit", async () => {
      const transfers = Array.from({ length: 1_000 }, (_, index) => ({
        payer: index % 3,
        payee: 3,
        atMs: index,
        amountMinor: index,
      }));
      const source = withRows(toLedger([{}, {}, {}, {}], transfers));
      await legs.write("busy", source, signal);
      const twin = openMemoryLegs(legsInPart);
      await twin.write("busy", source, signal);
      expect(await legs.directory("busy")).toEqual(await twin.directory("busy"));
      expect(await partsOf(legs, "busy", [0, 1, 2, 3])).toEqual(await partsOf(twin, "busy", [0, 1, 2, 3]));
      expect(Array.from((await legs.legs("busy", [3])).transfer)).toEqual(transfers.map(({ atMs }) => atMs));
      const { transfer } = await legs.paid("busy", [{ payer: 0, transfer: 900 }]);
      expect(Array.from(transfer)).toEqual([900]);
      expect((await legs.hop("busy", [3], 1_000))?.legs.length).toBe(1_000);
      expect((await legs.hop("busy", [3, 0], 1_333))?.legs.length).toBeUndefined();
      expect((await legs.hop("busy", [3, 0], 1_334))?.legs.length).toBe(1_334);
    });

    test("amounts to 2^53 − 1, negative balances and hostile names are kept exactly", async () => {
      const accounts = [{ openingMinor: -Number.MAX_SAFE_INTEGER }, {}];
      const columns = toLedger(accounts, [
        { payer: 0, payee: 1, atMs: -5, amountMinor: Number.MAX_SAFE_INTEGER, payerBalance: -Number.MAX_SAFE_INTEGER },
      ]);
      const keys = ["@name:'\\\t\n𠮷@x#USD", "\\N"];
      const source = withRows({ ...columns, accounts: { ...columns.accounts, keys } });
      await legs.write("hostile", source, signal);
      const found = await legs.legs("hostile", [0]);
      expect([found.amountMinor[0], found.balanceMinor[0], found.atMs[0]]).toEqual([
        Number.MAX_SAFE_INTEGER,
        -Number.MAX_SAFE_INTEGER,
        -5,
      ]);
      const [account] = await legs.accounts("hostile", [0]);
      expect([account?.key, account?.openingMinor]).toEqual([keys[0], -Number.MAX_SAFE_INTEGER]);
      expect(await legs.named("hostile", [keys[0]!, keys[1]!, "'"])).toEqual(
        new Map([
          [keys[0], [0]],
          [keys[1], [1]],
        ]),
      );
    });
  });
}

function sources(): readonly LegSource[] {
  return fc.sample(traceCases, { numRuns: 6, seed: 20_241_122 }).map(({ ledger }) => withRows(ledger));
}

/** Adds what a derivation knows besides the columns: every other transfer has two witnesses, the first a duplicate. */
function withRows(columns: LegSource["columns"]): LegSource {
  const { length, atMs } = columns.transfers;
  const rows = 2 * length + 1;
  const row = Uint32Array.from({ length: rows }, (_, index) => index);
  return {
    columns,
    facts: columns.accounts.keys.map((key, account) => ({
      holderName: `户${account}`,
      idNo: "",
      bank: "银行",
      numbers: [key, `62${account}`],
      filledFromInformation: false,
    })),
    firstWitness: Uint32Array.from({ length }, (_, transfer) => 2 * transfer),
    secondWitness: Uint32Array.from({ length }, (_, transfer) => (transfer % 2 === 0 ? 2 * transfer + 1 : NONE)),
    walletWitnesses: length === 0 ? [] : [{ transfer: length - 1, row: rows - 1, account: 3 }],
    transferOf: row.map((index) => (index === rows - 1 ? NONE : index >>> 1)),
    witnesses: {
      length: rows,
      files: ["f".repeat(64)],
      file: row.map(() => 0),
      sheet: Uint16Array.from(row, (index) => index % 3),
      row,
      atMs: Float64Array.from(row, (index) => atMs[index >>> 1] ?? 0),
      precision: Uint8Array.from(row, (index) => index % 4),
    },
  };
}

/** Everything that can be asked of a kept ledger. */
async function answers(legs: LegStore, name: string, { columns, witnesses }: LegSource): Promise<unknown> {
  const { length, payer } = columns.transfers;
  const paid: PaidTransfer[] = Array.from({ length }, (_, transfer) => ({ transfer, payer: payer[transfer]! }));
  const places = Array.from({ length: witnesses.length }, (_, row) => ({ file: 0, sheet: row % 3, row }));
  return {
    kept: { ...(await legs.kept(name)), instants: [] },
    accounts: await legs.accounts(name, [3, 1, 1, 0, 5, 2, 4]),
    legs: [await legs.legs(name, [0]), await legs.legs(name, [4, 1, 4]), await legs.legs(name, [0, 1, 2, 3, 4, 5])],
    nothing: await legs.legs(name, []),
    hops: [await legs.hop(name, [4, 1, 4], 1_000), await legs.hop(name, [0, 1, 2, 3, 4, 5], length)],
    directory: await legs.directory(name),
    parts: await partsOf(legs, name, [0, 1, 2, 3, 4, 5]),
    noParts: await legs.parts(name, []),
    unexplained: [await legs.unexplained(name, [0, 1, 2, 3, 4, 5]), await legs.unexplained(name, [4, 1, 4])],
    paid: await legs.paid(name, [...paid, { transfer: 0, payer: 77 }]),
    stops: [
      await legs.stops(name, null),
      await legs.stops(name, 0),
      await legs.stops(name, 1),
      await legs.stops(name, 2),
    ],
    named: await legs.named(name, ["A1", "622", "nobody", "A1"]),
    witnesses: await legs.witnesses(name, paid),
    transfersAt: await legs.transfersAt(name, [...places, { file: 3, sheet: 0, row: 1 }]),
  };
}

/** The first rows of some accounts, and rows that none has, in the order of accounts. */
async function partsOf(legs: LegStore, name: string, asked: readonly number[]): Promise<KeptParts> {
  const places = asked.flatMap((account) => [0, 1, 2, 9].map((row) => ({ account, row })));
  const { parts, accounts } = await legs.parts(name, places);
  return {
    parts: [...parts].sort((a, b) => a.part.account - b.part.account || a.row - b.row),
    accounts: [...accounts].sort((a, b) => a.account - b.account),
  };
}
