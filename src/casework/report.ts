import { idNumberFault, isCardShaped, luhnHolds } from "./check-digits.ts";
import type { FraudType } from "./fraud-types.ts";
import type { PendingLoss, StatedPayment } from "./pending-loss.ts";

/** A report (警情), taken during the call. Empty text where nothing was said yet. */
export interface Report {
  readonly number: string;
  readonly takenBy: string;
  readonly takenAtMs: number;
  readonly unitCode: string;
  readonly victimName: string;
  readonly victimIdNumber: string;
  readonly victimPhone: string;
  readonly type: FraudType;
  readonly facts: string;
  readonly losses: readonly PendingLoss[];
}

/** Something to ask again while the caller is on the line. */
export type ReportWarning =
  | "payee-missing"
  | "payee-check-digit"
  | "payer-check-digit"
  | "amount-missing"
  | "time-in-future"
  | "time-long-ago"
  | "same-account-twice"
  | "id-number";

/** A payment's or a victim's field that should be asked again. */
export interface ReportDoubt {
  /** Which of the losses, from 0; `null` for the report itself. */
  readonly loss: number | null;
  readonly warning: ReportWarning;
}

/**
 * What to ask again before the caller hangs up (rule C2). Nothing of it holds a report back: what was misheard is
 * corrected later, and the stop-payment that it justifies cannot wait.
 */
export function reportDoubts(report: Report): readonly ReportDoubt[] {
  const { victimIdNumber: idNumber } = report;
  const ofVictim: ReportDoubt[] =
    idNumber !== "" && idNumberFault(idNumber) !== null ? [{ loss: null, warning: "id-number" }] : [];
  const ofLosses = report.losses.flatMap((loss, index) =>
    paymentDoubts(loss.stated, report.takenAtMs).map((warning) => ({ loss: index, warning })),
  );
  return [...ofVictim, ...ofLosses];
}

function paymentDoubts({ payer, payee, amountMinor, atMs }: StatedPayment, takenAtMs: number): ReportWarning[] {
  const held: readonly (readonly [ReportWarning, boolean])[] = [
    ["payee-missing", payee === ""],
    ["payee-check-digit", isCardShaped(payee) && !luhnHolds(payee)],
    ["payer-check-digit", isCardShaped(payer) && !luhnHolds(payer)],
    ["amount-missing", amountMinor === 0],
    ["time-in-future", atMs > takenAtMs],
    ["time-long-ago", atMs < takenAtMs - longAgoMs],
    ["same-account-twice", payee !== "" && payee === payer],
  ];
  return held.flatMap(([warning, holds]) => (holds ? [warning] : []));
}

const longAgoMs = 30 * 86_400_000;
