import { mask, type MaskedKind, maskRow, maskText } from "../access/mask.ts";
import type { Difference, PendingLoss, StatedPayment } from "../casework/pending-loss.ts";
import { type Report, reportDoubts } from "../casework/report.ts";
import type { DifferenceView, DoubtView, LossView, ReportView } from "../contract/reports.ts";
import type { RowOf } from "../storage/records/records-tables.ts";

/** What identifies a victim. */
const victimFields = { victimName: "name", victimIdNumber: "id-number", victimPhone: "phone" } as const;
/** What identifies the two sides of a payment. */
const paymentFields = { payer: "card", payerName: "name", payee: "card", payeeName: "name" } as const;

type Opened = "masked" | "opened";

/** A report as it is shown; `opened` only for a purpose that was logged. */
export function reportView(
  row: RowOf<"reports">,
  losses: readonly RowOf<"losses">[],
  opened: Opened = "masked",
): ReportView {
  const report: Report = { ...row.body, losses: losses.map(({ body }) => body) };
  const { number, victimName, victimIdNumber, victimPhone, type, facts, unitCode, takenBy, takenAtMs } = report;
  const victim = { victimName, victimIdNumber, victimPhone };
  return {
    id: row.id,
    version: row.version,
    caseId: row.case_id ?? "",
    number,
    type,
    unitCode,
    takenBy,
    takenAtMs,
    ...(opened === "opened" ? { ...victim, facts } : { ...maskRow(victim, victimFields), facts: maskText(facts) }),
    losses: losses.map((loss) => lossView(loss, opened)),
    doubts: doubtsOf(report),
  };
}

/** A loss as it is shown. */
export function lossView(row: RowOf<"losses">, opened: Opened = "masked"): LossView {
  const { stated, binding, earlier } = row.body;
  const accepted = binding?.accepted ?? [];
  return {
    ...(opened === "opened" ? stated : maskedPayment(stated)),
    id: row.id,
    version: row.version,
    transferId: binding?.transferId ?? "",
    boundBy: binding?.by ?? "",
    boundAtMs: binding?.atMs ?? 0,
    accepted: opened === "opened" ? accepted : accepted.map(maskedDifference),
    takenApart: earlier.length,
  };
}

/** Both sides of a payment masked. */
export function maskedPayment<Payment extends StatedPayment>(payment: Payment): Payment {
  return maskRow<Payment>(payment, paymentFields as Partial<Record<keyof Payment, MaskedKind>>);
}

export function maskedDifference({ field, stated, found }: Difference): DifferenceView {
  if (field === "amount" || field === "time") return { field, stated, found };
  const kind = paymentFields[field];
  return { field, stated: mask(kind, stated), found: mask(kind, found) };
}

/** What was shown masked and comes back unchanged stays what it was. */
export function unmaskedReport<Sent extends Pick<Report, keyof typeof victimFields | "facts">>(
  sent: Sent,
  stored: Pick<Report, keyof typeof victimFields | "facts">,
): Sent {
  const facts = sent.facts === maskText(stored.facts) ? stored.facts : sent.facts;
  return { ...unmaskedRow(sent, stored, victimFields), facts };
}

/** Likewise of a payment; `undefined` where nothing was stored before. */
export function unmaskedPayment<Sent extends StatedPayment>(sent: Sent, stored: PendingLoss | undefined): Sent {
  return stored === undefined ? sent : unmaskedRow(sent, stored.stated, paymentFields);
}

export function doubtsOf(report: Report): readonly DoubtView[] {
  return reportDoubts(report).map(({ loss, warning }) => ({ loss: loss ?? -1, warning }));
}

function unmaskedRow<Sent extends object>(
  sent: Sent,
  stored: Readonly<Record<string, unknown>> | object,
  kinds: Readonly<Record<string, MaskedKind>>,
): Sent {
  const former = new Map<string, unknown>(Object.entries(stored));
  const fields = Object.entries(sent).map(([field, value]: [string, unknown]): [string, unknown] => {
    const kind = kinds[field];
    const before = former.get(field);
    const isAsShown = kind !== undefined && typeof before === "string" && value === mask(kind, before);
    return [field, isAsShown ? before : value];
  });
  return { ...sent, ...Object.fromEntries(fields) };
}
