import { accessErrors } from "./access-errors.ts";
import { accountErrors } from "./account-errors.ts";
import { auditErrors } from "./audit-errors.ts";
import { caseworkErrors } from "./casework-errors.ts";
import { backupErrors } from "./backup-errors.ts";
import { commandErrors } from "./command-errors.ts";
import type { ErrorEntry } from "./error-entry.ts";
import { flowErrors } from "./flow-errors.ts";
import { intakeErrors } from "./intake-errors.ts";
import { jobErrors } from "./job-errors.ts";
import { moneyErrors } from "./money-errors.ts";
import { packageErrors } from "./package-errors.ts";
import { paperErrors } from "./paper-errors.ts";
import { plainErrors } from "./plain-errors.ts";
import { proofErrors } from "./proof-errors.ts";
import { recordsErrors } from "./records-errors.ts";
import { recoveryErrors } from "./recovery-errors.ts";
import { scenarioErrors } from "./scenario-errors.ts";
import { storageErrors } from "./storage-errors.ts";
import { tracingErrors } from "./tracing-errors.ts";
import { webErrors } from "./web-errors.ts";

/** A code from the catalogue. */
export type ErrorCode =
  | keyof typeof accessErrors
  | keyof typeof accountErrors
  | keyof typeof auditErrors
  | keyof typeof caseworkErrors
  | keyof typeof backupErrors
  | keyof typeof moneyErrors
  | keyof typeof flowErrors
  | keyof typeof intakeErrors
  | keyof typeof packageErrors
  | keyof typeof paperErrors
  | keyof typeof jobErrors
  | keyof typeof plainErrors
  | keyof typeof storageErrors
  | keyof typeof tracingErrors
  | keyof typeof proofErrors
  | keyof typeof recordsErrors
  | keyof typeof recoveryErrors
  | keyof typeof scenarioErrors
  | keyof typeof commandErrors
  | keyof typeof webErrors;

/** Whether the text is a code of the catalogue. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.keys(catalogue).includes(text);
}

/**
 * Every error Sluice can raise, by code. A code is never reused for another meaning; `docs/errors.md` lists the same
 * codes and a house test compares the two in both directions.
 */
export const catalogue: Readonly<Record<ErrorCode, ErrorEntry>> = {
  ...accessErrors,
  ...accountErrors,
  ...auditErrors,
  ...caseworkErrors,
  ...backupErrors,
  ...moneyErrors,
  ...flowErrors,
  ...intakeErrors,
  ...packageErrors,
  ...paperErrors,
  ...jobErrors,
  ...plainErrors,
  ...storageErrors,
  ...tracingErrors,
  ...proofErrors,
  ...recordsErrors,
  ...recoveryErrors,
  ...scenarioErrors,
  ...commandErrors,
  ...webErrors,
};
