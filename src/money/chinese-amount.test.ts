import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chineseAmount } from "./chinese-amount.ts";
import { toMinorUnits } from "./minor-units.ts";

/** Reads an amount in capital numerals back, in minor units: the slow twin, which knows nothing of zeros. */
function readBack(text: string): number {
  const [, whole = "", jiao = "零", fen = "零"] = /^人民币负?(?:(.*)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(text) ?? [];
  let total = 0n;
  for (const [group = "", size = ""] of whole.matchAll(/[零壹贰叁肆伍陆柒捌玖拾佰仟]+(兆|亿|万)?/g)) {
    const units = { 兆: 1_000_000_000_000n, 亿: 100_000_000n, 万: 10_000n, "": 1n } as const;
    let four = 0;
    for (const [, digit = "", place = ""] of group.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟])?/g)) {
      four += value(digit) * ({ 拾: 10, 佰: 100, 仟: 1_000, "": 1 } as const)[place as "拾" | "佰" | "仟" | ""];
    }
    total += BigInt(four) * units[(size ?? "") as keyof typeof units];
  }
  return Number(total * 100n) + value(jiao) * 10 + value(fen);
}

function value(digit: string): number {
  return "零壹贰叁肆伍陆柒捌玖".indexOf(digit);
}

describe("an amount in capital numerals", () => {
  test.each([
    [140_950, "人民币壹仟肆佰零玖元伍角整"],
    [600_714, "人民币陆仟零柒元壹角肆分"],
    [168_032, "人民币壹仟陆佰捌拾元叁角贰分"],
    [1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"],
    [32_504, "人民币叁佰贰拾伍元零肆分"],
    [10_700_053, "人民币壹拾万零柒仟元伍角叁分"],
    [0, "人民币零元整"],
    [5, "人民币伍分"],
    [50, "人民币伍角整"],
    [1_000_00, "人民币壹仟元整"],
    [1_0000_0000_00, "人民币壹亿元整"],
    [1_0001_0001_00, "人民币壹亿零壹万零壹元整"],
    [9_007_199_254_740_991, "人民币玖拾兆零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分"],
  ])("M6: %d 分 is %s", (amountMinor, words) => {
    expect(chineseAmount(toMinorUnits(amountMinor))).toBe(words);
  });

  test("M6: read back by a twin it is the same amount, and it holds no two zeros in a row", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(16), (large, cut) => {
        const amountMinor = Math.floor(large / 10 ** cut);
        const words = chineseAmount(toMinorUnits(amountMinor));
        expect(readBack(words)).toBe(amountMinor);
        expect(words).not.toMatch(/零零|零元.+元|零万/);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});
