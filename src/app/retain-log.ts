import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { type RetentionRule, rangesOf, retirementRule, signCheckpoint } from "../audit/retention.ts";
import { firstInstantNamed, lastInstantOf } from "../flows/last-instant.ts";
import type { LegalRule } from "../recovery/legal-rule.ts";
import { sha256 } from "../storage/records/audit-key.ts";
import { lastHead, type LogKey, sealLog } from "../storage/records/audit-log.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { installedRules } from "./legal-rules.ts";

type Db = Kysely<RecordsTables>;

/** What retention removed from the log, or would. */
export interface RetainedLog {
  /** Entries whose time is past, by the rule under which they go. */
  readonly removed: readonly { readonly rule: string; readonly entries: number }[];
  /** Past their time, but an open case or an open review still needs them. */
  readonly needed: number;
  /** The place up to which the log is sealed under a signed head; nothing behind it is touched. */
  readonly sealedTo: number;
}

/** Entries looked at together. */
const batchSize = 5_000;

/**
 * Removes entries past their time (rule A9) from the sealed part of the log: their seals stay, and a signed checkpoint names
 * the places, so that the chain verifies as before. An entry that an open case or an open review needs stays.
 */
export async function retainLog(records: RecordsStore, key: LogKey, run: "dry" | "for good"): Promise<RetainedLog> {
  if (run === "for good") await sealLog(records, sha256, key);
  const found = await records.asSystem(async (work) => {
    const { db, nowMs, log } = work;
    const head = await lastHead(db);
    const due = await dueEntries(db, { sealedTo: head?.seq ?? 0, nowMs });
    const removed = [...due.bySeq].map(([rule, entries]) => ({ rule, entries: entries.length }));
    const told = { removed, needed: due.needed, sealedTo: head?.seq ?? 0 };
    if (run === "dry" || removed.length === 0) return told;
    await sql`SELECT set_config('sluice.retire', 'on', true)`.execute(db);
    for (const [ruleCode, entries] of due.bySeq) {
      const ranges = rangesOf(entries.map(({ seq }) => seq));
      const checkpoint = signCheckpoint({ id: randomUUID(), atMs: nowMs, ruleCode, ranges }, key.signer);
      const { id, atMs, keyId, signature } = checkpoint;
      const row = { id, at_ms: atMs, rule_code: ruleCode, ranges: JSON.stringify(ranges), key_id: keyId, signature };
      await db.insertInto("audit_checkpoints").values(row).execute();
      for (let at = 0; at < entries.length; at += batchSize) {
        const numbers = entries.slice(at, at + batchSize).map(({ n }) => n);
        await db.deleteFrom("audit_entries").where("n", "in", numbers).execute();
      }
    }
    await log({ action: "audit.retain", subject: "audit", details: { removed, needed: due.needed } });
    return told;
  });
  // The log of it, and a head that stands behind it.
  if (run === "for good") await sealLog(records, sha256, key);
  return found;
}

interface Place {
  readonly n: number;
  readonly seq: number;
}

/** Sealed entries past their time by rule, in the order of their places. */
async function dueEntries(
  db: Db,
  { sealedTo, nowMs }: { readonly sealedTo: number; readonly nowMs: number },
): Promise<{ readonly bySeq: ReadonlyMap<string, readonly Place[]>; readonly needed: number }> {
  const rules = retentionRules((await installedRules(db)).rules);
  const open = await db.selectFrom("cases").select("number").where("closed_at_ms", "is", null).execute();
  const openCases = new Set(open.map(({ number }) => number));
  const bySeq = new Map<string, Place[]>();
  let needed = 0;
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom("audit_entries as e")
      .innerJoin("audit_seals as s", "s.entry_n", "e.n")
      .leftJoin("reviews as r", (join) => join.onRef("r.entry_n", "=", "e.n").on("r.verdict", "is", null))
      .select(["e.n", "s.seq", "e.action", "e.at_ms", "e.purpose", "r.id as review"])
      .where("s.seq", ">", after)
      .where("s.seq", "<=", sealedTo)
      .orderBy("s.seq")
      .limit(batchSize)
      .execute();
    for (const { n, seq, action, at_ms: atMs, purpose, review } of rows) {
      const rule = retirementRule({ atMs, action }, rules, nowMs);
      if (rule === undefined) continue;
      if (review !== null || openCases.has(purpose)) needed += 1;
      else {
        const places = bySeq.get(rule.code) ?? [];
        places.push({ n, seq });
        bySeq.set(rule.code, places);
      }
    }
    const last = rows.at(-1);
    if (last === undefined) return { bySeq, needed };
    after = last.seq;
  }
}

/** The installed rows of `log-retention`, one rule for each verb; signing in is `session.start` and `session.refused`. */
function retentionRules(rules: readonly LegalRule[]): readonly RetentionRule[] {
  return rules.flatMap((rule): RetentionRule[] => {
    if (rule.code !== "log-retention") return [];
    const { openDays, searchDays, exportDays, signInDays } = rule.params;
    const verbs = [
      ["open", openDays],
      ["search", searchDays],
      ["known", searchDays],
      ["export", exportDays],
      ["start", signInDays],
      ["refused", signInDays],
    ] as const;
    return verbs.map(([verb, keepDays]) => ({
      code: `log-retention ${verb} ${rule.effectiveFrom}`,
      verb,
      effectiveFromMs: firstInstantNamed(rule.effectiveFrom) ?? 0,
      effectiveToMs: rule.effectiveTo === null ? null : (lastInstantOf(rule.effectiveTo) ?? 0) + 1,
      basis: rule.basis,
      keepDays,
    }));
  });
}
