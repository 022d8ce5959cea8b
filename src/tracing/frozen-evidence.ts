import { SluiceError } from "../errors/sluice-error.ts";
import { TRANSFER_DAY_PRECISION, TRANSFER_FAILED, TRANSFER_ORDER_GUESSED } from "../flows/ledger-columns.ts";
import { accountBalances, type BalanceStep } from "./account-balances.ts";
import { allocatedTrace } from "./allocated-trace.ts";
import type { AttributionQuestion, ClaimingVictim, LedgerOrder } from "./attribution-question.ts";
import { type AllocatingDoctrine, allocatingDoctrines } from "./doctrine.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** What one victim's money did in the frozen account. */
export interface VictimEvidence {
  readonly claim: ClaimingVictim;
  /** First entries only, by doctrine, in the ledger's own order. */
  readonly enteredMinor: Readonly<Record<AllocatingDoctrine, number>>;
  /** In the account at the freeze, by doctrine, over the orders tried. */
  readonly heldMinor: Readonly<Record<AllocatingDoctrine, { readonly leastMinor: number; readonly mostMinor: number }>>;
}

/** What came into the frozen account, with how much of it was each victim's. */
export interface Receipt {
  /** `balance`: no payment is known; a balance stated after the transfer shows that the amount had come (T17). */
  readonly by: "payment" | "balance";
  readonly transfer: number;
  readonly atMs: number;
  readonly amountMinor: number;
  /** With what a balance stated after the payment shows to have been there besides. */
  readonly beforeMinor: number;
  /** By victim of `FrozenEvidence.victims`: the smallest and largest part over the doctrines. */
  readonly parts: readonly { readonly leastMinor: number; readonly mostMinor: number }[];
}

/** Everything that the choice of a method looks at. */
export interface FrozenEvidence {
  /** Those whose money was traced into the account under any doctrine, in any order; by the smallest id of their losses. */
  readonly victims: readonly VictimEvidence[];
  /** Receipts up to the freeze, in the ledger's order; one list an order tried, the ledger's own first. */
  readonly receipts: readonly (readonly Receipt[])[];
  /** A receipt or payment known to the day only, whose place T6 had to guess, since victims' money came in. */
  readonly guessedDay: number | null;
  readonly balanceMinor: number;
  readonly openingKnown: boolean;
}

/** Traces the account under all allocating doctrines in every order. */
export function frozenEvidence(
  orders: readonly [LedgerOrder, ...LedgerOrder[]],
  question: AttributionQuestion,
): FrozenEvidence {
  const claims = inFixedOrder(question.victims);
  const sorted = orders.map((order) => ({ ...order, losses: lossesInOrder(order) }));
  const traced = sorted.map((order) => tracedOrder(order, claims, question));
  const own = traced[0];
  const entered = enteredOnce(sorted[0] ?? orders[0], claims, question);
  const kept = claims.flatMap((claim, victim) => {
    const came = traced.some(({ receipts }) => receipts.some(({ parts }) => (parts[victim]?.mostMinor ?? 0) > 0));
    return came ? [{ claim, victim }] : [];
  });
  const balances = accountBalances(orders[0].ledger, orders[0].account, question.frozenAtMs);
  const opening = orders[0].ledger.accounts.openingMinor[orders[0].account]!;
  return {
    victims: kept.map(({ claim, victim }) => ({
      claim,
      enteredMinor: perDoctrine((doctrine) => entered[doctrine][victim] ?? 0),
      heldMinor: perDoctrine((doctrine) => spread(traced.map(({ held }) => held[doctrine][victim] ?? 0))),
    })),
    receipts: traced.map(({ receipts }) =>
      receipts.map((receipt) => ({ ...receipt, parts: kept.map(({ victim }) => receipt.parts[victim]!) })),
    ),
    guessedDay: guessedDay(orders[0], own?.receipts ?? [], question.frozenAtMs),
    balanceMinor: balances.at(-1)?.afterMinor ?? (Number.isNaN(opening) ? 0 : opening),
    openingKnown: !Number.isNaN(opening),
  };
}

/** Every doctrine's answer, by doctrine. */
export function perDoctrine<T>(answer: (doctrine: AllocatingDoctrine) => T): Readonly<Record<AllocatingDoctrine, T>> {
  return {
    fifo: answer("fifo"),
    lifo: answer("lifo"),
    "pro-rata": answer("pro-rata"),
    libr: answer("libr"),
    "tainted-first": answer("tainted-first"),
  };
}

interface TracedOrder {
  readonly held: Readonly<Record<AllocatingDoctrine, readonly number[]>>;
  readonly receipts: readonly Receipt[];
}

