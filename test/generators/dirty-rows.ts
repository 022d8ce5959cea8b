import fc from "fast-check";
import type { WitnessRow } from "./witness-rows.ts";

const cards = ["6222021234567890", "6217000011112222", "6228480033334444", "6230990055556666"];
const start = 1_700_000_000_000;

/** Rows as hostile exports have them: blanks, damaged numbers, contradicting balances, duplicates, shared references. */
export const dirtyRows: fc.Arbitrary<readonly WitnessRow[]> = fc.array(
  fc.record(
    {
      file: fc.constantFrom("a", "b", "c"),
      ownCard: fc.constantFrom("", ...cards),
      ownAccount: fc.constantFrom("", "31001234567890", "0031001234567890", "6.2E+18", "wxid_a", "wxid_b"),
      otherCard: fc.constantFrom("", "6217****2222", ...cards),
      otherName: fc.constantFrom("", "李四", "财付通"),
      atMs: fc.nat(100).map((second) => start + second * 1_000),
      precision: fc.constantFrom("second", "minute", "day"),
      amount: fc.constantFrom(0, 100, 250),
      direction: fc.constantFrom("in", "out", "unknown"),
      balance: fc.constantFrom(0, 100, 250, 350),
      status: fc.constantFrom("ok", "failed", "unknown"),
      movement: fc.constantFrom("transfer", "cash", "fee", "purchase", "unknown"),
      serial: fc.constantFrom("", "1", "2"),
      references: fc.subarray(["1", "O1", "O2"]),
      reverses: fc.constantFrom("", "1"),
      flags: fc.constantFrom(0, 256),
    },
    { requiredKeys: ["file", "atMs", "amount"] },
  ),
  { maxLength: 16 },
);
