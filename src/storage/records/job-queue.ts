import type { ExpressionBuilder } from "kysely";
import type { RecordsStore, RecordsWork } from "./records-store.ts";
import type { RecordsTables } from "./records-tables.ts";

/** Long work as it is asked for. */
export interface NewJob {
  readonly id: string;
  readonly kind: string;
  /** JSON. */
  readonly body: unknown;
}

/** A job that this worker has taken; `attempt` tells it from earlier workers of the same job. */
export interface TakenJob extends NewJob {
  readonly attempt: number;
}

/** How a job ended. */
export type JobEnd =
  | { readonly state: "done"; readonly result: unknown }
  | { readonly state: "failed"; readonly result: unknown }
  | { readonly state: "cancelled" };

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly kind: string;
  readonly state: RecordsTables["jobs"]["state"];
  readonly progress: unknown;
  readonly result: unknown;
  readonly cancelAsked: boolean;
  readonly askedAtMs: number;
  readonly endedAtMs: number | null;
}

/** Whether the worker goes on, ends because it was asked to, or has lost the job to another. */
export type JobOrder = "go-on" | "cancel" | "lost";

/** A job whose workers died this often is given up: it may be what kills them. */
const mostAttempts = 3;

/**
 * Long work that outlives its worker: a job is leased, and one whose lease lapses is taken again. A worker that was
 * overtaken can neither report nor end the job. So its last step counts once; what it does before must bear repetition.
 */
export class JobQueue {
  readonly #records: RecordsStore;

  constructor(records: RecordsStore) {
    this.#records = records;
  }

  /** Asks for a job in a person's transaction, for that person. */
  async ask({ db, actor, nowMs, log }: RecordsWork, { id, kind, body }: NewJob): Promise<void> {
    const asked = { asked_by: actor.userId, asked_at_ms: nowMs, state: "waiting" as const };
    await db
      .insertInto("jobs")
      .values({ id, kind, body: JSON.stringify(body), ...asked })
      .execute();
    await log({ action: "job.ask", subject: `job:${id}`, details: { kind } });
  }

  /** Asks a job to end. One that waits ends at once. Nothing happens to one that has ended. */
  async cancel({ db, nowMs, log }: RecordsWork, id: string): Promise<void> {
    await db
      .updateTable("jobs")
      .set({ cancel_asked: true })
      .where("id", "=", id)
      .where("state", "in", ["waiting", "running"])
      .execute();
    await db
      .updateTable("jobs")
      .set({ state: "cancelled", ended_at_ms: nowMs })
      .where("id", "=", id)
      .where("state", "=", "waiting")
      .execute();
    await log({ action: "job.cancel", subject: `job:${id}` });
  }

  /** The jobs that the person may see, the latest first. */
  async list({ db }: RecordsWork, most: number): Promise<readonly JobView[]> {
    const rows = await db
      .selectFrom("jobs")
      .selectAll()
      .orderBy("asked_at_ms", "desc")
      .orderBy("id")
      .limit(most)
      .execute();
    return rows.map(({ id, kind, state, progress, result, cancel_asked, asked_at_ms, ended_at_ms }) => {
      const view = { id, kind, state, progress, result, cancelAsked: cancel_asked };
      return { ...view, askedAtMs: asked_at_ms, endedAtMs: ended_at_ms };
    });
  }

  /** Takes the job that has waited longest, or one whose worker died; `undefined` when there is none. */
  take(kinds: readonly string[], leaseMs: number): Promise<TakenJob | undefined> {
    return this.#records.asSystem(async ({ db, nowMs }) => {
      await db
        .updateTable("jobs")
        .set({
          state: "failed",
          ended_at_ms: nowMs,
          result: JSON.stringify({ code: "JOB_GIVEN_UP", attempts: mostAttempts }),
        })
        .where("state", "=", "running")
        .where("leased_until_ms", "<", nowMs)
        .where("attempts", ">=", mostAttempts)
        .execute();
      const free = (jobs: ExpressionBuilder<RecordsTables, "jobs">) =>
        jobs.or([
          jobs("state", "=", "waiting"),
          jobs.and([jobs("state", "=", "running"), jobs("leased_until_ms", "<", nowMs)]),
        ]);
      const job = await db
        .selectFrom("jobs")
        .select(["id", "kind", "body", "attempts"])
        .where("kind", "in", kinds)
        .where(free)
        .orderBy("asked_at_ms")
        .orderBy("id")
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (job === undefined) return undefined;
      const attempt = job.attempts + 1;
      const taken = { state: "running" as const, attempts: attempt, leased_until_ms: nowMs + leaseMs };
      await db.updateTable("jobs").set(taken).where("id", "=", job.id).execute();
      return { id: job.id, kind: job.kind, body: job.body, attempt };
    });
  }

  /** Tells how far the work is and holds the job for another `leaseMs`. */
  report(job: TakenJob, progress: unknown, leaseMs: number): Promise<JobOrder> {
    return this.#records.asSystem(async ({ db, nowMs }) => {
      const row = await db
        .updateTable("jobs")
        .set({ progress: JSON.stringify(progress), leased_until_ms: nowMs + leaseMs })
        .where("id", "=", job.id)
        .where("attempts", "=", job.attempt)
        .where("state", "=", "running")
        .returning("cancel_asked")
        .executeTakeFirst();
      if (row === undefined) return "lost";
      return row.cancel_asked ? "cancel" : "go-on";
    });
  }

  /** Ends the job; `false` when it was another worker's by then, whose end counts. */
  end(job: TakenJob, end: JobEnd): Promise<boolean> {
    return this.#records.asSystem(async ({ db, nowMs }) => {
      const result = "result" in end ? JSON.stringify(end.result) : null;
      const { numUpdatedRows } = await db
        .updateTable("jobs")
        .set({ state: end.state, result, ended_at_ms: nowMs, leased_until_ms: null })
        .where("id", "=", job.id)
        .where("attempts", "=", job.attempt)
        .where("state", "=", "running")
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }
}
