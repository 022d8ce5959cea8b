import type { Role } from "./role.ts";

/** Kinds of rows that belong to casework. */
export const caseKinds = [
  "report",
  "case",
  "series",
  "loss",
  "account",
  "person",
  "order",
  "return",
  "grievance",
  "sanction",
  "task",
  "hand-over",
  "document",
  "trace",
  "evidence",
  "package",
  "contact",
] as const;

/** Kinds of rows by which the program itself is run. */
export const officeKinds = ["user", "session", "unit", "rule", "setting", "job", "log", "review", "retention"] as const;

/** `visit` is what a grid worker gets of a warning: nothing but what the visit needs (rule P8). */
export type ResourceKind = (typeof caseKinds)[number] | "visit" | (typeof officeKinds)[number];

export const resourceKinds: readonly ResourceKind[] = [...caseKinds, "visit", ...officeKinds];

/** Actions that change nothing. `verify` recomputes the log's chain. */
export const readingActions = ["read", "search", "verify"] as const;

export const actingActions = [
  /** See what is masked, for a purpose. */
  "open",
  "export",
  "create",
  "change",
  "assign",
  /** Put one's name to it, the first of two where two are wanted. */
  "sign",
  /** The second person: review, approve, refuse. */
  "approve",
  "send",
  /** Record what was answered. */
  "answer",
  /** End a session, take an account out of use. */
  "revoke",
] as const;

export type Action = (typeof readingActions)[number] | (typeof actingActions)[number];

export const actions: readonly Action[] = [...readingActions, ...actingActions];

/** Who asks. */
export interface Actor {
  readonly userId: string;
  /** Twelve digits. */
  readonly unitCode: string;
  readonly roles: readonly Role[];
  /** The bank or carrier of a liaison; empty for everyone else. */
  readonly bank: string;
}

/** The facts about a row by which it is decided who sees and changes it. Empty where one does not apply. */
export interface Resource {
  readonly kind: ResourceKind;
  /** The unit that holds it. */
  readonly unitCode: string;
  /** Owner and members of its case. */
  readonly caseMembers: readonly string[];
  /** The bank or carrier that it concerns. */
  readonly bank: string;
  /** To whom it was given: a task, a visit. */
  readonly assignees: readonly string[];
  /** The user whom it is about: an account of a user, a session, a job. */
  readonly userId: string;
  /** Who drafted, changed or signed it so far. */
  readonly hands: readonly string[];
}

/** A row of which nothing decides but its kind. */
export function resourceOfKind(kind: ResourceKind): Resource {
  return { kind, unitCode: "", caseMembers: [], bank: "", assignees: [], userId: "", hands: [] };
}
