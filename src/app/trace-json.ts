import { formatChinaTime } from "../flows/china-time.ts";
import type { SettledView, TraceView, UnboundClaim } from "../tracing/trace-view.ts";
import type { TieView } from "../tracing/beside-view.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";

/** A trace as `--json` prints it and `trace.json` holds it. Field names are documented in docs/cli.md and stay. */
export type TraceJson = Readonly<Record<string, unknown>>;

/** The whole answer. The lists of the storeless form have the same names and fields here. */
export function traceJson(view: TraceView): TraceJson {
  return {
    losses: view.losses.map((loss) => ({ loss: loss.id, victim: loss.victim, ...transferJson(loss.transfer) })),
    ...balanceJson(view),
    ...endsJson(view),
    flows: view.flows.map(({ transfer, loss, hop, amountMinor, dwellMs, channel }) => ({
      transfer: transfer.id,
      at: formatChinaTime(transfer.atMs, transfer.precision),
      payer: transfer.payer.key,
      payee: transfer.payee.key,
      wholeMinor: transfer.amountMinor,
      loss: loss.id,
      hop,
      amountMinor,
      dwellMs,
      channel,
    })),
    unexplained: view.unexplained.map(({ transfer, account, amountMinor }) => ({
      transfer: transfer.id,
      account: account.key,
      amountMinor,
    })),
    ...freezeListJson(view),
    ...requestsJson(view),
    ...ordersJson(view),
    ...goodFaithJson(view),
    ...holdersJson(view),
    accounts: namedAccounts(view).map(accountJson),
    engine: engineJson(view),
  };
}

/** Where the money stands or ended: `atRest`, `exits`, `lostSight`, `returned`, `writtenOff`. */
function endsJson(view: TraceView): TraceJson {
  return {
    atRest: view.atRest.map(({ account, loss, amountMinor, range, sinceMs, lastSeen }) => ({
      account: account.key,
      loss: loss.id,
      amountMinor,
      range,
      since: formatChinaTime(sinceMs, "second"),
      lastSeen,
    })),
    exits: view.exits.map(({ account, kind, loss, amountMinor, range }) => ({
      account: account.key,
      kind,
      loss: loss.id,
      amountMinor,
      range,
    })),
    lostSight: view.lostSight.map(({ account, loss, amountMinor, range, sinceMs }) => ({
      account: account.key,
      loss: loss.id,
      amountMinor,
      range,
      since: formatChinaTime(sinceMs, "second"),
    })),
    returned: view.returned.map(settledJson),
    writtenOff: view.writtenOff.map((lot) => ({
      ...settledJson(lot),
      since: formatChinaTime(lot.sinceMs, "second"),
    })),
  };
}

/** `balanceSheet`, `totals`, `unbound`. */
export function balanceJson(view: TraceView): TraceJson {
  return {
    balanceSheet: view.balanceSheet.map(({ loss, ...amounts }) => ({ loss: loss.id, ...amounts })),
    totals: view.totals,
    unbound: view.unbound.map(unboundJson),
  };
}

/** `ordersSent`, `freezeList`: by what an order sent then can be expected to hold, most first. */
export function freezeListJson(view: TraceView): TraceJson {
  return {
    ordersSent: view.ordersSentMs === null ? null : formatChinaTime(view.ordersSentMs, "second"),
    freezeList: view.freezeList.map(
      ({ rank, account, losses, receipt, sinceMs, seenMs, effectMs, answer, ...rest }) => ({
        rank,
        account: account.key,
        ...holderJson(account),
        ...rest,
        since: formatChinaTime(sinceMs, "second"),
        seen: formatChinaTime(seenMs, "second"),
        effect: formatChinaTime(effectMs, "second"),
        losses: losses.map(({ loss, amountMinor }) => ({ loss: loss.id, amountMinor })),
        receipt: receipt === null ? null : { ...transferJson(receipt.transfer), serial: receipt.serial },
        answer:
          answer === null
            ? null
            : {
                at: formatChinaTime(answer.atMs, "second"),
                balanceMinor: answer.balanceMinor,
                refusal: answer.refusal,
              },
      }),
    ),
  };
}

/** `requests`, by what asking can be expected to bring back into sight, most first. */
export function requestsJson(view: TraceView): TraceJson {
  return {
    requests: view.requests.map(({ rank, account, fromMs, toMs, askedMs, receipts, ...request }) => ({
      rank,
      account: account.key,
      ...holderJson(account),
      ...request,
      from: formatChinaTime(fromMs, "second"),
      to: toMs === null ? null : formatChinaTime(toMs, "second"),
      asked: askedMs === null ? null : formatChinaTime(askedMs, "second"),
      receipts: receipts.map(({ transfer, serial, orderNo, amountMinor: tracedMinor }) => ({
        ...transferJson(transfer),
        serial,
        orderNo,
        tracedMinor,
      })),
    })),
  };
}

