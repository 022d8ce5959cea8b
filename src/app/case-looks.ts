import { mask, maskText } from "../access/mask.ts";
import { whyNot } from "../access/may-do.ts";
import type { RecordsActor, RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import { resourceOf, seenRow } from "./casework-step.ts";

/** What can be looked at of a case's money. */
export type LookKind =
  | "view"
  | "transfers"
  | "accounts"
  | "transfer"
  | "doctrine"
  | "traces"
  | "comparison"
  | "beside"
  | "stops"
  | "contradictions"
  | "whose"
  | "paths"
  | "lists";

/** Who asks about which case of the records. */
export interface CaseAsker {
  readonly actor: RecordsActor;
  readonly caseId: string;
}

/** A case that somebody may look at. */
export interface LookedCase {
  /** What its claims, traces and lists hang on. */
  readonly name: string;
  /** In clear: the people whom a trace of the case touches or its losses name; or nobody, for who reads but may open nothing. */
  readonly clear: "touched" | "nobody";
}

/** The same look again within so long is the same look in the log, ms. */
const sameLookMs = 10 * 60_000;
/** Looks remembered; beyond them the oldest are logged anew. */
const mostLooks = 20_000;

/**
 * The door to the money of cases: every question about it passes here before it is answered. Each look is logged with the
 * case as its purpose, once for the same person, case and question in ten minutes.
 */
export class CaseLooks {
  readonly #records: RecordsStore;
  /** When each look was logged, oldest first. */
  readonly #logged = new Map<string, number>();

  constructor(records: RecordsStore) {
    this.#records = records;
  }

  /**
   * The case, for who may read its traces. A case that one may not see is one that does not exist.
   * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED
   */
  async look({ actor, caseId }: CaseAsker, kind: LookKind, asked: object): Promise<LookedCase> {
    const look = JSON.stringify([actor.userId, caseId, kind, asked]);
    let loggedAtMs: number | undefined;
    const looked = await this.#records.as(actor, async (work) => {
      loggedAtMs = undefined;
      const row = await seeCase(work, caseId);
      if (!this.#isLogged(look, work.nowMs)) {
        const details = describeLook(asked);
        await work.log({ action: `look.${kind}`, subject: `case:${caseId}`, purpose: row.number, details });
        loggedAtMs = work.nowMs;
      }
      return { name: row.name, clear: row.clear };
    });
    if (loggedAtMs !== undefined) this.#remember(look, loggedAtMs);
    return looked;
  }

  #isLogged(look: string, nowMs: number): boolean {
    const atMs = this.#logged.get(look);
    return atMs !== undefined && nowMs < atMs + sameLookMs;
  }

  #remember(look: string, atMs: number): void {
    this.#logged.delete(look);
    this.#logged.set(look, atMs);
    const [oldest] = this.#logged.keys();
    if (this.#logged.size > mostLooks && oldest !== undefined) this.#logged.delete(oldest);
  }
}

async function seeCase(work: RecordsWork, id: string): Promise<LookedCase & { readonly number: string }> {
  const found = await work.db
    .selectFrom("cases")
    .select(["number", "trace_name", "unit_code"])
    .where("id", "=", id)
    .executeTakeFirst();
  const { number, trace_name: name, unit_code } = seenRow(found, id);
  const trace = await resourceOf(work, "trace", { unit_code, case_id: id });
  work.require("read", trace);
  const mayOpen = whyNot(work.actor, "open", { ...trace, kind: "account" }) === null;
  return { number, name, clear: mayOpen ? "touched" : "nobody" };
}

/** What was asked, as the log keeps it: numbers and names in it masked (rule P6). */
function describeLook(asked: object): Readonly<Record<string, string>> {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(given.map(([field, value]) => [field, describeValue(field, String(value))]));
}

function describeValue(field: string, text: string): string {
  switch (field) {
    case "find":
      return /\d/.test(text) ? mask("card", text) : mask("name", text);
    case "victim":
      return mask("name", text);
    case "account":
      return mask("card", text);
    default:
      return maskText(text);
  }
}
