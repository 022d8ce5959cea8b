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
}

export const jobListSchema: TUnsafe<JobList> = schemaOf<JobList>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          id: Type.String(),
          kind: Type.String(),
          state: oneOf(["waiting", "running", "done", "failed", "cancelled"]),
          progress: Type.Unknown(),
          result: Type.Unknown(),
          cancelAsked: Type.Boolean(),
          askedAtMs: Type.Integer(),
          endedAtMs: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
        }),
      ),
    },
    { title: "Jobs" },
  ),
);
