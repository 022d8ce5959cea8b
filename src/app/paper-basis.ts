import type { PaperKind } from "../exports/papers/paper-template.ts";
import { formatChinaTime } from "../flows/china-time.ts";

/** What a kind of paper rests on, from a day on: the article's number changes with the law. */
interface BasisRow {
  readonly kinds: readonly PaperKind[];
  /** Day in China. */
  readonly from: string;
  readonly basis: string;
}

const fraudLaw = "《中华人民共和国反电信网络诈骗法》第二十条";
const procedure = "《中华人民共和国刑事诉讼法》";
const returnRule = "《电信网络新型违法犯罪案件冻结资金返还若干规定》";
const stopRule = "《关于加强支付结算管理 防范电信网络新型违法犯罪有关事项的通知》";
const seizing: readonly PaperKind[] = ["query", "freeze", "renewal"];
const stopping: readonly PaperKind[] = ["stop-payment", "protective-hold"];

/**
 * Defaults, the latest of a kind last. Articles of the law against telecom fraud and of the rule of return are seen in public
 * sources; the numbers of the procedure law's articles are to be confirmed, and a template may name its own instead.
 */
const basisRows: readonly BasisRow[] = [
  { kinds: seizing, from: "2013-01-01", basis: `${procedure}第一百四十二条` },
  { kinds: seizing, from: "2018-10-26", basis: `${procedure}第一百四十四条` },
  { kinds: seizing, from: "2022-12-01", basis: `${procedure}第一百四十四条、${fraudLaw}` },
  { kinds: ["release"], from: "2013-01-01", basis: `${procedure}第一百四十三条` },
  { kinds: ["release"], from: "2018-10-26", basis: `${procedure}第一百四十五条` },
  { kinds: stopping, from: "2016-03-18", basis: `${stopRule}（银发〔2016〕86号）` },
  { kinds: stopping, from: "2022-12-01", basis: `${fraudLaw}和${stopRule}（银发〔2016〕86号）` },
  {
    kinds: ["return-order", "return-report", "return-decision", "return-notice"],
    from: "2016-09-18",
    basis: returnRule,
  },
  {
    kinds: ["return-order", "return-report", "return-notice"],
    from: "2022-12-01",
    basis: `${fraudLaw}、${returnRule}`,
  },
  { kinds: ["return-decision"], from: "2016-09-18", basis: `${procedure}第二百三十四条、${returnRule}` },
  { kinds: ["return-decision"], from: "2018-10-26", basis: `${procedure}第二百四十五条、${returnRule}` },
];

/** What a paper of this kind and date rests on; empty before any. */
export function paperBasis(kind: PaperKind, atMs: number): string {
  const day = formatChinaTime(atMs, "day");
  return basisRows.findLast(({ kinds, from }) => kinds.includes(kind) && from <= day)?.basis ?? "";
}
