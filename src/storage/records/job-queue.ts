import type { ExpressionBuilder, RawBuilder } from "kysely";
import { resourceOfKind } from "../../access/resource.ts";
import { explain, SluiceError } from "../../errors/sluice-error.ts";
import type { RecordsActor, RecordsStore, RecordsWork, SystemWork } from "./records-store.ts";
import type { RecordsTables, RowOf } from "./records-tables.ts";
import { storableJson } from "./storable-json.ts";

/** Long work as it is asked for. */
export interface NewJob {
  readonly id: string;
  readonly kind: string;
  /** The data folder whose server may do it. */
  readonly place: string;
  /** JSON. */
  readonly body: unknown;
}

/** A job that this worker has taken; `attempt` tells it from earlier workers of the same job. */
export interface TakenJob extends Omit<NewJob, "place"> {
  readonly attempt: number;
  /** Who asked for it, with the rights of now; `undefined` once their account is out of use. */
  readonly actor: RecordsActor | undefined;
}

/** Which jobs a worker would take. */
export interface JobsWanted {
  readonly place: string;
  readonly kinds: readonly string[];
  /** The jobs that it is at: a lease that lapsed while it was busy is still its own. */
  readonly held: readonly string[];
  readonly leaseMs: number;
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
  /** What came of it: of a failed one its error in both languages. */
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
  async ask({ db, actor, nowMs, log }: RecordsWork, { id, kind, place, body }: NewJob): Promise<void> {
    const asked = { asked_by: actor.userId, asked_at_ms: nowMs, state: "waiting" as const };
    await db
      .insertInto("jobs")
      .values({ id, kind, place, body: storableJson(body), ...asked })
      .execute();
    await log({ action: "job.ask", subject: `job:${id}`, details: { kind } });
  }

  /**
   * Asks a job to end. One that waits ends at once. Nothing happens to one that has ended.
   * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED
   */
  async cancel({ db, nowMs, log, require }: RecordsWork, id: string): Promise<void> {
    const seen = await db.selectFrom("jobs").select("asked_by").where("id", "=", id).executeTakeFirst();
    if (seen === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
    require("revoke", { ...resourceOfKind("job"), userId: seen.asked_by ?? "" });
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

  /** The jobs that the person may see, the latest first. What came of them is told for each by itself, but for errors. */
  async list(
    { db }: RecordsWork,
    { behind, most }: { readonly behind: RawBuilder<boolean>; readonly most: number },
  ): Promise<readonly JobView[]> {
    const rows = await db
      .selectFrom("jobs")
      .select(["id", "kind", "state", "progress", "cancel_asked", "asked_at_ms", "ended_at_ms"])
      .select((job) => job.case().when("state", "=", "failed").then(job.ref("result")).end().as("result"))
      .where(behind)
      .orderBy("asked_at_ms", "desc")
      .orderBy("id", "desc")
      .limit(most)
      .execute();
    return rows.map(viewOf);
  }

  /** A job of the person's own, with what was asked; `undefined` when there is none of that kind. */
  async own({ db, actor }: RecordsWork, id: string): Promise<(JobView & { readonly body: unknown }) | undefined> {
    const row = await db
      .selectFrom("jobs")
      .selectAll()
      .where("id", "=", id)
      .where("asked_by", "=", actor.userId)
      .executeTakeFirst();
    return row === undefined ? undefined : { ...viewOf(row), body: row.body };
  }

  /** Jobs of a place that wait or run. */
  async unfinished(place: string): Promise<readonly string[]> {
    const rows = await this.#records.asSystem(({ db }) =>
      db
        .selectFrom("jobs")
        .select("id")
        .where("place", "=", place)
        .where("state", "in", ["waiting", "running"])
        .execute(),
    );
    return rows.map(({ id }) => id);
  }

  /** Frees what ran in a place when its server ended: whoever calls it is that place's one server. */
  async resume(place: string): Promise<void> {
    await this.#records.asSystem(({ db }) =>
      db
        .updateTable("jobs")
        .set({ leased_until_ms: 0 })
        .where("place", "=", place)
        .where("state", "=", "running")
        .execute(),
    );
  }

