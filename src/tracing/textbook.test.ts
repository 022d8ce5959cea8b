import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toLedger, withTies } from "../../test/generators/traced-ledger.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Doctrine } from "./doctrine.ts";
import { searchOrders } from "./order-search.ts";
import { trace } from "./trace.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { TraceResult } from "./trace-result.ts";

type Row = readonly (string | number)[];

/** A worked example: accounts and losses by name, transfers by position. Lists left out are expected to be empty. */
interface Example {
  readonly title: string;
  readonly rules: readonly string[];
  readonly source: string;
  readonly openings: Readonly<Record<string, number>>;
  readonly stops?: readonly string[];
  readonly dust?: number;
  /** Accounts whose rows of one instant are in no known order (T7). */
  readonly ties?: readonly string[];
  readonly transfers: readonly (readonly [string, string, number, object?])[];
  readonly losses: readonly (readonly [string, number, number | null])[];
  readonly expected: Readonly<Record<Doctrine, Readonly<Record<string, readonly Row[]>>>>;
}

const folder = new URL("../../test/fixtures/tracing/", import.meta.url);
const examples = readdirSync(folder).map((name) => {
  const example: Example = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  return { ...example, name: `${example.rules.join(", ")}: ${example.title}` };
});

interface Run {
  readonly result: TraceResult;
  /** Amounts that differ between the orders of tied rows: list, account, loss, smallest, largest. */
  readonly ranges: readonly Row[];
}

function run(example: Example, doctrine: Doctrine): Run {
  const accounts = Object.keys(example.openings);
  const drawn = toLedger(
    accounts.map((account) => ({ openingMinor: example.openings[account] ?? 0 })),
    example.transfers.map(([payer, payee, amountMinor, more], position) => ({
      payer: accounts.indexOf(payer),
      payee: accounts.indexOf(payee),
      atMs: position,
      amountMinor,
      ...more,
    })),
  );
  const losses = example.losses.map(([id, transfer, amount]) => {
    return { id, transfer, amountMinor: amount === null ? null : toMinorUnits(amount), victimAccounts: [] };
  });
  const tied = (example.ties ?? []).map((account) => accounts.indexOf(account));
  const ledger = withTies(drawn, tied, 1);
  const options: TraceOptions = {
    doctrine,
    asOfMs: null,
    hubCounterparties: null,
    coverage: "every-account",
    stops: (example.stops ?? []).map((stop) => accounts.indexOf(stop)),
    dustMinor: example.dust === undefined ? null : toMinorUnits(example.dust),
  };
  const result = trace(ledger, losses, options);
  if (result.kind === "reach") return { result, ranges: [] };
  const found = searchOrders(ledger, { losses, options, trace: result, budget: Infinity });
  const ranges = found.ranges.flatMap(({ list, place, loss, lowMinor, highMinor }): Row[] => {
    if (place === null || loss === null || list === "flow") return [];
    return [[list, accounts[place] ?? "?", example.losses[loss]?.[0] ?? "?", lowMinor, highMinor]];
  });
  return { result, ranges };
}

/** The result in the words of the example. */
function told(example: Example, { result, ranges }: Run): Record<string, readonly Row[]> {
  const account = (index: number): string => Object.keys(example.openings)[index] ?? "?";
  const loss = (index: number): string => example.losses[index]?.[0] ?? "?";
  if (result.kind === "reach") {
    return { reach: [...result.transfer].map((at, row) => [at, loss(result.loss[row]!), result.hop[row]!]) };
  }
  const settled = (list: readonly { account: number; loss: number; amountMinor: number }[]): Row[] =>
    list.map((row) => [account(row.account), loss(row.loss), row.amountMinor]);
  const { transfer, hop, amountMinor } = result.flows;
  const flows = [...transfer].map((at, row) => [at, loss(result.flows.loss[row]!), hop[row]!, amountMinor[row]!]);
  return {
    atRest: settled(result.atRest),
    lostSight: settled(result.lostSight),
    returned: settled(result.returned),
    writtenOff: settled(result.writtenOff),
    exits: result.exits.map((row) => [account(row.account), row.kind, loss(row.loss), row.amountMinor]),
    unexplained: result.unexplained.map((row) => [row.transfer, account(row.account), row.amountMinor]),
    flows,
    ranges,
  };
}

describe("worked examples with hand-checked answers", () => {
  describe.each(examples)("$name", (example) => {
    it.each(Object.keys(example.expected) as Doctrine[])("%s", (doctrine) => {
      const answer = told(example, run(example, doctrine));
      const lists = doctrine === "poison" ? ["reach"] : ["atRest", "exits", "lostSight", "returned", "writtenOff"];
      const expected = example.expected[doctrine];
      for (const list of [...lists, ...Object.keys(expected)]) expect(answer[list], list).toEqual(expected[list] ?? []);
    });
  });

  it("has one for every doctrine, each with its source", () => {
    const shown = new Set(examples.flatMap((example) => Object.keys(example.expected)));
    expect([...shown].sort()).toEqual(["fifo", "libr", "lifo", "poison", "pro-rata", "tainted-first"]);
    for (const example of examples) expect(example.source.length).toBeGreaterThan(20);
  });
});
