import type { Kysely } from "kysely";
import { resourceOfKind } from "../access/resource.ts";
import type { PaperOrgan, PaperOrganView, PaperTemplatesView, TemplateBody } from "../contract/papers.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { defaultTemplates } from "../exports/papers/default-templates.ts";
import {
  checkTemplate,
  type PaperKind,
  type PaperTemplate,
  paperFields,
  paperKinds,
} from "../exports/papers/paper-template.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import { refuseStale } from "./casework-step.ts";

/** A template in use. Version 0: the program's own. */
export interface TemplateInUse {
  readonly template: PaperTemplate;
  readonly version: number;
}

/** The template of a kind that was in use at an instant (now without it): the centre's latest, else the program's own. */
export async function templateOf(
  db: Kysely<RecordsTables>,
  kind: PaperKind,
  atMs: number | null = null,
): Promise<TemplateInUse> {
  const row = await db
    .selectFrom("paper_templates")
    .select(["body", "version"])
    .where("kind", "=", kind)
    .$if(atMs !== null, (rest) => rest.where("at_ms", "<=", atMs ?? 0))
    .orderBy("version", "desc")
    .executeTakeFirst();
  // Checked when it was written.
  if (row !== undefined) return { template: row.body as PaperTemplate, version: row.version };
  return { template: defaultTemplates[kind], version: 0 };
}

/** Every template in use, and the fields that a template may name. */
export async function templatesView({ db }: RecordsWork): Promise<PaperTemplatesView> {
  const rows = await Promise.all(paperKinds.map(async (kind) => ({ kind, ...(await templateOf(db, kind)) })));
  return { fields: paperFields, rows };
}

/**
 * Puts a centre's own template in the place of the one in use; earlier versions stay.
 * @throws SluiceError ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE, PAPER_UNKNOWN_FIELD, PAPER_BROKEN_FIELD
 */
export async function replaceTemplate(
  work: RecordsWork,
  kind: PaperKind,
  { version: seen, template }: TemplateBody,
): Promise<PaperTemplatesView> {
  const { db, actor, nowMs, log } = work;
  work.require("change", resourceOfKind("setting"));
  const checked = checkedTemplate(template);
  const { version: current } = await templateOf(db, kind);
  refuseStale(kind, seen, current);
  const version = current + 1;
  await db
    .insertInto("paper_templates")
    .values({ kind, version, body: JSON.stringify(checked), by_user: actor.userId, at_ms: nowMs })
    .execute();
  await log({ action: "template.change", subject: `template:${kind}`, details: { version } });
  return templatesView(work);
}

/** How a unit signs; a unit that was never set up signs with its name alone, version 0. */
export async function organOf(db: Kysely<RecordsTables>, unitCode: string): Promise<PaperOrganView> {
  const row = await db.selectFrom("paper_organs").selectAll().where("unit_code", "=", unitCode).executeTakeFirst();
  // Checked when it was written.
  if (row !== undefined) return { ...(row.body as PaperOrgan), unitCode, version: row.version };
  const unit = await db.selectFrom("units").select("name").where("code", "=", unitCode).executeTakeFirst();
  if (unit === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: unitCode });
  const unknown = { mark: "", contact: "", phone: "", address: "", copyTo: "" };
  return { name: unit.name, ...unknown, unitCode, version: 0 };
}

/** Sets how a unit signs, from the version that was seen. @throws SluiceError ACCESS_DENIED, RECORDS_CHANGED_MEANWHILE */
export async function changeOrgan(
  work: RecordsWork,
  unitCode: string,
  { version: seen, ...organ }: PaperOrgan & { readonly version: number },
): Promise<PaperOrganView> {
  const { db, log } = work;
  work.require("change", resourceOfKind("setting"));
  const { version: current } = await organOf(db, unitCode);
  refuseStale(unitCode, seen, current);
  const row = { body: JSON.stringify(organ), version: current + 1 };
  await db
    .insertInto("paper_organs")
    .values({ unit_code: unitCode, ...row })
    .onConflict((known) => known.column("unit_code").doUpdateSet(row))
    .execute();
  await log({ action: "organ.change", subject: `unit:${unitCode}`, details: { ...organ } });
  return organOf(db, unitCode);
}

/** What leaves a part out is no part of the template. */
function checkedTemplate(template: TemplateBody["template"]): PaperTemplate {
  const blocks = template.blocks.map((block) => {
    if ("table" in block) return block;
    const when = paperFields.find((field) => field === block.when);
    if (block.when !== undefined && when === undefined) {
      throw new SluiceError("PAPER_UNKNOWN_FIELD", { part: "when", seen: block.when, known: paperFields.join("、") });
    }
    return when === undefined ? { text: block.text } : { text: block.text, when };
  });
  const checked = { ...template, blocks };
  checkTemplate(checked);
  return checked;
}
