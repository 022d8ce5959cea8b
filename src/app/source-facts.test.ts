import { expect, it } from "vitest";
import { channelText } from "./source-facts.ts";

const silent = {
  ip: "",
  mac: "",
  terminal: "",
  place: "",
  branch: "",
  branchCode: "",
  teller: "",
  merchant: "",
  merchantNo: "",
};

it("the channel is what the row says of kind, device, place and network, each word once", () => {
  const channel = {
    ...silent,
    terminal: "手机银行",
    branch: "城东支行",
    branchCode: "0301",
    ip: "10.0.0.7",
    mac: "A1-B2",
  };
  expect(channelText({ transactionType: "手机银行", cashFlag: "转账", channel })).toBe(
    "手机银行 · 转账 · 城东支行 · IP 10.0.0.7 · MAC A1-B2",
  );
});

it("a branch or merchant without a name goes by its number, and a row that says nothing has no channel", () => {
  const numbered = { ...silent, branchCode: "0301", merchantNo: "M9" };
  expect(channelText({ transactionType: "", cashFlag: "", channel: numbered })).toBe("0301 · M9");
  expect(channelText({ transactionType: "", cashFlag: "", channel: silent })).toBe("");
});