function tracedOrder(
  order: LedgerOrder,
  claims: readonly ClaimingVictim[],
  question: AttributionQuestion,
): TracedOrder {
  const victimOf = victimsByLoss(order, claims);
  const sumByVictim = (list: readonly { readonly loss: number; readonly amountMinor: number }[]): number[] => {
    const sums = claims.map(() => 0);
    for (const { loss, amountMinor } of list) sums[victimOf[loss]!]! += amountMinor;
    return sums;
  };
  const traces = perDoctrine((doctrine) => allocatedTrace(order.ledger, order.losses, optionsOf(question, doctrine)));
  const incoming = perDoctrine((doctrine) => flowsByTransfer(traces[doctrine]));
  const steps = accountBalances(order.ledger, order.account, question.frozenAtMs);
  const { amountMinor, atMs } = order.ledger.transfers;
  const isPayment = ({ side, transfer }: BalanceStep): boolean => side === "payee" && amountMinor[transfer]! > 0;
  return {
    held: perDoctrine((doctrine) =>
      sumByVictim(traces[doctrine].atRest.filter(({ account }) => account === order.account)),
    ),
    receipts: steps.flatMap((step): Receipt[] => {
      const { transfer, beforeMinor, foundMinor } = step;
      const row = { transfer: order.rowAt?.[transfer] ?? transfer, atMs: atMs[transfer]! };
      if (!isPayment(step)) {
        const parts = claims.map(() => spread([0]));
        return foundMinor > 0 ? [{ by: "balance", ...row, amountMinor: foundMinor, beforeMinor, parts }] : [];
      }
      const sums = allocatingDoctrines.map((doctrine) => sumByVictim(incoming[doctrine].get(transfer) ?? []));
      const parts = claims.map((_, victim) => spread(sums.map((of) => of[victim] ?? 0)));
      const receipt = { by: "payment", ...row, amountMinor: amountMinor[transfer]! } as const;
      return [{ ...receipt, beforeMinor: beforeMinor + foundMinor, parts }];
    }),
  };
}

/**
 * Money that entered, re-entries once: what reaches the account when nothing leaves it any more, so that every 分 of a
 * loss is met at its first entry and at no other.
 */
function enteredOnce(
  order: LedgerOrder,
  claims: readonly ClaimingVictim[],
  question: AttributionQuestion,
): Readonly<Record<AllocatingDoctrine, readonly number[]>> {
  const victimOf = victimsByLoss(order, claims);
  return perDoctrine((doctrine) => {
    const options = optionsOf(question, doctrine);
    const { exits } = allocatedTrace(order.ledger, order.losses, {
      ...options,
      stops: [...options.stops, order.account],
    });
    const sums = claims.map(() => 0);
    for (const { account, loss, amountMinor } of exits) {
      if (account === order.account) sums[victimOf[loss]!]! += amountMinor;
    }
    return sums;
  });
}

/** A frozen account's bank has answered: what it holds is at rest there, whatever statement is held (T10). */
function optionsOf(
  { options, frozenAtMs }: AttributionQuestion,
  doctrine: AllocatingDoctrine,
): TraceOptions & { readonly doctrine: AllocatingDoctrine } {
  return { ...options, doctrine, asOfMs: frozenAtMs, coverage: "every-account" };
}

function flowsByTransfer({ flows }: AllocatedTrace): ReadonlyMap<number, { loss: number; amountMinor: number }[]> {
  const found = new Map<number, { loss: number; amountMinor: number }[]>();
  for (let row = 0; row < flows.length; row++) {
    const transfer = flows.transfer[row]!;
    const list = found.get(transfer) ?? [];
    list.push({ loss: flows.loss[row]!, amountMinor: flows.amountMinor[row]! });
    found.set(transfer, list);
  }
  return found;
}

/** Losses by time, then id: rounding must not hang on the order in which they were registered (T19). */
function lossesInOrder({ ledger, losses }: LedgerOrder): LedgerOrder["losses"] {
  const { atMs } = ledger.transfers;
  return losses.toSorted((a, b) => atMs[a.transfer]! - atMs[b.transfer]! || compareText(a.id, b.id));
}

/** Victims by the smallest id of their losses. */
function inFixedOrder(victims: readonly ClaimingVictim[]): readonly ClaimingVictim[] {
  const firstOf = ({ losses }: ClaimingVictim): string => losses.toSorted(compareText)[0] ?? "";
  return victims.toSorted((a, b) => compareText(firstOf(a), firstOf(b)));
}

function victimsByLoss({ losses }: LedgerOrder, claims: readonly ClaimingVictim[]): readonly number[] {
  return losses.map(({ id }) => {
    const victim = claims.findIndex((claim) => claim.losses.includes(id));
    if (victim < 0) throw new SluiceError("TRACE_LOSS_WITHOUT_VICTIM", { loss: id });
    return victim;
  });
}

/** A row known to the day only whose place was guessed leaves the time stamps undecided. */
function guessedDay({ ledger, account }: LedgerOrder, receipts: readonly Receipt[], untilMs: number): number | null {
  const first = receipts.find(({ parts }) => parts.some(({ mostMinor }) => mostMinor > 0));
  if (first === undefined) return null;
  const { length, payer, payee, atMs, flags } = ledger.transfers;
  for (let transfer = first.transfer; transfer < length; transfer++) {
    const flag = flags[transfer]!;
    const guessed = (flag & TRANSFER_DAY_PRECISION) !== 0 && (flag & TRANSFER_ORDER_GUESSED) !== 0;
    if (!guessed || (flag & TRANSFER_FAILED) !== 0 || atMs[transfer]! > untilMs) continue;
    if (payer[transfer] === account || payee[transfer] === account) return transfer;
  }
  return null;
}

function spread(amounts: readonly number[]): { readonly leastMinor: number; readonly mostMinor: number } {
  return { leastMinor: Math.min(...amounts), mostMinor: Math.max(...amounts) };
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
