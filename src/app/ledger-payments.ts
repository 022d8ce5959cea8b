import { plainNumber } from "../casework/pasted-accounts.ts";
import type { LedgerPayment, Nearness, StatedPayment } from "../casework/pending-loss.ts";
import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { transferPrecision } from "./bind-claims.ts";
import type { NamedLedger } from "./describe-trace.ts";
import { type LedgerSource, openLedger } from "./open-ledger.ts";

/** A transfer of the ledger as losses are compared with it. */
export type FoundPayment = Omit<LedgerPayment, "unclaimedMinor">;

/** The ledger as losses look for their rows in it. */
export interface LedgerPayments {
  /** Payments of one of the stated accounts, within that time of the stated one. */
  near(stated: StatedPayment, nearness: Pick<Nearness, "timeMs">): Promise<readonly FoundPayment[]>;
  /** The payment that a transfer's id names; `undefined` where there is none, or it failed. */
  byId(transferId: string): Promise<FoundPayment | undefined>;
}

/** The payments of a store's ledger, as it stands when it is asked. */
export function ledgerPayments(source: LedgerSource): LedgerPayments {
  return {
    near: async (stated, nearness) => paymentsNear(await openLedger(source), stated, nearness),
    byId: async (id) => {
      const ledger = await openLedger(source);
      const transfer = ledger.transferIndex(id);
      return transfer === undefined || hasFailed(ledger, transfer) ? undefined : paymentOf(ledger, transfer);
    },
  };
}

/** A day more on each side: a stated time may be as coarse as a day. */
const coarsestMs = 86_400_000;

export function paymentsNear(
  ledger: NamedLedger,
  stated: StatedPayment,
  { timeMs }: Pick<Nearness, "timeMs">,
): readonly FoundPayment[] {
  const { length, payer, payee, atMs } = ledger.derived.columns.transfers;
  const payers = accountsOf(ledger, stated.payer);
  const payees = accountsOf(ledger, stated.payee);
  const found: FoundPayment[] = [];
  for (let transfer = 0; transfer < length; transfer += 1) {
    const isOfThem = payers.has(payer[transfer] ?? -1) || payees.has(payee[transfer] ?? -1);
    if (!isOfThem || Math.abs((atMs[transfer] ?? 0) - stated.atMs) > timeMs + coarsestMs) continue;
    if (!hasFailed(ledger, transfer)) found.push(paymentOf(ledger, transfer));
  }
  return found;
}

function accountsOf({ derived }: NamedLedger, number: string): ReadonlySet<number> {
  const wanted = plainNumber(number);
  if (wanted === "") return new Set();
  const found = derived.facts.flatMap(({ numbers }, account) => {
    const key = derived.columns.accounts.keys[account]?.split("#")[0];
    return key === wanted || numbers.includes(wanted) ? [account] : [];
  });
  return new Set(found);
}

function paymentOf(ledger: NamedLedger, transfer: number): FoundPayment {
  const { payer, payee, amountMinor, atMs } = ledger.derived.columns.transfers;
  const from = sideOf(ledger, payer[transfer] ?? 0);
  const to = sideOf(ledger, payee[transfer] ?? 0);
  return {
    transferId: ledger.transferId(transfer),
    payer: from.number,
    payerName: from.name,
    payerAlso: from.also,
    payee: to.number,
    payeeName: to.name,
    payeeAlso: to.also,
    amountMinor: toMinorUnits(amountMinor[transfer] ?? 0),
    atMs: atMs[transfer] ?? 0,
    precision: transferPrecision(ledger, transfer),
  };
}

function sideOf(
  { derived }: NamedLedger,
  account: number,
): { readonly number: string; readonly name: string; readonly also: readonly string[] } {
  const facts = derived.facts[account];
  const number = derived.columns.accounts.keys[account]?.split("#")[0] ?? "";
  return { number, name: facts?.holderName ?? "", also: facts?.numbers ?? [] };
}

function hasFailed({ derived }: NamedLedger, transfer: number): boolean {
  return ((derived.columns.transfers.flags[transfer] ?? 0) & TRANSFER_FAILED) !== 0;
}
