import { SluiceError } from "../errors/sluice-error.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { CityAccount, Movement, PlannedMovement } from "./city-model.ts";
import type { SeededRandom } from "./seeded-random.ts";

/**
 * Carries out the plans in time order (equal times in the order planned), so that every balance is right. What daily
 * life cannot pay for does not happen; a fraud that cannot pay is an error of the planner.
 * @throws SluiceError SCENARIO_OVERDRAWN
 */
export function runLedger(plans: readonly PlannedMovement[], random: SeededRandom): Movement[] {
  const order = plans.map((_, index) => index);
  order.sort((a, b) => (plans[a] as PlannedMovement).atMs - (plans[b] as PlannedMovement).atMs || a - b);
  const balances = new Map<CityAccount, number>();
  const done = new Map<PlannedMovement, Movement>();
  const movements: OpenMovement[] = [];
  for (const index of order) {
    const plan = plans[index] as PlannedMovement;
    if (plan.reverses !== null && !done.has(plan.reverses)) continue;
    const payerBalance = plan.payer === null ? 0 : (balances.get(plan.payer) ?? plan.payer.openingMinor);
    const payeeBalance = plan.payee === null ? 0 : (balances.get(plan.payee) ?? plan.payee.openingMinor);
    const moved = plan.purpose === "failed-attempt" ? 0 : plan.amountMinor;
    if (moved > 0 && !canPay(plan, payerBalance)) continue;
    if (plan.payer !== null) balances.set(plan.payer, payerBalance - moved);
    if (plan.payee !== null) balances.set(plan.payee, payeeBalance + moved);
    const { atMs, payer, payee, amountMinor, purpose, trace, reverses, throughWallet } = plan;
    const executed: OpenMovement = {
      atMs,
      payer,
      payee,
      amountMinor,
      purpose,
      trace,
      reverses,
      throughWallet,
      plan,
      id: movements.length,
      reversesId: reverses === null ? null : (done.get(reverses)?.id ?? null),
      payerBalanceMinor: toMinorUnits(payerBalance - moved),
      payeeBalanceMinor: toMinorUnits(payeeBalance + moved),
      payeeAtMs: atMs,
      payerSerial: trace.sharedSerial || serialFor(payer, movements.length),
      payeeSerial: trace.sharedSerial || serialFor(payee, movements.length),
    };
    movements.push(executed);
    done.set(plan, executed);
  }
  delayPayees(movements, random);
  return movements;
}

/** A movement whose payee's bank has not booked it yet. Filled in place: a city holds hundreds of thousands. */
type OpenMovement = Movement & { payeeAtMs: number };

function canPay(plan: PlannedMovement, payerBalance: number): boolean {
  const { payer, purpose, amountMinor } = plan;
  if (payer === null || payer.kind === "reserve" || payer.kind === "employer") return true;
  const mustPay = payer.kind === "mule" || payer.kind === "dealer" || purpose === "loss" || purpose === "top-up";
  if (!mustPay) return payerBalance - payer.reservedMinor >= amountMinor;
  if (payerBalance >= amountMinor) return true;
  throw new SluiceError("SCENARIO_OVERDRAWN", { account: payer.number, balance: payerBalance, amount: amountMinor });
}

function serialFor(account: CityAccount | null, id: number): string {
  return account === null ? "" : `${account.bank.issuer}${String(id + 1).padStart(10, "0")}`;
}

/** Between banks the payee's side is booked up to two seconds later, but never after its account's next movement. */
function delayPayees(movements: readonly OpenMovement[], random: SeededRandom): void {
  const nextAt = new Map<CityAccount, number>();
  for (let id = movements.length - 1; id >= 0; id -= 1) {
    const movement = movements[id] as OpenMovement;
    const { payer, payee, atMs } = movement;
    const between =
      payer !== null && payee !== null && payer.bank !== payee.bank && movement.purpose !== "failed-attempt";
    const wanted = between ? random.below(3) * 1_000 : 0;
    const room = payee === null ? 0 : (nextAt.get(payee) ?? Number.MAX_SAFE_INTEGER) - atMs;
    movement.payeeAtMs = atMs + Math.min(wanted, room);
    if (payer !== null) nextAt.set(payer, atMs);
    if (payee !== null) nextAt.set(payee, movement.payeeAtMs);
  }
}
