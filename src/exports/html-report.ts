import { formatChinaTime } from "../flows/china-time.ts";
import { innocentWords, percentText, roleWords } from "../tracing/order-words.ts";
import type { SheetAmounts, RequestReceipt, TraceView } from "../tracing/trace-view.ts";
import { reportStyle } from "./html-style.ts";
import { dwellText, shareText } from "./flow-texts.ts";
import type { MapDocument } from "./map-document.ts";
import { moneyMapSvg } from "./money-map-svg.ts";
import { exitNames, requestReasonNames, unboundReasonNames } from "./names.ts";
import { accountText, cell, moneyCell, moneyText, rangeText, tableHead, tableRow } from "./html-table.ts";
import { besideSections } from "./html-beside.ts";
import { answerText, bothWords } from "./order-texts.ts";
import { xmlText } from "./xml-text.ts";

/**
 * The trace as one self-contained page to read and to print: no script, no outside file. Every text from the ledger is
 * escaped. Yielded in pieces, since a case may have hundreds of thousands of flows.
 */
export function* htmlReport(view: TraceView, map: MapDocument): Generator<string> {
  const { engine } = view;
  const caseName = engine.caseName ?? "全部案件 all cases";
  yield `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${xmlText(`资金追踪报告 ${caseName}`)}</title>\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<meta name="viewport" content="width=device-width">\n<style>${reportStyle}</style></head><body>\n`;
  yield `<h1>资金追踪报告 <small>Money trace</small></h1>\n<p class="facts">${facts(view, caseName)}</p>\n`;
  if (view.kind === "reach") {
    yield "<p>污染法只标记可达的交易，不分配金额。 <small>poison marks reach and allocates no amounts.</small></p>\n";
  } else {
    yield* balanceSection(view);
    yield* freezeSection(view);
    yield* requestSection(view);
    yield* exitSection(view);
    yield* besideSections(view);
  }
  yield* unboundSection(view);
  yield `<h2>资金图 <small>Money map</small></h2>\n${moneyMapSvg(map)}\n`;
  yield* flowSection(view);
  yield "</body></html>\n";
}

function facts(view: TraceView, caseName: string): string {
  const { engine } = view;
  const asOf = engine.asOfMs === null ? "账本末尾 end of the ledger" : formatChinaTime(engine.asOfMs, "second");
  const pairs = [
    ["案件 Case", caseName],
    ["规则 Doctrine", engine.doctrine],
    ["截至 As of", asOf],
    [
      "账本 Ledger",
      `${engine.files.length} 文件 files · ${engine.transfers} 笔 transfers · ${engine.accounts} 户 accounts`,
    ],
    ["止追 Stops", String(view.stops.length)],
    ["版本 Version", engine.version],
  ];
  const shown = pairs.map(([name = "", value = ""]) => `<span>${xmlText(name)} <b>${xmlText(value)}</b></span>`);
  return `${shown.join("")}<span>时间均为北京时间 China Standard Time</span>`;
}

const sheetHeadings = [
  "#损失金额 Lost",
  "#卡内资金 At rest",
  "#资金末端 Exited",
  "#断点 Lost sight of",
  "#返还 Returned",
  "#零星核销 Written off",
];

function* balanceSection(view: TraceView): Generator<string> {
  yield "<h2>资金平衡表 <small>Balance sheet</small></h2>\n";
  yield tableHead(["损失 Loss", "被害人 Victim", ...sheetHeadings]);
  for (const line of view.balanceSheet) yield tableRow([line.loss.id, line.loss.victim], sheetCells(line), "");
  for (const line of view.totals) yield tableRow(["合计 Total", line.currency], sheetCells(line), "total");
  yield "</tbody></table>\n";
}

function* freezeSection(view: TraceView): Generator<string> {
  const total = view.freezeList.length;
  yield `<h2>建议冻结 <small>Freeze list, ${total} accounts</small></h2>\n`;
  yield tableHead([
    "序",
    "账户 Account",
    "户名 Holder",
    "开户行 Bank",
    "#涉案在卡 At rest",
    "#尚在几率 Chance",
    "#预计可止 Expected",
    "角色 Role",
    "级 Hop",
    "到账 Since",
    "依据 Receipt",
    "复核、反馈 Look again, answer",
  ]);
  for (const { rank, account, atRestMinor, range, hop, sinceMs, lastSeen, receipt, ...order } of view.freezeList) {
    const basis =
      receipt === null
        ? ""
        : [
            formatChinaTime(receipt.transfer.atMs, receipt.transfer.precision),
            accountText(receipt.transfer.payer),
            moneyText(receipt.transfer.amountMinor, receipt.transfer.payer.currency),
            receipt.serial,
          ].join(" ");
    const tried = range === null ? "" : ` ${rangeText(range, account.currency)}`;
    const amount = moneyText(atRestMinor, account.currency) + tried + (lastSeen ? " （最后所见 last seen）" : "");
    yield `<tr>${[String(rank), accountText(account), account.holder, account.bank].map(cell).join("")}${moneyCell(amount)}`;
    const expected = moneyText(order.expectedMinor, account.currency);
    yield `${moneyCell(percentText(order.chancePpm))}${moneyCell(expected)}${cell(bothWords(roleWords[order.role]))}`;
    const innocent = order.looksInnocent === null ? "" : bothWords(innocentWords(order.looksInnocent));
    const noted = [innocent, answerText(order.answer, account.currency)].filter((part) => part !== "").join("; ");
    yield `${[String(hop), formatChinaTime(sinceMs, "second"), basis, noted].map(cell).join("")}</tr>\n`;
  }
  yield "</tbody></table>\n";
}

