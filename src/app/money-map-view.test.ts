import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TraceCase, traceCases } from "../../test/generators/traced-ledger.ts";
import type { MapNode } from "../contract/money-map.ts";
import { type Doctrine, doctrines } from "../tracing/doctrine.ts";
import { trace } from "../tracing/trace.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { nothingBeside } from "./beside-trace.ts";
import { describeTrace } from "./describe-trace.ts";
import { type Folding, foldAccounts } from "./fold-accounts.ts";
import { moneyMap } from "./money-map-view.ts";
import { sumByAccount } from "./traced-accounts.ts";

const questions = fc.record({
  question: traceCases,
  doctrine: fc.constantFrom(...doctrines.filter((one): one is Exclude<Doctrine, "poison"> => one !== "poison")),
  folding: fc.record({
    accounts: fc.integer({ min: 1, max: 8 }),
    foldBelowMinor: fc.nat(2_000),
    show: fc.constantFrom("", "A1", "A3"),
  }),
});

const marks = { orderGuessed: () => false, partlySeen: new Set<number>() };

/** The trace of a generated ledger, named by positions. */
function viewOf({ ledger, losses, options }: TraceCase, doctrine: Doctrine): TraceView {
  const account = (index: number): AccountView => {
    const key = ledger.accounts.keys[index] ?? "";
    const blank = { numbers: [], holder: "", idNo: "", bank: "", currency: "CNY", exitKind: "none" as const };
    return { index, key, number: key, ...blank };
  };
  const transfer = (index: number): TransferView => ({
    index,
    id: `t${index}`,
    atMs: ledger.transfers.atMs[index] ?? 0,
    precision: "second",
    payer: account(ledger.transfers.payer[index] ?? 0),
    payee: account(ledger.transfers.payee[index] ?? 0),
    amountMinor: ledger.transfers.amountMinor[index] ?? 0,
  });
  const named = losses.map((loss) => ({ id: loss.id, victim: "", transfer: transfer(loss.transfer) }));
  const asked = { caseName: "a", doctrine, asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null };
  return {
    engine: {
      version: "1",
      ...asked,
      answers: [],
      goodFaith: [],
      files: [],
      transfers: ledger.transfers.length,
      accounts: ledger.accounts.length,
    },
    losses: named,
    unbound: [],
    freezeList: [],
    requests: [],
    ordersSentMs: null,
    ...nothingBeside,
    ...describeTrace(
      { transfers: ledger.transfers, account, transfer },
      named,
      trace(ledger, losses, { ...options, doctrine }),
    ),
  };
}

const mapOf = (view: TraceView, folding: Folding) => {
  const traced = sumByAccount(view);
  return moneyMap(traced, foldAccounts(traced, folding), marks);
};

const spentMinor = (node: MapNode): number =>
  node.outMinor + node.atRestMinor + node.exitedMinor + node.lostSightMinor + node.returnedMinor + node.writtenOffMinor;

describe("money map", () => {
  it("of every node, in = out + at rest + exited + lost sight of + returned + written off, folded or not", () => {
    fc.assert(
      fc.property(questions, ({ question, doctrine, folding }) => {
        for (const node of mapOf(viewOf(question, doctrine), folding).nodes) {
          expect(spentMinor(node), node.id).toBe(node.inMinor);
        }
      }),
      { seed: 61, numRuns: 300 },
    );
  });

  it("folding loses no account and no 分, and never folds the account that is to be shown", () => {
    fc.assert(
      fc.property(questions, ({ question, doctrine, folding }) => {
        const view = viewOf(question, doctrine);
        const all = mapOf(view, { accounts: 1_000, foldBelowMinor: 0, show: "" });
        const folded = mapOf(view, folding);
        const sum = (nodes: readonly MapNode[], of: (node: MapNode) => number): number =>
          nodes.reduce((total, node) => total + of(node), 0);
        expect(folded.accountsTotal).toBe(all.accountsShown);
        expect(sum(folded.nodes, (node) => node.accounts)).toBe(all.nodes.length);
        for (const of of [spentMinor, (node: MapNode) => node.atRestMinor, (node: MapNode) => node.inMinor]) {
          expect(sum(folded.nodes, of)).toBe(sum(all.nodes, of));
        }
        const present = all.nodes.some((node) => node.id === folding.show);
        expect(folded.nodes.some((node) => node.id === folding.show)).toBe(present);
      }),
      { seed: 62, numRuns: 300 },
    );
  });

  it("every edge joins two nodes that are drawn, and edges carry each traced transfer between them once", () => {
    fc.assert(
      fc.property(questions, ({ question, doctrine, folding }) => {
        const { nodes, edges, transfersTotal } = mapOf(viewOf(question, doctrine), folding);
        const ids = new Set(nodes.map((node) => node.id));
        for (const edge of edges) expect([ids.has(edge.from), ids.has(edge.to)]).toEqual([true, true]);
        expect(new Set(edges.map((edge) => edge.id)).size).toBe(edges.length);
        expect(edges.reduce((sum, edge) => sum + edge.transfers, 0)).toBeLessThanOrEqual(transfersTotal);
      }),
      { seed: 63, numRuns: 300 },
    );
  });
});
