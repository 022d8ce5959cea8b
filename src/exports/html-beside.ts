import { formatChinaTime } from "../flows/china-time.ts";
import type { BesideView } from "../tracing/beside-view.ts";
import { accountText, moneyText, rangeText, tableHead, tableRow } from "./html-table.ts";
import { figureNames, ordersTogetherText, tieSearchNames } from "./names.ts";

/** What stands beside the balance sheet, each section only where there is something to say. */
export function* besideSections(view: BesideView): Generator<string> {
  yield* holderSection(view);
  yield* goodFaithSection(view);
  yield* interestSection(view);
  yield* orderSection(view);
}

/** The doctrine per holder beside the accounts' figures. */
function* holderSection({ holders }: BesideView): Generator<string> {
  if (holders.length === 0) return;
  yield "<h2>按持有人（仅供参考，不与账户金额相加） <small>Per holder: advisory, never added to the accounts</small></h2>\n";
  const amounts = ["在卡 at rest", "断点 lost sight of", "转出 paid on"];
  yield tableHead([
    "户名 Holder",
    "证件号码 Id number",
    "账户 Accounts",
    "损失 Loss",
    ...amounts.map((amount) => `#按账户 By account: ${amount}`),
    ...amounts.map((amount) => `#按持有人 By holder: ${amount}`),
  ]);
  for (const { holder, idNo, currency, accounts, lines } of holders) {
    for (const { loss, byAccounts, byHolder } of lines) {
      const figures = [byAccounts, byHolder].flatMap((one) => [one.atRestMinor, one.lostSightMinor, one.paidOnMinor]);
      const texts = [holder, idNo, accounts.map(accountText).join(", "), loss.id];
      yield tableRow(
        texts,
        figures.map((amount) => moneyText(amount, currency)),
        "",
      );
    }
  }
  yield "</tbody></table>\n";
}

/** Holders at whom the trace stops, by whose finding and on what evidence (T20). */
function* goodFaithSection({ goodFaith }: BesideView): Generator<string> {
  if (goodFaith.length === 0) return;
  yield `<h2>善意取得（追踪到此为止） <small>Acquired in good faith: ${goodFaith.length}</small></h2>\n`;
  yield tableHead(["账户 Account", "户名 Holder", "民警 Officer", "证据 Evidence", "登记 Marked", "#涉案 Traced"]);
  for (const { account, officer, evidence, markedMs, amountMinor } of goodFaith) {
    const texts = [accountText(account), account.holder, officer, evidence, formatChinaTime(markedMs, "second")];
    yield tableRow(texts, [moneyText(amountMinor, account.currency)], "");
  }
  yield "</tbody></table>\n";
}

/** Interest that traced money bore; in no sum of the sheet (T20). */
function* interestSection({ interest, interestNotDivided }: BesideView): Generator<string> {
  const undivided = interestNotDivided.length;
  if (interest.length + undivided === 0) return;
  yield `<h2>孳息（不计入平衡表） <small>Interest, not in the balance sheet; not divided: ${undivided}</small></h2>\n`;
  yield tableHead(["时间 Time", "账户 Account", "损失 Loss", "#应属 Due", "#整笔利息 Whole"]);
  for (const { transfer, account, loss, amountMinor } of interest) {
    const texts = [formatChinaTime(transfer.atMs, transfer.precision), accountText(account), loss.id];
    yield tableRow(
      texts,
      [amountMinor, transfer.amountMinor].map((amount) => moneyText(amount, account.currency)),
      "",
    );
  }
  yield "</tbody></table>\n";
}

/** Where rows of one time stand in no known order and another order changes an amount (T7). */
function* orderSection({ orders }: BesideView): Generator<string> {
  const ties = [...orders.sensitive, ...orders.notTried];
  if (ties.length === 0) return;
  yield `<h2>顺序敏感 <small>Order-sensitive: ${orders.sensitive.length} of ${orders.searched} ties searched, ${orders.notTried.length} not tried</small></h2>\n`;
  yield tableHead([
    "账户 Account",
    "户名 Holder",
    "时间 Time",
    "试法 Searched",
    "#行 Rows",
    "#试过 Tried",
    "#不可能 Not possible",
  ]);
  for (const { account, transfers, search, ordersTried, ordersImpossible } of ties) {
    const [first] = transfers;
    const time = first === undefined ? "" : formatChinaTime(first.atMs, first.precision);
    const counts = [transfers.length, ordersTried, ordersImpossible].map(String);
    yield tableRow([accountText(account), account.holder, time, tieSearchNames[search]], counts, "");
  }
  yield "</tbody></table>\n";
  yield tableHead([
    "金额 Figure",
    "账户 Account",
    "损失 Loss",
    "#本次 Here",
    "#试过的最小与最大 Smallest and largest tried",
  ]);
  for (const { list, account, loss, amountMinor, ...range } of orders.ranges.filter((one) => one.list !== "flow")) {
    const currency = account?.currency ?? loss?.transfer.payer.currency ?? "CNY";
    const texts = [figureNames[list], account === null ? "全部 all" : accountText(account), loss?.id ?? "全部 all"];
    yield tableRow(texts, [moneyText(amountMinor, currency), rangeText(range, currency)], "");
  }
  yield "</tbody></table>\n";
  yield `<p>${ordersTogetherText(orders.together)}</p>\n`;
}