function* requestSection(view: TraceView): Generator<string> {
  yield `<h2>调单清单 <small>Statement requests, ${view.requests.length}</small></h2>\n`;
  yield tableHead([
    "序",
    "账户 Account",
    "户名 Holder",
    "开户行 Bank",
    "#金额 Amount",
    "#收效估计（反馈数） Estimated yield (answers)",
    "起 From",
    "止 To",
    "原因 Why",
    "已调取于 Asked since",
    "订单号、流水号 Numbers",
  ]);
  for (const { rank, account, amountMinor, reason, receipts, yieldPpm, answered, ...times } of view.requests) {
    const { fromMs, toMs, askedMs } = times;
    const to = toMs === null ? "反馈之日 day of the answer" : formatChinaTime(toMs, "second");
    yield `<tr>${[String(rank), accountText(account), account.holder, account.bank].map(cell).join("")}`;
    yield moneyCell(moneyText(amountMinor, account.currency));
    yield moneyCell(`${percentText(yieldPpm)} (${answered})`);
    const asked = askedMs === null ? "" : formatChinaTime(askedMs, "second");
    const numbers = receipts.map(numbersText).join("；");
    yield `${[formatChinaTime(fromMs, "second"), to, requestReasonNames[reason], asked, numbers].map(cell).join("")}</tr>\n`;
  }
  yield "</tbody></table>\n";
}

/** By which numbers the receiver finds a transfer: its order number, else its serial, else our id. */
function numbersText({ orderNo, serial, transfer }: RequestReceipt): string {
  return orderNo || serial || transfer.id;
}

function* exitSection(view: TraceView): Generator<string> {
  yield `<h2>资金末端 <small>Exits, ${view.exits.length}</small></h2>\n`;
  yield tableHead(["末端 Exit", "账户 Account", "户名 Holder", "损失 Loss", "#金额 Amount"]);
  for (const { account, kind, loss, amountMinor } of view.exits) {
    yield tableRow(
      [exitNames[kind], accountText(account), account.holder, loss.id],
      [moneyText(amountMinor, account.currency)],
      "",
    );
  }
  yield "</tbody></table>\n";
}

function* unboundSection(view: TraceView): Generator<string> {
  if (view.unbound.length === 0) return;
  yield `<h2>未对上唯一交易的损失（未追踪） <small>Losses not bound, not traced: ${view.unbound.length}</small></h2>\n`;
  yield tableHead(["损失 Loss", "被害人 Victim", "原因 Why", "#候选 Candidates"]);
  for (const { id, victim, why, candidateCount } of view.unbound)
    yield tableRow([id, victim, unboundReasonNames[why]], [String(candidateCount)], "");
  yield "</tbody></table>\n";
}

function* flowSection(view: TraceView): Generator<string> {
  yield `<h2>资金流 <small>Flows, ${view.flows.length}</small></h2>\n`;
  yield tableHead([
    "时间 Time",
    "级 Hop",
    "损失 Loss",
    "付款 Payer",
    "收款 Payee",
    "停留（至少） Dwell, at least",
    "渠道 Channel",
    "#涉案 Traced",
    "#整笔 Whole",
    "#占比 Share",
  ]);
  for (const { transfer, loss, hop, amountMinor, dwellMs, channel } of view.flows) {
    const { payer, payee } = transfer;
    const texts = [
      formatChinaTime(transfer.atMs, transfer.precision),
      String(hop),
      loss.id,
      `${accountText(payer)} ${payer.holder}`,
      `${accountText(payee)} ${payee.holder}`,
      dwellText(dwellMs),
      channel,
    ];
    const whole = moneyText(transfer.amountMinor, payer.currency);
    const [traced, share] =
      view.kind === "reach"
        ? ["", ""]
        : [moneyText(amountMinor, payer.currency), shareText(amountMinor, transfer.amountMinor)];
    yield tableRow(texts, [traced, whole, share], "");
  }
  yield "</tbody></table>\n";
}

function sheetCells(line: SheetAmounts & { readonly currency: string }): readonly string[] {
  const { lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor } = line;
  return [lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor].map((amount) =>
    moneyText(amount, line.currency),
  );
}
