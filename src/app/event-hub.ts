import { SluiceError } from "../errors/sluice-error.ts";
import {
  type Change,
  type ChangePlace,
  changesAfter,
  feedEnd,
  forgetChanges,
  isForgotten,
  seenChanges,
} from "../storage/records/change-feed.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import { heldSessions, type Session } from "../storage/records/sessions.ts";
import { type Going, keepDoing } from "./keep-doing.ts";
import { sessionTerms } from "./sign-in-terms.ts";

/** What a watcher is told. `place` is where to go on from after it; what has none is told only to who is there. */
export type WatchedEvent =
  | { readonly event: "ready" | "reset"; readonly place: string }
  | { readonly event: "change"; readonly place: string; readonly data: Pick<Change, "kind" | "id"> }
  | {
      readonly event: "progress";
      readonly data: { readonly id: string; readonly kind: string; readonly progress: unknown };
    }
  | { readonly event: "end" };

/** Somebody who watches. */
export interface Watcher {
  readonly session: Session;
  readonly tell: (event: WatchedEvent) => void;
}

interface Watching extends Watcher {
  place: ChangePlace;
  /** What was said last of each running job. */
  readonly said: Map<string, string>;
}

/** One person watches from so many places at once. */
const mostEach = 8;
/** Changes told at once; the rest follows. */
const changesAtOnce = 500;
/** Watchers whose rights are asked side by side. */
const watchersAtOnce = 8;
const forgetEveryMs = 3_600_000;

/**
 * Tells people what changes of the rows that they may see, and how far their jobs are, about every second. Who goes away and
 * comes back with the last place they were told misses nothing, whichever server they come back to.
 */
export class EventHub {
  readonly #records: RecordsStore;
  readonly #watching = new Set<Watching>();
  #going: Going | undefined;
  #telling = false;
  #forgetAtMs = 0;

  constructor(records: RecordsStore) {
    this.#records = records;
  }

  /**
   * Begins to tell: from behind `from`, or from now on.
   * @returns how to end it
   * @throws SluiceError EVENTS_TOO_MANY, WEB_BAD_REQUEST
   */
  async watch(watcher: Watcher, from: string | undefined, failed: (cause: unknown) => void): Promise<() => void> {
    const { userId } = watcher.session.actor;
    const same = [...this.#watching].filter(({ session }) => session.actor.userId === userId).length;
    if (same >= mostEach) throw new SluiceError("EVENTS_TOO_MANY", { most: mostEach });
    const watching: Watching = { ...watcher, place: { xid: 0, n: 0 }, said: new Map() };
    this.#watching.add(watching);
    try {
      await this.#begin(watching, from === undefined ? undefined : placeOf(from));
    } catch (cause) {
      this.#watching.delete(watching);
      throw cause;
    }
    this.#going ??= keepDoing(() => this.#tellAll(), failed);
    return () => this.#leave(watching);
  }

  async #begin(watching: Watching, from: ChangePlace | undefined): Promise<void> {
    const { end, forgotten } = await this.#records.asSystem(async ({ db }) => ({
      end: await feedEnd(db),
      forgotten: from !== undefined && (await isForgotten(db, from)),
    }));
    const goesOn = from !== undefined && !forgotten;
    watching.place = goesOn ? from : end;
    watching.tell({ event: forgotten ? "reset" : "ready", place: nameOf(watching.place) });
  }

  #leave(watching: Watching): void {
    this.#watching.delete(watching);
    if (this.#watching.size > 0) return;
    const going = this.#going;
    this.#going = undefined;
    void going?.stop();
  }

  async #tellAll(): Promise<void> {
    // A round that was stopped may still be at it when the next watcher comes.
    if (this.#telling || this.#watching.size === 0) return;
    this.#telling = true;
    try {
      await this.#endRevoked();
      for (const together of groupByPlace(this.#watching).values()) await this.#tellChanges(together);
      await this.#tellProgress();
    } finally {
      this.#telling = false;
    }
  }

  async #endRevoked(): Promise<void> {
    const ids = [...this.#watching].map(({ session }) => session.id);
    const held = await this.#records.asSystem(async ({ db, nowMs }) => {
      if (nowMs >= this.#forgetAtMs) await forgetChanges(db);
      this.#forgetAtMs = nowMs >= this.#forgetAtMs ? nowMs + forgetEveryMs : this.#forgetAtMs;
      return heldSessions(db, ids, { nowMs, terms: sessionTerms });
    });
    for (const watching of this.#watching) {
      if (held.has(watching.session.id)) continue;
      watching.tell({ event: "end" });
      this.#watching.delete(watching);
    }
  }

  async #tellChanges(together: readonly Watching[]): Promise<void> {
    const [first] = together;
    if (first === undefined) return;
    const changes = await this.#records.asSystem(({ db }) => changesAfter(db, first.place, changesAtOnce));
    const last = changes.at(-1);
    if (last === undefined) return;
    const latest = lastOfEach(changes);
    for (let at = 0; at < together.length; at += watchersAtOnce) {
      const some = together.slice(at, at + watchersAtOnce);
      await Promise.all(
        some.map(async (watching) => {
          const seen = await this.#records.as(watching.session.actor, (work) => seenChanges(work, latest));
          for (const { kind, id, ...place } of seen) {
            watching.tell({ event: "change", place: nameOf(place), data: { kind, id } });
          }
          watching.place = last;
        }),
      );
    }
  }

  async #tellProgress(): Promise<void> {
    const users = [...new Set([...this.#watching].map(({ session }) => session.actor.userId))];
    if (users.length === 0) return;
    const running = await this.#records.asSystem(({ db }) =>
      db
        .selectFrom("jobs")
        .select(["id", "kind", "asked_by", "progress"])
        .where("state", "=", "running")
        .where("asked_by", "in", users)
        .execute(),
    );
    for (const { session, said, tell } of this.#watching) {
      for (const { id, kind, asked_by, progress } of running) {
        const text = JSON.stringify(progress);
        if (asked_by !== session.actor.userId || said.get(id) === text) continue;
        said.set(id, text);
        tell({ event: "progress", data: { id, kind, progress } });
      }
    }
  }
}

function groupByPlace(all: ReadonlySet<Watching>): ReadonlyMap<string, Watching[]> {
  const groups = new Map<string, Watching[]>();
  for (const watching of all) {
    const name = nameOf(watching.place);
    groups.set(name, [...(groups.get(name) ?? []), watching]);
  }
  return groups;
}

/** Of several changes of one row the last: it is read anew anyway. */
function lastOfEach(changes: readonly Change[]): readonly Change[] {
  const last = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]));
  return changes.filter((change) => last.get(`${change.kind} ${change.id}`) === change);
}

function nameOf({ xid, n }: ChangePlace): string {
  return `${xid}-${n}`;
}

function placeOf(name: string): ChangePlace {
  const found = /^(\d{1,15})-(\d{1,16})$/.exec(name);
  if (found === null) throw new SluiceError("WEB_BAD_REQUEST", { seen: `Last-Event-ID: ${name.slice(0, 60)}` });
  return { xid: Number(found[1]), n: Number(found[2]) };
}
