import { expect, test } from "vitest";
import { fileReport, sampleHolder, sampleRow } from "../../test/generators/sample-rows.ts";
import { openMemoryLedger } from "../storage/ledger/memory-ledger.ts";
import { noSnapshots } from "../storage/ledger-snapshots.ts";
import type { LedgerStore } from "../storage/ledger-store.ts";
import { peopleOfLedger } from "./ledger-people.ts";
import { concealHolders, openLedger } from "./open-ledger.ts";

const file = "a".repeat(64);

async function ledgerOfTwo(): Promise<LedgerStore> {
  const ledger = openMemoryLedger();
  const writer = await ledger.begin(file, "v1");
  const row = sampleRow(2);
  writer.row(row);
  const holder = sampleHolder(3);
  writer.holder({ ...holder, card: row.own.card, account: "", idNo: row.own.idNo, holderName: row.own.name });
  writer.holder({ ...holder, card: row.other.card, account: "", idNo: "", holderName: row.other.name });
  await writer.finish(fileReport(file, 1));
  return ledger;
}

test("P10 people are those whom holder tables name; the cases that need a file are those whose traces touch it", async () => {
  const ledger = await ledgerOfTwo();
  const { own, other } = sampleRow(2);
  const standing = { state: "at-rest", kind: null, account: own.card, loss: 0, amountMinor: 1 } as const;
  const last = { standings: { losses: [], moves: [], standings: [standing] } };
  const people = await peopleOfLedger({
    ledger,
    losses: { cases: async () => ["A1", "A2"] },
    lastTraces: { traces: async (name) => ({ last: name === "A1" ? last : null }) },
  });
  expect(people).toMatchObject([
    { person: own.idNo, accounts: [own.card], touchedByTrace: true, cases: ["A1"] },
    { person: other.card, accounts: [other.card], touchedByTrace: false, cases: ["A1"] },
  ]);
});

test("P10 holders of concealed accounts are shown by no opened ledger, from the moment of the decision on", async () => {
  const ledger = await ledgerOfTwo();
  const { own, other } = sampleRow(2);
  const concealed = new Set<string>();
  concealHolders(ledger, async () => new Set(concealed));
  const names = async (): Promise<readonly string[]> =>
    (await openLedger({ ledger, snapshots: noSnapshots })).derived.facts.map(
      ({ holderName, idNo }) => holderName + idNo,
    );
  expect((await names()).join()).toContain(own.name);
  concealed.add(other.card);
  const after = (await names()).join();
  expect(after).toContain(own.name);
  expect(after).not.toContain(other.name);
});
