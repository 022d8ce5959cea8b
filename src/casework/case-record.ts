import { formatChinaTime } from "../flows/china-time.ts";
import type { FraudType } from "./fraud-types.ts";
import { type Outcome, refuse } from "./refusal.ts";

/** A step of procedure: the document's number, and the date on it. */
export interface ProcedureStep {
  readonly number: string;
  readonly onMs: number;
  readonly by: string;
}

/** A case (案件). Times in ms since 1970 UTC. */
export interface CaseRecord {
  readonly number: string;
  readonly name: string;
  readonly type: FraudType;
  readonly unitCode: string;
  /** Empty for a case that began in the register of losses, until an officer takes it. */
  readonly ownerId: string;
  /** Without the owner. */
  readonly memberIds: readonly string[];
  /** 受案. */
  readonly acceptance: ProcedureStep | null;
  /** 立案: before it nothing may be frozen. */
  readonly filing: ProcedureStep | null;
  readonly closing: { readonly atMs: number; readonly by: string; readonly reason: string } | null;
}

/** A change to a case, and who makes it when. */
export type CaseCommand = { readonly by: string; readonly atMs: number } & (
  | { readonly kind: "accept" | "file"; readonly number: string; readonly onMs: number }
  | { readonly kind: "retype"; readonly type: FraudType }
  | { readonly kind: "add-member" | "remove-member" | "hand-to"; readonly userId: string }
  | { readonly kind: "close" | "reopen"; readonly reason: string }
);

/** A case's number: A, the unit's twelve digits, year and month in China, four digits (our default). */
export function caseNumber(unitCode: string, atMs: number, serial: number): string {
  return `A${unitCode}${formatChinaTime(atMs, "day").slice(0, 7).replace("-", "")}${String(serial).padStart(4, "0")}`;
}

/** Carries out a change, or says why not (rule C4). */
export function changeCase(record: CaseRecord, command: CaseCommand): Outcome<CaseRecord> {
  if (record.closing !== null && command.kind !== "reopen") return refuse("case-closed");
  switch (command.kind) {
    case "accept":
      return accept(record, command);
    case "file":
      return file(record, command);
    case "retype":
      return { state: { ...record, type: command.type } };
    case "add-member":
      return addMember(record, command.userId);
    case "remove-member":
      return removeMember(record, command.userId);
    case "hand-to":
      return handTo(record, command.userId);
    case "close": {
      if (command.reason.trim() === "") return refuse("reason-missing");
      return { state: { ...record, closing: { atMs: command.atMs, by: command.by, reason: command.reason } } };
    }
    case "reopen": {
      if (record.closing === null) return refuse("case-open");
      return command.reason.trim() === "" ? refuse("reason-missing") : { state: { ...record, closing: null } };
    }
  }
}

/** Whether a case was filed at an instant: no freeze before (rule C4). */
export function isFiledAt(record: Pick<CaseRecord, "filing">, atMs: number): boolean {
  return record.filing !== null && record.filing.onMs <= atMs;
}

/** While a stop-payment runs in a case that is not filed: how long is left to file it, ms; `undefined` when nothing presses. */
export function timeLeftToFile(
  record: Pick<CaseRecord, "filing">,
  stopEndsAtMs: number,
  nowMs: number,
): number | undefined {
  return isFiledAt(record, nowMs) || stopEndsAtMs <= nowMs ? undefined : stopEndsAtMs - nowMs;
}

type NumberedCommand = ProcedureStep;

function accept(record: CaseRecord, { number, onMs, by }: NumberedCommand): Outcome<CaseRecord> {
  if (record.acceptance !== null) return refuse("done-already", { at: formatChinaTime(record.acceptance.onMs, "day") });
  if (number.trim() === "") return refuse("number-missing");
  return { state: { ...record, acceptance: { number: number.trim(), onMs, by } } };
}

function file(record: CaseRecord, { number, onMs, by }: NumberedCommand): Outcome<CaseRecord> {
  if (record.filing !== null) return refuse("done-already", { at: formatChinaTime(record.filing.onMs, "day") });
  if (number.trim() === "") return refuse("number-missing");
  const { acceptance } = record;
  if (acceptance === null || onMs < acceptance.onMs) {
    return refuse("filed-before-accepted", {
      accepted: acceptance === null ? "—" : formatChinaTime(acceptance.onMs, "day"),
    });
  }
  return { state: { ...record, filing: { number: number.trim(), onMs, by } } };
}

function addMember(record: CaseRecord, userId: string): Outcome<CaseRecord> {
  if (userId === record.ownerId || record.memberIds.includes(userId)) return refuse("member-already", { who: userId });
  return { state: { ...record, memberIds: [...record.memberIds, userId] } };
}

function removeMember(record: CaseRecord, userId: string): Outcome<CaseRecord> {
  if (userId === record.ownerId) return refuse("owner-leaves", { user: userId });
  if (!record.memberIds.includes(userId)) return refuse("not-a-member", { who: userId });
  return { state: { ...record, memberIds: record.memberIds.filter((id) => id !== userId) } };
}

/** The former owner, where there was one, stays a member. */
function handTo(record: CaseRecord, userId: string): Outcome<CaseRecord> {
  if (userId === record.ownerId) return refuse("member-already", { who: userId });
  const former = record.ownerId === "" ? [] : [record.ownerId];
  const memberIds = [...record.memberIds.filter((id) => id !== userId), ...former];
  return { state: { ...record, ownerId: userId, memberIds } };
}
