import type { Layout } from "../layout.ts";

/** 查询账号流水, ten columns. */
export const queriedAccount: Layout = {
  id: "queried-account",
  name: "查询账号流水",
  table: "statement",
  headings: "查询账号,对方账号姓名,对方账号卡号,金额,余额,借贷标志,交易类型,交易结果,交易时间,交易流水号".split(","),
};
