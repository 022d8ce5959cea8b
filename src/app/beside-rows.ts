import type {
  CaseBeside,
  GoodFaithRow,
  HolderRow,
  InterestRow,
  OrderSensitiveRow,
  RangeRow,
} from "../contract/case-beside.ts";
import type { BesideView, GoodFaithView, HolderView, RangeView, TieView } from "../tracing/beside-view.ts";
import { transferTime } from "./money-map-view.ts";
import { accountCells, listed, secondText } from "./view-cells.ts";

/** What stands beside a trace, as the page shows it. */
export function besideRows({ goodFaith, interest, interestNotDivided, holders, orders }: BesideView): CaseBeside {
  const divided = interest.map(
    ({ transfer, account, loss, amountMinor }): InterestRow => ({
      ...accountCells(account),
      transfer: transfer.id,
      at: transferTime(transfer),
      wholeMinor: transfer.amountMinor,
      due: { loss: loss.id, victim: loss.victim, amountMinor },
    }),
  );
  const undivided = interestNotDivided.map(
    (transfer): InterestRow => ({
      ...accountCells(transfer.payee),
      transfer: transfer.id,
      at: transferTime(transfer),
      wholeMinor: transfer.amountMinor,
      due: null,
    }),
  );
  return {
    goodFaith: goodFaith.map(goodFaithRow),
    interest: listed([...divided, ...undivided], (row) => row),
    holders: listed(holders.flatMap(holderRows), (row) => row),
    orders: {
      searched: orders.searched,
      sensitive: orders.sensitive.length,
      notTried: orders.notTried.length,
      triedTogether: orders.together?.ordersTried ?? null,
      ties: listed([...orders.sensitive, ...orders.notTried], tieRow),
      ranges: listed(orders.ranges, rangeRow),
    },
  };
}

function goodFaithRow({ account, officer, evidence, markedMs, caseName, amountMinor }: GoodFaithView): GoodFaithRow {
  const marked = secondText(markedMs);
  return { ...accountCells(account), officer, evidence, marked, everyCase: caseName === null, amountMinor };
}

function holderRows({ holder, idNo, currency, accounts, lines }: HolderView): readonly HolderRow[] {
  const cells = accounts.map(accountCells);
  return lines.map(({ loss, byAccounts, byHolder }) => ({
    holder,
    idNoTail: idNo.slice(-4),
    currency,
    accounts: cells,
    loss: loss.id,
    victim: loss.victim,
    byAccounts,
    byHolder,
  }));
}

function tieRow({ account, transfers, ...search }: TieView): OrderSensitiveRow {
  const [first] = transfers;
  return {
    ...accountCells(account),
    ...search,
    at: first === undefined ? "" : transferTime(first),
    transfers: transfers.map(({ id }) => id),
  };
}

function rangeRow({ list, account, transfer, loss, amountMinor, lowMinor, highMinor }: RangeView): RangeRow {
  const currency = account?.currency ?? transfer?.payer.currency ?? loss?.transfer.payer.currency ?? "CNY";
  return {
    list,
    account: account === null ? null : accountCells(account),
    transfer: transfer?.id ?? null,
    loss: loss?.id ?? null,
    victim: loss?.victim ?? "",
    currency,
    amountMinor,
    lowMinor,
    highMinor,
  };
}
