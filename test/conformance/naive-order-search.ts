import { exitKindCode } from "../../src/flows/exit-kind.ts";
import { type LedgerColumns, TRANSFER_FAILED } from "../../src/flows/ledger-columns.ts";
import type { Loss, TraceOptions } from "../../src/tracing/trace-input.ts";
import type { AllocatedTrace } from "../../src/tracing/trace-result.ts";
import { naiveTrace } from "./naive-trace.ts";

/** Smallest and largest amount of a figure, by `list place kind loss`; a star stands for all. */
export type NaiveRanges = Map<string, { own: number; low: number; high: number }>;

interface Asked {
  readonly ledger: LedgerColumns;
  readonly losses: readonly Loss[];
  readonly options: TraceOptions;
}

/** Above so many orders of all ties together the twin would take too long. */
const mostTogether = 300;

/**
 * The naive twin of `searchOrders` for ties of at most five rows: every order of every tie of the accounts that money
 * reaches, each made by picking row after row the first that nothing still waiting has to precede, and traced by the
 * naive twin. With `together` every order of all ties at once, of the accounts too that money reaches in any of them;
 * `null` where these are too many.
 */
export function naiveOrderSearch(asked: Asked, together: "together" | "singly"): NaiveRanges | null {
  const { ledger, losses, options } = asked;
  const answer = naiveTrace(ledger, losses, options);
  const own = figuresOf(answer);
  const reached = reachedBy(ledger, losses, answer);
  const ranges: NaiveRanges = new Map();
  const judge = (orders: readonly Order[]): ReadonlySet<number> => {
    const judged = judgeOrder(asked, reached, orders);
    if (judged === undefined) return reached;
    const figures = figuresOf(judged.answer);
    for (const key of new Set([...own.keys(), ...figures.keys()])) {
      const [before, amount] = [own.get(key) ?? 0, figures.get(key) ?? 0];
      if (before === amount) continue;
      const range = ranges.get(key) ?? { own: before, low: before, high: before };
      ranges.set(key, { own: before, low: Math.min(range.low, amount), high: Math.max(range.high, amount) });
    }
    return judged.reached;
  };
  const isOfSome = (accounts: ReadonlySet<number>, group: number): boolean =>
    accounts.has(ledger.transfers.ties.account[group]!);
  const groups = [...ledger.transfers.ties.account.keys()];
  if (together === "singly") {
    for (const group of groups.filter((one) => isOfSome(reached, one))) {
      for (const rows of permutations(rowsOf(ledger, group))) judge([{ group, rows }]);
    }
    return ranges;
  }
  for (let known = reached; ; ) {
    let met = known;
    const tied = groups.filter((one) => isOfSome(known, one));
    if (tied.reduce((orders, group) => orders * factorial(rowsOf(ledger, group).length), 1) > mostTogether) return null;
    for (const orders of allTogether(ledger, tied)) met = new Set([...met, ...judge(orders)]);
    if (met.size === known.size) return ranges;
    known = met;
  }
}

/** Some order of a tie's rows. */
interface Order {
  readonly group: number;
  readonly rows: readonly number[];
}

function allTogether(ledger: LedgerColumns, groups: readonly number[]): Order[][] {
  const [group, ...rest] = groups;
  if (group === undefined) return [[]];
  return permutations(rowsOf(ledger, group)).flatMap((rows) =>
    allTogether(ledger, rest).map((others) => [{ group, rows }, ...others]),
  );
}

function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1);
}

/** The trace in an order, judged by the rows of the accounts that it reaches and no others; `undefined` if impossible. */
function judgeOrder(
  asked: Asked,
  reached: ReadonlySet<number>,
  orders: readonly Order[],
): { readonly answer: AllocatedTrace; readonly reached: ReadonlySet<number> } | undefined {
  const { ledger, losses } = asked;
  const { ties } = ledger.transfers;
  for (let judges = reached; ; ) {
    const isJudge = (group: number): boolean => judges.has(ties.account[group]!);
    const rows = shownBy(asked, judges);
    const chains = orders.filter(({ group }) => isJudge(group)).map((order) => order.rows);
    const arranged = arrange(ledger, rows, chains);
    if (arranged === undefined) return undefined;
    if (![...ties.account.keys()].filter(isJudge).every((tie) => statesFollow(ledger, tie, arranged))) return undefined;
    const others = [...Array(ledger.transfers.length).keys()].filter((row) => !rows.includes(row));
    const answer = traceInOrder(asked, [...arranged, ...others]);
    const met = new Set([...judges, ...reachedBy(ledger, losses, answer)]);
    if (met.size === judges.size) return { answer, reached: met };
    judges = met;
  }
}

