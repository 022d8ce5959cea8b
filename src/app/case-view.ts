import type {
  CaseView,
  ExitRow,
  Listed,
  LossLine,
  OrderSensitiveRow,
  TriedRange,
  UnboundLoss,
  FreezeRow,
  OrderNote,
} from "../contract/case-view.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { toCurrency } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { innocentWords, refusalWords } from "../tracing/order-words.ts";
import type { AnswerView, FreezeView, TraceView, UnboundClaim } from "../tracing/trace-view.ts";
import type { TieView } from "../tracing/beside-view.ts";
import type { AccountView } from "../tracing/account-view.ts";
import { type Folding, foldAccounts } from "./fold-accounts.ts";
import { edgesOfVictim, moneyMap, shownNumber, type TransferMarks, transferTime } from "./money-map-view.ts";
import type { TracedCase } from "./traced-accounts.ts";

/** One traced case as it lies in memory. */
export interface ShownCase {
  readonly name: string;
  readonly trace: TraceView;
  /** `sumByAccount(trace)`. */
  readonly traced: TracedCase;
  readonly marks: TransferMarks;
  /** First and last transfer of the ledger, ms; null when it is empty. */
  readonly ledgerSpan: { readonly fromMs: number; readonly toMs: number } | null;
}

/** Lists of a page are cut here, and say so: nobody reads further down, the exports hold all. */
const longestList = 5_000;

/** Everything the page of one case shows. `victim`: whose money to point out, or empty. Pure. */
export function caseView(shown: ShownCase, folding: Folding, victim: string): CaseView {
  const { trace, traced, ledgerSpan } = shown;
  const nodeOf = foldAccounts(traced, folding);
  return {
    case: shown.name,
    doctrine: trace.engine.doctrine,
    asOf: trace.engine.asOfMs === null ? null : secondText(trace.engine.asOfMs),
    ledgerFrom: ledgerSpan === null ? null : secondText(ledgerSpan.fromMs),
    ledgerTo: ledgerSpan === null ? null : secondText(ledgerSpan.toMs),
    ledgerTransfers: trace.engine.transfers,
    kind: trace.kind,
    totals: trace.totals,
    losses: listed(lossLines(trace)),
    unbound: trace.unbound.map(unboundLoss),
    map: moneyMap(traced, nodeOf, shown.marks),
    lit: victim === "" ? null : edgesOfVictim(traced, nodeOf, victim),
    ordersSent: trace.ordersSentMs === null ? null : secondText(trace.ordersSentMs),
    freezeList: listed(trace.freezeList.map(freezeRow)),
    requests: listed(
      trace.requests.map(({ rank, account, amountMinor, reason, fromMs, toMs, yieldPpm, answered }) => ({
        ...accountCells(account),
        rank,
        amountMinor,
        from: secondText(fromMs),
        to: toMs === null ? null : secondText(toMs),
        reason,
        yieldPpm,
        answered,
      })),
    ),
    exits: listed(exitRows(trace)),
    orderSensitive: listed([...trace.orders.sensitive, ...trace.orders.notTried].map(orderSensitiveRow)),
    unexplained: trace.unexplained.length,
  };
}

function freezeRow(order: FreezeView): FreezeRow {
  const { account, rank, atRestMinor, range, hop, lastSeen, receipt, chancePpm, expectedMinor, role } = order;
  return {
    ...accountCells(account),
    rank,
    atRestMinor,
    range,
    hop,
    since: secondText(order.sinceMs),
    lastSeen,
    receipt: receipt === null ? null : receipt.transfer.id,
    chancePpm,
    expectedMinor,
    role,
    seen: secondText(order.seenMs),
    effect: secondText(order.effectMs),
    looksInnocent: order.looksInnocent === null ? null : innocentWords(order.looksInnocent),
    answer: order.answer === null ? null : answerNote(order.answer, account.currency),
  };
}

function answerNote({ atMs, balanceMinor, refusal }: AnswerView, currency: string): OrderNote {
  const at = secondText(atMs);
  if (refusal !== null) {
    const { zh, en } = refusalWords[refusal];
    return { zh: `${at} 银行拒绝：${zh}`, en: `the bank refused at ${at}: ${en}` };
  }
  const balance = formatGrouped(toMinorUnits(balanceMinor ?? 0), toCurrency(currency));
  return { zh: `${at} 银行反馈余额 ${balance}`, en: `the bank told a balance of ${balance} at ${at}` };
}

function lossLines(trace: TraceView): LossLine[] {
  return trace.balanceSheet.map(({ loss, ...amounts }) => ({
    loss: loss.id,
    victim: loss.victim,
    transfer: loss.transfer.id,
    at: transferTime(loss.transfer),
    ...amounts,
  }));
}

function unboundLoss({ id, victim, why, candidateCount, candidates }: UnboundClaim): UnboundLoss {
  return { loss: id, victim, why, candidateCount, candidates: candidates.map((transfer) => transfer.id) };
}

/** Exits of all losses by account and kind, largest first. */
function exitRows(trace: TraceView): ExitRow[] {
  const ranges = new Map<string, TriedRange>(
    trace.orders.ranges.flatMap(({ account, exitKind, loss, lowMinor, highMinor }) =>
      account === null || loss !== null ? [] : [[`${account.key} ${exitKind}`, { lowMinor, highMinor }] as const],
    ),
  );
  const rows = new Map<string, ExitRow>();
  for (const { account, kind, amountMinor } of trace.exits) {
    const id = `${account.key} ${kind}`;
    const before = rows.get(id)?.amountMinor ?? 0;
    const range = ranges.get(id) ?? null;
    rows.set(id, { ...accountCells(account), kind, amountMinor: before + amountMinor, range });
  }
  return [...rows.values()].sort((a, b) => b.amountMinor - a.amountMinor || (a.account < b.account ? -1 : 1));
}

function orderSensitiveRow({ account, transfers, ...search }: TieView): OrderSensitiveRow {
  const [first] = transfers;
  return {
    ...accountCells(account),
    ...search,
    at: first === undefined ? "" : transferTime(first),
    transfers: transfers.map(({ id }) => id),
  };
}

/** The cells by which every list names an account. */
export function accountCells(account: AccountView): AccountCells {
  const { key, holder, bank, currency } = account;
  return { account: key, number: shownNumber(account), holder, bank, currency };
}

type AccountCells = Pick<ExitRow, "account" | "number" | "holder" | "bank" | "currency">;

function secondText(atMs: number): string {
  return formatChinaTime(atMs, "second");
}

/** A list cut at what a page shows. */
export function listed<Row>(rows: readonly Row[]): Listed<Row> {
  return { rows: rows.slice(0, longestList), total: rows.length };
}