  /** Takes the job that has waited longest, or one whose worker died; `undefined` when there is none. */
  take(wanted: JobsWanted): Promise<TakenJob | undefined> {
    return this.#records.asSystem(async (work) => {
      const { db, nowMs } = work;
      const lapsed = (jobs: ExpressionBuilder<RecordsTables, "jobs">) =>
        jobs.and([
          jobs("state", "=", "running"),
          jobs("leased_until_ms", "<", nowMs),
          ...(wanted.held.length === 0 ? [] : [jobs("id", "not in", wanted.held)]),
        ]);
      await giveUp(work, wanted.place, lapsed);
      const job = await db
        .selectFrom("jobs")
        .select(["id", "kind", "body", "attempts", "asked_by"])
        .where("place", "=", wanted.place)
        .where("kind", "in", wanted.kinds)
        .where((jobs) => jobs.or([jobs("state", "=", "waiting"), lapsed(jobs)]))
        .orderBy("asked_at_ms")
        .orderBy("id")
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (job === undefined) return undefined;
      const attempt = job.attempts + 1;
      const taken = { state: "running" as const, attempts: attempt, leased_until_ms: nowMs + wanted.leaseMs };
      await db.updateTable("jobs").set(taken).where("id", "=", job.id).execute();
      return { id: job.id, kind: job.kind, body: job.body, attempt, actor: await askerOf(work, job.asked_by) };
    });
  }

  /** Tells how far the work is and holds the job for another `leaseMs`. */
  report(job: TakenJob, progress: unknown, leaseMs: number): Promise<JobOrder> {
    return this.#records.asSystem(async ({ db, nowMs }) => {
      const row = await db
        .updateTable("jobs")
        .set({ progress: storableJson(progress), leased_until_ms: nowMs + leaseMs })
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
    return this.#records.asSystem(async ({ db, nowMs, log }) => {
      const result = "result" in end ? storableJson(end.result) : null;
      const { numUpdatedRows } = await db
        .updateTable("jobs")
        .set({ state: end.state, result, ended_at_ms: nowMs, leased_until_ms: null })
        .where("id", "=", job.id)
        .where("attempts", "=", job.attempt)
        .where("state", "=", "running")
        .executeTakeFirst();
      const ended = numUpdatedRows === 1n;
      const act = { action: `job.${end.state}`, subject: `job:${job.id}`, details: { kind: job.kind } };
      if (ended) await log(act, job.actor);
      return ended;
    });
  }

  /** Puts a job back that its worker ends in order without having done it: this is no death of a worker. */
  async giveBack(job: TakenJob): Promise<void> {
    await this.#records.asSystem(({ db }) =>
      db
        .updateTable("jobs")
        .set({ state: "waiting", attempts: job.attempt - 1, leased_until_ms: null })
        .where("id", "=", job.id)
        .where("attempts", "=", job.attempt)
        .where("state", "=", "running")
        .execute(),
    );
  }
}

type JobCondition = (
  jobs: ExpressionBuilder<RecordsTables, "jobs">,
) => ReturnType<ExpressionBuilder<RecordsTables, "jobs">["and"]>;

/** Fails the jobs that too many workers did not survive. */
async function giveUp({ db, nowMs, log }: SystemWork, place: string, lapsed: JobCondition): Promise<void> {
  const details = { attempts: mostAttempts };
  const [zh, en] = [explain("JOB_GIVEN_UP", details, "zh"), explain("JOB_GIVEN_UP", details, "en")];
  const given = await db
    .updateTable("jobs")
    .set({ state: "failed", ended_at_ms: nowMs, result: storableJson({ code: "JOB_GIVEN_UP", zh, en, details }) })
    .where("place", "=", place)
    .where("attempts", ">=", mostAttempts)
    .where(lapsed)
    .returning(["id", "kind"])
    .execute();
  for (const { id, kind } of given) await log({ action: "job.failed", subject: `job:${id}`, details: { kind } });
}

async function askerOf({ db }: SystemWork, userId: string | null): Promise<RecordsActor | undefined> {
  const row = await db
    .selectFrom("users")
    .select(["name", "unit_code", "roles", "bank"])
    .where("id", "=", userId)
    .where("active", "=", true)
    .executeTakeFirst();
  if (row === undefined || userId === null) return undefined;
  return { userId, userName: row.name, unitCode: row.unit_code, roles: row.roles, bank: row.bank };
}

function viewOf(
  row: Pick<
    RowOf<"jobs">,
    "id" | "kind" | "state" | "progress" | "result" | "cancel_asked" | "asked_at_ms" | "ended_at_ms"
  >,
): JobView {
  const { id, kind, state, progress, result, cancel_asked: cancelAsked } = row;
  return { id, kind, state, progress, result, cancelAsked, askedAtMs: row.asked_at_ms, endedAtMs: row.ended_at_ms };
}