/** The rows of these accounts and of the losses, ascending, and the originals of those that are reversals. */
function shownBy({ ledger: { transfers }, losses }: Asked, accounts: ReadonlySet<number>): number[] {
  const rows = new Set(losses.map(({ transfer }) => transfer));
  for (let row = 0; row < transfers.length; row++) {
    if (accounts.has(transfers.payer[row]!) || accounts.has(transfers.payee[row]!)) rows.add(row);
  }
  const { transfer, original } = transfers.reversals;
  transfer.forEach((row, index) => rows.has(row) && rows.add(original[index]!));
  return [...rows].sort((a, b) => a - b);
}

function rowsOf({ transfers: { ties } }: LedgerColumns, group: number): number[] {
  return [...ties.transfer.subarray(ties.start[group], ties.start[group + 1])];
}

/** The accounts whose order can matter: those that paid a loss or that traced money came to, without the stops. */
function reachedBy({ transfers }: LedgerColumns, losses: readonly Loss[], trace: AllocatedTrace): ReadonlySet<number> {
  const payers = losses.map(({ transfer }) => transfers.payer[transfer]!);
  const payees = [...trace.flows.transfer].map((transfer) => transfers.payee[transfer]!);
  return new Set([...payers, ...payees].filter((account) => !trace.stops.includes(account)));
}

function permutations(rows: readonly number[]): number[][] {
  if (rows.length === 0) return [[]];
  return rows.flatMap((row) => permutations(rows.filter((other) => other !== row)).map((rest) => [row, ...rest]));
}

/** Whether `before` has to go before `after`, which stands later in the ledger. */
function mustPrecede(ledger: LedgerColumns, before: number, after: number): boolean {
  const { payer, payee, reversals } = ledger.transfers;
  if (reversals.transfer.some((row, index) => row === after && reversals.original[index] === before)) return true;
  return [payer[before]!, payee[before]!].some((account) => {
    if (account !== payer[after] && account !== payee[after]) return false;
    if (!hasPlace(ledger, before, account) || !hasPlace(ledger, after, account)) return false;
    const one = memberOf(ledger, before, account);
    const other = memberOf(ledger, after, account);
    if (one === undefined || other === undefined || one.group !== other.group) return true;
    return one.toMs <= other.fromMs;
  });
}

function hasPlace(ledger: LedgerColumns, row: number, account: number): boolean {
  const { payer, payee, flags, amountMinor } = ledger.transfers;
  if ((flags[row]! & TRANSFER_FAILED) !== 0 || payer[row] === payee[row]) return false;
  return amountMinor[row] !== 0 || statedOf(ledger, row, account) !== undefined;
}

function statedOf({ transfers }: LedgerColumns, row: number, account: number): number | undefined {
  const side = transfers.payer[row] === account ? 0 : 1;
  const { transfer, side: sides, balanceMinor } = transfers.statedBalances;
  return balanceMinor[[...transfer].findIndex((id, index) => id === row && sides[index] === side)];
}

function memberOf({ transfers }: LedgerColumns, row: number, account: number) {
  const { ties } = transfers;
  for (let group = 0; group < ties.account.length; group++) {
    for (let member = ties.start[group]!; member < ties.start[group + 1]!; member++) {
      if (ties.account[group] !== account || ties.transfer[member] !== row) continue;
      return { group, fromMs: ties.fromMs[member]!, toMs: ties.toMs[member]! };
    }
  }
  return undefined;
}

/** These rows with each chain's one after the other, all else as early as it was; `undefined` if impossible. */
function arrange(
  ledger: LedgerColumns,
  rows: readonly number[],
  chains: readonly (readonly number[])[],
): number[] | undefined {
  const left = [...rows];
  const arranged: number[] = [];
  const waitsFor = (row: number): number[] => chains.flatMap((chain) => chain[chain.indexOf(row) - 1] ?? []);
  const waits = (row: number): boolean => {
    if (waitsFor(row).some((other) => !arranged.includes(other))) return true;
    return left.some((other) => other < row && mustPrecede(ledger, other, row));
  };
  while (left.length > 0) {
    const next = left.find((row) => !waits(row));
    if (next === undefined) return undefined;
    left.splice(left.indexOf(next), 1);
    arranged.push(next);
  }
  return arranged;
}

