import { describe, expect, it } from "vitest";
import { contactRefusals } from "./contact-words.ts";

const centre = ["96110", "110", "057486110110"];
const codes = (words: string): readonly string[] => contactRefusals(words, centre).map(({ code }) => code);

describe("words to a victim", () => {
  it.each([
    "请致电 96110 核实，或拨打110。",
    "请拨 0574-86110110。",
    "金额 12.30 元，2026.3.2 冻结。",
    "已于2026年11月23日冻结 13800 元",
    "案号 A3302060000002026110001，账户尾号 0128",
    "验证码 402913。",
    "返还 138123456.78 元",
  ])("R25: lets %s through", (words) => {
    expect(codes(words)).toEqual([]);
  });

  it.each([
    "请联系 13812345678",
    "请联系138 1234 5678",
    "请联系138-1234-5678",
    "请联系＋８６１３８１２３４５６７８",
    "加 一三八一二三四五六七八",
    "回电 010-88888888",
    "客服 4001234567",
    "拨打 95588 转人工",
    "拨打 12381",
  ])("R25: refuses the number in %s", (words) => {
    expect(codes(words)).toEqual(["foreign-number"]);
  });

  it.each(["见 https://a.example/x", "请登录 gat.example 查询", "ｗｗｗ．ａ．ｃｎ", "打开 b。com"])(
    "R25: refuses the link in %s",
    (words) => {
      expect(codes(words)).toEqual(["link-in-message"]);
    },
  );

  it("R25: refuses to say nothing", () => {
    expect(codes(" ")).toEqual(["words-missing"]);
  });
});
