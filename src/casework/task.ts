import { formatChinaTime } from "../flows/china-time.ts";
import { type Outcome, refuse } from "./refusal.ts";

/** Where a task stands: sent down (下发), acknowledged (签收), answered (反馈), sent back (退回), closed, withdrawn. */
export type TaskStanding = "sent-down" | "acknowledged" | "answered" | "sent-back" | "closed" | "withdrawn";

/** A task that one person sends to another. */
export interface Task {
  readonly number: string;
  readonly standing: TaskStanding;
  readonly sentBy: string;
  readonly assigneeId: string;
  readonly dueAtMs: number;
  /** How often it was urged (督办). */
  readonly urgings: number;
  readonly answer: string;
  /** Everything that happened, oldest first. */
  readonly history: readonly TaskEvent[];
}

/** One step, as it is kept. */
export interface TaskEvent {
  readonly kind: TaskCommand["kind"] | "send-down";
  readonly by: string;
  readonly atMs: number;
  /** Answer, reason, or to whom it was handed. */
  readonly note: string;
}

/** A step, and who takes it when. */
export type TaskCommand = { readonly by: string; readonly atMs: number } & (
  | { readonly kind: "acknowledge" }
  | { readonly kind: "answer"; readonly answer: string }
  /** By the assignee: not mine, or cannot be done. By the sender: the answer will not do. */
  | { readonly kind: "send-back"; readonly reason: string }
  | { readonly kind: "reassign"; readonly assigneeId: string; readonly dueAtMs: number }
  | { readonly kind: "urge"; readonly reason: string }
  | { readonly kind: "close" }
  | { readonly kind: "withdraw"; readonly reason: string }
);

/** Who may take a step of each kind, and from where (rule C7). */
const steps: Readonly<
  Record<TaskCommand["kind"], { readonly from: readonly TaskStanding[]; readonly by: "sender" | "assignee" | "either" }>
> = {
  acknowledge: { from: ["sent-down"], by: "assignee" },
  answer: { from: ["acknowledged"], by: "assignee" },
  "send-back": { from: ["sent-down", "acknowledged", "answered"], by: "either" },
  reassign: { from: ["sent-down", "acknowledged", "sent-back"], by: "sender" },
  urge: { from: ["sent-down", "acknowledged"], by: "sender" },
  close: { from: ["answered"], by: "sender" },
  withdraw: { from: ["sent-down", "acknowledged", "answered", "sent-back"], by: "sender" },
};

/** Sends a task down. */
export function sendTask(
  draft: Pick<Task, "number" | "sentBy" | "assigneeId" | "dueAtMs">,
  atMs: number,
): Outcome<Task> {
  if (draft.dueAtMs <= atMs) return refuse("deadline-past", { seen: formatChinaTime(draft.dueAtMs, "minute") });
  const sent: TaskEvent = { kind: "send-down", by: draft.sentBy, atMs, note: draft.assigneeId };
  return { state: { ...draft, standing: "sent-down", urgings: 0, answer: "", history: [sent] } };
}

/** Takes a step, or says why not. */
export function stepTask(task: Task, command: TaskCommand): Outcome<Task> {
  const step = steps[command.kind];
  if (!step.from.includes(task.standing)) return refuse("not-now", { standing: task.standing });
  const wanted = partyOf(task, command, step.by);
  if (!wanted.includes(command.by)) return refuse("not-yours", { wanted: wanted.join(", ") });
  const note = noteOf(command);
  if (note.trim() === "" && command.kind !== "acknowledge" && command.kind !== "close") return refuse("reason-missing");
  if (command.kind === "reassign" && command.dueAtMs <= command.atMs) {
    return refuse("deadline-past", { seen: formatChinaTime(command.dueAtMs, "minute") });
  }
  const event: TaskEvent = { kind: command.kind, by: command.by, atMs: command.atMs, note };
  return { state: { ...after(task, command), history: [...task.history, event] } };
}

/** How a task's deadline stands: what is answered is waited for no more. */
export function taskClock(
  task: Task,
  nowMs: number,
): { readonly state: "running" | "overdue" | "stopped"; readonly leftMs: number } {
  const waiting = task.standing === "sent-down" || task.standing === "acknowledged" || task.standing === "sent-back";
  const leftMs = task.dueAtMs - nowMs;
  if (!waiting) return { state: "stopped", leftMs };
  return { state: leftMs < 0 ? "overdue" : "running", leftMs };
}

/** An answer is sent back by who sent the task; a task by who was given it. */
function partyOf(task: Task, command: TaskCommand, by: "sender" | "assignee" | "either"): readonly string[] {
  if (by === "sender") return [task.sentBy];
  if (by === "assignee") return [task.assigneeId];
  return command.kind === "send-back" && task.standing === "answered" ? [task.sentBy] : [task.assigneeId];
}

function noteOf(command: TaskCommand): string {
  switch (command.kind) {
    case "acknowledge":
    case "close":
      return "";
    case "answer":
      return command.answer;
    case "reassign":
      return command.assigneeId;
    case "send-back":
    case "urge":
    case "withdraw":
      return command.reason;
  }
}

function after(task: Task, command: TaskCommand): Task {
  switch (command.kind) {
    case "acknowledge":
      return { ...task, standing: "acknowledged" };
    case "answer":
      return { ...task, standing: "answered", answer: command.answer };
    // An answer that will not do goes back to who gave it, who has acknowledged the task already.
    case "send-back":
      return { ...task, standing: task.standing === "answered" ? "acknowledged" : "sent-back" };
    case "reassign":
      return { ...task, standing: "sent-down", assigneeId: command.assigneeId, dueAtMs: command.dueAtMs };
    case "urge":
      return { ...task, urgings: task.urgings + 1 };
    case "close":
      return { ...task, standing: "closed" };
    case "withdraw":
      return { ...task, standing: "withdrawn" };
  }
}
