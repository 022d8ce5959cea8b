import type { Layout } from "./layout.ts";
import { alipayConsumer, alipayPolice } from "./layouts/alipay.ts";
import { bankSlip } from "./layouts/bank-slip.ts";
import { bankTables } from "./layouts/bank-tables.ts";
import { controlExportA, controlExportB, controlExportC, controlExportSplit } from "./layouts/control-export.ts";
import { creditCardBill } from "./layouts/credit-card-bill.ts";
import { merchantsBankCustomers, merchantsBankStatement } from "./layouts/merchants-bank.ts";
import { otherStatement } from "./layouts/other-statement.ts";
import { paymentSummary } from "./layouts/payment-summary.ts";
import { plainTransfers } from "./layouts/plain-transfers.ts";
import { queriedAccount } from "./layouts/queried-account.ts";
import { tenpayRegistration, tenpayTrades, tenpayTradesBank, wechatRegistration } from "./layouts/tenpay.ts";
import { wechatConsumer } from "./layouts/wechat-consumer.ts";

/** Every layout that is known. One more bank is one more file in `layouts/` and one more line here. */
export const layouts: readonly Layout[] = [
  controlExportA,
  controlExportB,
  controlExportC,
  controlExportSplit,
  queriedAccount,
  merchantsBankStatement,
  merchantsBankCustomers,
  creditCardBill,
  bankSlip,
  ...bankTables,
  tenpayTrades,
  tenpayTradesBank,
  tenpayRegistration,
  wechatRegistration,
  paymentSummary,
  wechatConsumer,
  ...alipayPolice,
  ...alipayConsumer,
  ...plainTransfers,
  otherStatement,
];