/** Whether the balances stated in a tie are those that this order gives, if they are those of the ledger's own order. */
function statesFollow(ledger: LedgerColumns, group: number, rowAt: readonly number[]): boolean {
  const account = ledger.transfers.ties.account[group]!;
  const own = rowsOf(ledger, group);
  const openings = openingsOf(ledger, account, own);
  if (openings.size !== 1) return true;
  const order = rowAt.filter((row) => own.includes(row));
  return [...openings].join() === [...openingsOf(ledger, account, order)].join();
}

/** The balances before the tie that the stated ones ask for. */
function openingsOf({ transfers, ...rest }: LedgerColumns, account: number, order: readonly number[]): Set<number> {
  const effect = (row: number): number => (transfers.payer[row] === account ? -1 : 1) * transfers.amountMinor[row]!;
  return new Set(
    order.flatMap((row, place) => {
      const stated = statedOf({ transfers, ...rest }, row, account);
      const moved = order.slice(0, place + 1).reduce((sum, one) => sum + effect(one), 0);
      return stated === undefined ? [] : [stated - moved];
    }),
  );
}

function traceInOrder({ ledger, losses, options }: Asked, rowAt: readonly number[]): AllocatedTrace {
  const { transfers, accounts } = ledger;
  const { reversals, statedBalances } = transfers;
  const at = (row: number): number => rowAt.indexOf(row);
  const byPlace = (rows: Uint32Array): number[] =>
    [...rows.keys()].sort((a, b) => at(rows[a]!) - at(rows[b]!) || a - b);
  const reversing = byPlace(reversals.transfer);
  const stating = byPlace(statedBalances.transfer);
  const moved: LedgerColumns = {
    accounts,
    transfers: {
      ...transfers,
      payer: Uint32Array.from(rowAt, (row) => transfers.payer[row]!),
      payee: Uint32Array.from(rowAt, (row) => transfers.payee[row]!),
      atMs: Float64Array.from(rowAt, (row) => transfers.atMs[row]!),
      amountMinor: Float64Array.from(rowAt, (row) => transfers.amountMinor[row]!),
      flags: Uint8Array.from(rowAt, (row) => transfers.flags[row]!),
      reversals: {
        transfer: Uint32Array.from(reversing, (index) => at(reversals.transfer[index]!)),
        original: Uint32Array.from(reversing, (index) => at(reversals.original[index]!)),
      },
      statedBalances: {
        transfer: Uint32Array.from(stating, (index) => at(statedBalances.transfer[index]!)),
        side: Uint8Array.from(stating, (index) => statedBalances.side[index]!),
        balanceMinor: Float64Array.from(stating, (index) => statedBalances.balanceMinor[index]!),
      },
    },
  };
  const movedLosses = losses.map((loss) => ({ ...loss, transfer: at(loss.transfer) }));
  const answer = naiveTrace(moved, movedLosses, options);
  return { ...answer, flows: { ...answer.flows, transfer: answer.flows.transfer.map((place) => rowAt[place]!) } };
}

function figuresOf(trace: AllocatedTrace): Map<string, number> {
  const figures = new Map<string, number>();
  const add = (amount: number, ...key: readonly (string | number)[]): void => {
    if (amount > 0) figures.set(key.join(" "), (figures.get(key.join(" ")) ?? 0) + amount);
  };
  const lists = {
    "at-rest": trace.atRest,
    exited: trace.exits,
    "lost-sight": trace.lostSight,
    returned: trace.returned,
    "written-off": trace.writtenOff,
  };
  for (const [list, entries] of Object.entries(lists)) {
    for (const entry of entries) {
      const kind = "kind" in entry ? exitKindCode(entry.kind) : 0;
      add(entry.amountMinor, list, entry.account, kind, entry.loss);
      add(entry.amountMinor, list, entry.account, kind, "*");
      add(entry.amountMinor, list, "*", 0, entry.loss);
    }
  }
  for (let record = 0; record < trace.flows.length; record++) {
    const [amount, transfer] = [trace.flows.amountMinor[record]!, trace.flows.transfer[record]!];
    add(amount, "flow", transfer, 0, trace.flows.loss[record]!);
    add(amount, "flow", transfer, 0, "*");
  }
  return figures;
}
