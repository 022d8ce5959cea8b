import { expect, test } from "vitest";
import { toWitnesses } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import { maskAnswer, unmaskedQuery } from "./mask-answer.ts";
import { nameLedger } from "./open-ledger.ts";

const [payer, payee] = ["6222000000000001", "6222000000000002"];
const witnesses = toWitnesses([
  { file: "a", ownAccount: payer, otherAccount: payee, atMs: 1, amount: 3_000, direction: "out", status: "ok" },
]);
const derived = deriveLedger(witnesses, { holders: [], periods: [] });
const opened = nameLedger({ files: [], witnesses, derived });

test("P17 every person of an answer is masked; an edge's masked ends are known again when they are asked with", () => {
  const answer = {
    map: {
      nodes: [{ id: payer, holder: "张例一", number: payer, inMinor: 3_000 }],
      edges: [{ id: `${payer}>${payee}` }],
    },
    lit: [`${payer}>${payee}`],
    rows: [
      {
        account: payee,
        victim: "张例一",
        file: "exports.zip!/张例一6222.csv",
        evidence: `合同 ${payer}`,
        at: "2024-03-05",
      },
    ],
    range: { account: null, transfer: "3f9a01c2d4e5-0-17" },
  };
  const masked = maskAnswer(answer, opened);
  expect(JSON.stringify(masked)).not.toMatch(/张例一|622200000/);
  expect(masked.map.nodes[0]).toMatchObject({ holder: "张**", number: "************0001", inMinor: 3_000 });
  expect(masked.map.edges[0]?.id).toBe(masked.lit[0]);
  expect(masked.rows[0]).toMatchObject({ file: "*.csv", at: "2024-03-05" });
  expect(masked.range).toEqual(answer.range);
  const [from = "", to = ""] = masked.lit[0]?.split(">") ?? [];
  expect(unmaskedQuery({ from, to, find: "~1" }, opened)).toEqual({ from: payer, to: payee, find: "~1" });
});
