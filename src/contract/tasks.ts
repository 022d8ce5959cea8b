import { type TUnsafe, Type } from "typebox";
import type { TaskEvent, TaskStanding } from "../casework/task.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { pageFields, type PageQuery } from "./paging.ts";

const uuid = Type.String({ format: "uuid" });
const reason = Type.String({ maxLength: 2_000 });
const instant = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000 });
const version = Type.Integer({ minimum: 1 });

/** A task to be sent down. */
export interface TaskDraft {
  readonly assigneeId: string;
  readonly dueAtMs: number;
  /** What is to be done. */
  readonly what: string;
  readonly caseId?: string;
}

export const taskDraftSchema: TUnsafe<TaskDraft> = schemaOf<TaskDraft>()(
  Type.Object({
    assigneeId: uuid,
    dueAtMs: instant,
    what: Type.String({ minLength: 1, maxLength: 5_000 }),
    caseId: Type.Optional(uuid),
  }),
);

/** One step of a task, from the version that was seen. */
export type TaskStep = { readonly version: number } & (
  | { readonly kind: "acknowledge" | "close" }
  | { readonly kind: "answer"; readonly answer: string }
  | { readonly kind: "send-back" | "urge" | "withdraw"; readonly reason: string }
  | { readonly kind: "reassign"; readonly assigneeId: string; readonly dueAtMs: number }
);

export const taskStepSchema: TUnsafe<TaskStep> = schemaOf<TaskStep>()(
  Type.Union([
    Type.Object({ version, kind: oneOf(["acknowledge", "close"]) }),
    Type.Object({ version, kind: oneOf(["answer"]), answer: Type.String({ maxLength: 10_000 }) }),
    Type.Object({ version, kind: oneOf(["send-back", "urge", "withdraw"]), reason }),
    Type.Object({ version, kind: oneOf(["reassign"]), assigneeId: uuid, dueAtMs: instant }),
  ]),
);

const standings = [
  "sent-down",
  "acknowledged",
  "answered",
  "sent-back",
  "closed",
  "withdrawn",
] as const satisfies readonly TaskStanding[];

const eventKinds = [
  "send-down",
  "acknowledge",
  "answer",
  "send-back",
  "reassign",
  "urge",
  "close",
  "withdraw",
] as const satisfies readonly TaskEvent["kind"][];

/** A task with its clock and everything that happened to it. */
export interface TaskView {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  /** Empty for a task of no case. */
  readonly caseId: string;
  readonly what: string;
  readonly standing: TaskStanding;
  readonly sentBy: string;
  readonly assigneeId: string;
  readonly dueAtMs: number;
  readonly clock: "running" | "overdue" | "stopped";
  /** Ms; negative when it is past. */
  readonly leftMs: number;
  readonly urgings: number;
  readonly answer: string;
  readonly history: readonly TaskEvent[];
}

const task = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    version: Type.Integer(),
    caseId: Type.String(),
    what: Type.String(),
    standing: oneOf(standings),
    sentBy: Type.String(),
    assigneeId: Type.String(),
    dueAtMs: Type.Integer(),
    clock: oneOf(["running", "overdue", "stopped"] as const),
    leftMs: Type.Integer(),
    urgings: Type.Integer(),
    answer: Type.String(),
    history: Type.Array(
      Type.Object({ kind: oneOf(eventKinds), by: Type.String(), atMs: Type.Integer(), note: Type.String() }),
    ),
  },
  { title: "Task" },
);

export const taskViewSchema: TUnsafe<TaskView> = schemaOf<TaskView>()(task);

/** A page of tasks, the most urgent first. */
export interface TaskList {
  readonly rows: readonly TaskView[];
  readonly next: string;
}

export const taskListSchema: TUnsafe<TaskList> = schemaOf<TaskList>()(
  Type.Object({ rows: Type.Array(task), next: Type.String() }, { title: "Tasks" }),
);

/** Which tasks: those given to oneself, those one sent, or all that one may see. */
export interface TaskQuery extends PageQuery {
  readonly of?: "mine" | "sent" | "all";
  /** Also those that are closed or withdrawn. */
  readonly ended?: "true" | "false";
}

export const taskQuerySchema: TUnsafe<TaskQuery> = schemaOf<TaskQuery>()(
  Type.Object({
    ...pageFields,
    of: Type.Optional(oneOf(["mine", "sent", "all"] as const)),
    ended: Type.Optional(oneOf(["true", "false"] as const)),
  }),
);

/** A shift to be handed to the next person. */
export interface HandOverDraft {
  readonly to: string;
}

export const handOverDraftSchema: TUnsafe<HandOverDraft> = schemaOf<HandOverDraft>()(Type.Object({ to: uuid }));

/** Signing a hand-over, or adding what came up since; from the version that was seen. */
export interface HandOverStep {
  readonly version: number;
  readonly kind: "sign" | "renew";
}

export const handOverStepSchema: TUnsafe<HandOverStep> = schemaOf<HandOverStep>()(
  Type.Object({ version, kind: oneOf(["sign", "renew"] as const) }),
);

/** A shift handed over (交接班). */
export interface HandOverView {
  readonly id: string;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly atMs: number;
  /** Both have signed. */
  readonly done: boolean;
  readonly items: readonly {
    readonly kind: "clock" | "request" | "promised-call";
    readonly id: string;
    readonly what: string;
    readonly dueAtMs: number;
    readonly note: string;
  }[];
  readonly signatures: readonly { readonly by: string; readonly atMs: number }[];
}

const handOver = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    from: Type.String(),
    to: Type.String(),
    atMs: Type.Integer(),
    done: Type.Boolean(),
    items: Type.Array(
      Type.Object({
        kind: oneOf(["clock", "request", "promised-call"] as const),
        id: Type.String(),
        what: Type.String(),
        dueAtMs: Type.Integer(),
        note: Type.String(),
      }),
    ),
    signatures: Type.Array(Type.Object({ by: Type.String(), atMs: Type.Integer() })),
  },
  { title: "HandOver" },
);

export const handOverSchema: TUnsafe<HandOverView> = schemaOf<HandOverView>()(handOver);

/** A page of hand-overs, the latest first. */
export interface HandOverList {
  readonly rows: readonly HandOverView[];
  readonly next: string;
}

export const handOverListSchema: TUnsafe<HandOverList> = schemaOf<HandOverList>()(
  Type.Object({ rows: Type.Array(handOver), next: Type.String() }, { title: "HandOvers" }),
);