/** `ordersSearched`, `orderSensitive`, `ordersNotTried`, `ordersTogether`, `amountRanges`: what other orders of tied rows change (T7). */
export function ordersJson({ orders }: TraceView): TraceJson {
  const tie = ({ account, transfers, ...search }: TieView): TraceJson => ({
    account: account.key,
    ...holderJson(account),
    transfers: transfers.map(transferJson),
    ...search,
  });
  return {
    ordersSearched: orders.searched,
    orderSensitive: orders.sensitive.map(tie),
    ordersNotTried: orders.notTried.map(tie),
    ordersTogether: orders.together,
    amountRanges: orders.ranges.map(({ account, transfer, loss, ...range }) => ({
      ...range,
      account: account?.key ?? null,
      transfer: transfer?.id ?? null,
      loss: loss?.id ?? null,
    })),
  };
}

/** `goodFaith`, `interest`, `interestNotDivided`: what stands beside the sheet (T20). */
export function goodFaithJson(view: TraceView): TraceJson {
  return {
    goodFaith: view.goodFaith.map(({ account, markedMs, caseName, ...mark }) => ({
      account: account.key,
      ...holderJson(account),
      ...mark,
      case: caseName,
      markedAt: formatChinaTime(markedMs, "second"),
    })),
    interest: view.interest.map(({ transfer, account, loss, amountMinor }) => ({
      transfer: transfer.id,
      at: formatChinaTime(transfer.atMs, transfer.precision),
      account: account.key,
      loss: loss.id,
      amountMinor,
      wholeMinor: transfer.amountMinor,
    })),
    interestNotDivided: view.interestNotDivided.map(transferJson),
  };
}

/** `holders`: the doctrine per holder, beside what it gives per account. */
export function holdersJson({ holders }: TraceView): TraceJson {
  return {
    holders: holders.map(({ accounts, lines, ...holder }) => ({
      ...holder,
      accounts: accounts.map(({ key }) => key),
      lines: lines.map(({ loss, ...amounts }) => ({ loss: loss.id, ...amounts })),
    })),
  };
}

/** What made the answer, so that anyone can make it again (T13). */
export function engineJson({ engine, stops }: TraceView): TraceJson {
  const { version, doctrine, asOfMs, caseName, files, transfers, accounts, ...options } = engine;
  return {
    version,
    doctrine,
    options: {
      case: caseName,
      asOf: asOfMs === null ? null : formatChinaTime(asOfMs, "millisecond"),
      stops: stops.map(({ key }) => key),
      stopsAsked: options.stops,
      hubCounterparties: options.hubCounterparties,
      dustMinor: options.dustMinor,
      answers: options.answers.map(({ account, atMs, balanceMinor }) => ({
        account,
        at: formatChinaTime(atMs, "second"),
        balanceMinor,
      })),
      goodFaith: options.goodFaith,
    },
    inputs: files,
    transfers,
    accounts,
  };
}

/** A claim that was not traced, and why. */
export function unboundJson({ id, victim, why, candidates, candidateCount }: UnboundClaim): TraceJson {
  return { loss: id, victim, why, candidateCount, candidates: candidates.map(transferJson) };
}

/** A transfer with the keys of its ends. */
export function transferJson({ id, atMs, precision, payer, payee, amountMinor }: TransferView): TraceJson {
  return {
    transfer: id,
    at: formatChinaTime(atMs, precision),
    payer: payer.key,
    payee: payee.key,
    amountMinor,
    currency: payer.currency,
  };
}

function settledJson({ account, loss, amountMinor }: SettledView): TraceJson {
  return { account: account.key, loss: loss.id, amountMinor };
}

function holderJson({ number, holder, idNo, bank, currency }: AccountView): TraceJson {
  return { number, holder, idNo, bank, currency };
}

function accountJson(account: AccountView): TraceJson {
  return { account: account.key, ...holderJson(account), numbers: account.numbers, exitKind: account.exitKind };
}

/** Every account that another list names, by key. */
function namedAccounts(view: TraceView): readonly AccountView[] {
  const named = new Map<string, AccountView>();
  const add = (account: AccountView): unknown => named.set(account.key, account);
  for (const { transfer } of [...view.losses, ...view.flows, ...view.unexplained]) {
    add(transfer.payer);
    add(transfer.payee);
  }
  for (const { account } of [...view.atRest, ...view.exits, ...view.lostSight, ...view.returned, ...view.writtenOff]) {
    add(account);
  }
  for (const stop of view.stops) add(stop);
  return [...named.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
