import { randomUUID } from "node:crypto";
import { watermark } from "../access/watermark.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";

/** The line that an export bears, and the number by which the log knows it. */
export interface ExportMark {
  readonly mark: string;
  readonly exportNumber: string;
}

/** Makes the mark of an export that the person takes out now for `purpose` (rule P14). */
export async function exportMark({ db, actor, nowMs }: RecordsWork, purpose: string): Promise<ExportMark> {
  const user = await db.selectFrom("users").selectAll().where("id", "=", actor.userId).executeTakeFirst();
  const unit = await db.selectFrom("units").select("name").where("code", "=", actor.unitCode).executeTakeFirst();
  const exportNumber = randomUUID();
  const person = { userName: actor.userName, userNumber: user?.police_number || user?.login || "" };
  const unitName = unit?.name ?? actor.unitCode;
  return { mark: watermark({ ...person, unitName, atMs: nowMs, purpose, exportNumber }), exportNumber };
}
