import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** Long work that one asked for. */
export interface JobListEntry {
  readonly id: string;
  readonly kind: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly progress: unknown;
  readonly result: unknown;
  readonly cancelAsked: boolean;
  readonly askedAtMs: number;
  readonly endedAtMs: number | null;
}

/** One's jobs, the latest first. */
export interface JobList {
  readonly rows: readonly JobListEntry[];
  readonly next: string;
}

export const jobSchema: TUnsafe<JobListEntry> = schemaOf<JobListEntry>()(
  Type.Object(
    {
      id: Type.String({ format: "uuid" }),
      kind: Type.String(),
      state: oneOf(["waiting", "running", "done", "failed", "cancelled"]),
      progress: Type.Unknown(),
      result: Type.Unknown({ description: "Of a failed job its error: code, zh, en, details" }),
      cancelAsked: Type.Boolean(),
      askedAtMs: Type.Integer(),
      endedAtMs: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
    },
    { title: "Job" },
  ),
);

export const jobListSchema: TUnsafe<JobList> = schemaOf<JobList>()(
  Type.Object({ rows: Type.Array(jobSchema), next: Type.String() }, { title: "Jobs" }),
);
