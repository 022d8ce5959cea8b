import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AccountRole } from "./account-history.ts";
import { coverageEnd } from "./coverage.ts";
import { compareExpected, expectedOf } from "./expected-amount.ts";
import type { FreezeOrder } from "./freeze-list.ts";
import { ledgerEnd } from "./ledger-end.ts";
import type { SurvivalModel } from "./survival-model.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** A freeze order with what it can be expected to hold. */
export interface FreezeChoice extends FreezeOrder {
  readonly role: AccountRole;
  /** Until when the money is known to have been there, ms: the end of the account's coverage, or a bank's answer. */
  readonly seenMs: number;
  /** When an order sent now takes effect, ms. */
  readonly effectMs: number;
  /** The chance that the money is there still when the order takes effect, in millionths. */
  readonly chancePpm: number;
  /** `atRestMinor` × `chancePpm` / 10⁶, rounded down. */
  readonly expectedMinor: number;
}

/** What the choice depends on besides the trace. */
export interface FreezeSituation {
  /** When the orders are sent, ms; `null`: the as-of time, else the ledger's last instant. */
  readonly nowMs: number | null;
  readonly asOfMs: number | null;
  /** The bank's time from an order to its effect, ms. */
  readonly responseMs: (account: number) => number;
  /** When a bank last told the balance, ms; `undefined` when it did not. */
  readonly answeredMs: (account: number) => number | undefined;
  /** Whether a bank refused the order: as it stands it holds nothing. */
  readonly isRefused: (account: number) => boolean;
}

/** A bank's time from an order to its effect, where nothing else is set: half an hour, our default. */
export const standardResponseMs = 1_800_000;

const million = 1_000_000;

/**
 * Ranks the orders by what they can be expected to hold, amount at rest × chance, most first; then by amount, then by key.
 * The accounts of a list are disjoint, so the first k are the best k. Refused orders stand last.
 */
export function decideFreezes(
  ledger: LedgerColumns,
  traced: { readonly orders: readonly FreezeOrder[]; readonly trace: AllocatedTrace },
  { model, situation }: { readonly model: SurvivalModel; readonly situation: FreezeSituation },
): readonly FreezeChoice[] {
  const { keys } = ledger.accounts;
  const arrivals = arrivalsOf(ledger, traced.trace);
  const nowMs = nowOf(ledger, situation);
  return traced.orders
    .map((order): FreezeChoice => {
      const { account, atRestMinor } = order;
      const effectMs = nowMs + situation.responseMs(account);
      const seenMs = Math.min(nowMs, seenUntil(ledger, situation, order));
      const lots = restingLots(arrivals.get(account) ?? [], order, traced.trace.doctrine);
      let staying = 0;
      for (const { amountMinor, wholeMinor, arrivedMs } of lots) {
        const lot = { restMinor: amountMinor, wholeMinor, arrivedMs, seenMs: Math.max(arrivedMs, seenMs), effectMs };
        staying += (amountMinor / atRestMinor) * model.stayingChance(account, lot);
      }
      const chancePpm = situation.isRefused(account) ? 0 : Math.round(Math.min(1, staying) * million);
      const expectedMinor = expectedOf(atRestMinor, chancePpm);
      return { ...order, role: model.roleOf(account), seenMs, effectMs, chancePpm, expectedMinor };
    })
    .sort((a, b) => byExpectation(a, b) || (keys[a.account]! < keys[b.account]! ? -1 : 1));
}

/** When the orders are sent, ms. */
export function nowOf(
  { transfers }: LedgerColumns,
  { nowMs, asOfMs }: Pick<FreezeSituation, "nowMs" | "asOfMs">,
): number {
  return nowMs ?? asOfMs ?? ledgerEnd(transfers);
}

function byExpectation(a: FreezeChoice, b: FreezeChoice): number {
  return compareExpected([a.atRestMinor, a.chancePpm], [b.atRestMinor, b.chancePpm]);
}

/** Without a statement (a list of transfers stands for all) the money was last seen when it came in. */
function seenUntil({ accounts }: LedgerColumns, situation: FreezeSituation, { account, sinceMs }: FreezeOrder): number {
  const seenMs = coverageEnd(accounts, account) ?? sinceMs;
  return Math.max(Math.min(seenMs, situation.asOfMs ?? seenMs), situation.answeredMs(account) ?? -Infinity);
}

interface Arrival {
  readonly amountMinor: number;
  readonly wholeMinor: number;
  readonly arrivedMs: number;
}

/** Per account the traced money that came in, in the ledger's order. */
function arrivalsOf({ transfers }: LedgerColumns, { flows }: AllocatedTrace): ReadonlyMap<number, readonly Arrival[]> {
  const arrivals = new Map<number, Arrival[]>();
  for (let record = 0; record < flows.length; record++) {
    const transfer = flows.transfer[record]!;
    const account = transfers.payee[transfer]!;
    const amountMinor = flows.amountMinor[record]!;
    const arrival = { amountMinor, wholeMinor: amountMinor, arrivedMs: transfers.atMs[transfer]! };
    const known = arrivals.get(account);
    if (known === undefined) arrivals.set(account, [arrival]);
    else known.push(arrival);
  }
  return arrivals;
}

/** Which arrivals rest: the newest, as the oldest leave first; under `lifo` the oldest. They sum to what rests. */
function restingLots(
  arrivals: readonly Arrival[],
  { atRestMinor, sinceMs }: FreezeOrder,
  doctrine: AllocatedTrace["doctrine"],
): readonly Arrival[] {
  const lots: Arrival[] = [];
  let wanted = atRestMinor;
  for (const arrival of doctrine === "lifo" ? arrivals : arrivals.toReversed()) {
    const amountMinor = Math.min(wanted, arrival.amountMinor);
    if (amountMinor === 0) continue;
    lots.push({ ...arrival, amountMinor });
    wanted -= amountMinor;
  }
  // A trace whose dust was written off may hold more than the arrivals that are still counted.
  if (wanted > 0) lots.push({ amountMinor: wanted, wholeMinor: wanted, arrivedMs: sinceMs });
  return lots;
}
