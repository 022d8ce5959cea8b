import type { Layout } from "../layout.ts";

/** A transfer a row, payer and payee named: every bare list of transfers, and what other tools write. */
export const plainTransfers: readonly Layout[] = [
  {
    id: "plain-transfers",
    name: "转账清单（英文表头）",
    table: "statement",
    headings: "id,at,payer,payee,amount,status,reverses,reference,payer_balance,payee_balance,currency,channel".split(
      ",",
    ),
    rules: { sides: "absolute", statusWords: { "1": "ok", "0": "failed" } },
  },
  {
    id: "plain-transfers-zh",
    name: "转账清单（中文表头）",
    table: "statement",
    headings: "编号,时间,付款账号,收款账号,金额,状态,冲正原编号,流水号,付款方余额,收款方余额,币种,渠道".split(","),
    rules: { sides: "absolute", statusWords: { "1": "ok", "0": "failed" } },
  },
];
