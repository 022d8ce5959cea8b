import type { LogVerification } from "../audit/verify-log.ts";
import { describeFinding } from "../audit/log-finding.ts";
import type { AuditPage, AuditQuery, AuditVerification } from "../contract/audit.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { pageSize } from "./keyset.ts";

/** A page of the log, the latest entry first; only the auditor's rights show any. Reading the log is logged as well. */
export async function auditPage({ db, log }: RecordsWork, query: AuditQuery): Promise<AuditPage> {
  const { before, limit = pageSize, subject, action } = query;
  const rows = await db
    .selectFrom("audit_entries")
    .selectAll()
    .$if(before !== undefined, (rest) => rest.where("n", "<", Number(before)))
    .$if(subject !== undefined, (rest) => rest.where("subject", "=", subject ?? ""))
    .$if(action !== undefined, (rest) => rest.where("action", "=", action ?? ""))
    .orderBy("n", "desc")
    .limit(limit)
    .execute();
  await log({
    action: "audit.open",
    subject: "audit",
    details: { rows: rows.length, subject: subject ?? "", action: action ?? "" },
  });
  return {
    rows: rows.map((row) => {
      const { n, at_ms: atMs, user_name: userName, unit_code: unitCode, purpose, details } = row;
      return { n, atMs, userName, unitCode, action: row.action, subject: row.subject, purpose, details };
    }),
    next: rows.length < limit ? "" : String(rows.at(-1)?.n ?? ""),
  };
}

/** What a verification found, in words. */
export function verificationView({ findings, ...counts }: LogVerification): AuditVerification {
  return {
    ...counts,
    findings: findings.map((finding) => ({
      kind: finding.kind,
      seq: finding.seq,
      zh: describeFinding(finding, "zh"),
      en: describeFinding(finding, "en"),
    })),
  };
}
