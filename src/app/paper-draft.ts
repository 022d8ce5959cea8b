import type { PaperTable } from "../exports/papers/paper.ts";
import type { PaperKind, PaperValues } from "../exports/papers/paper-template.ts";
import type { RowOf } from "../storage/records/records-tables.ts";

/** What a paper is filled with, before it is set. */
export interface PaperDraft {
  readonly kind: PaperKind;
  readonly values: PaperValues;
  readonly tables: Readonly<Record<"accounts" | "shares", PaperTable>>;
  /** When it was signed: it is set by the template of then, and kept as it goes out; `null`: a draft. */
  readonly signedMs: number | null;
  /** What its file is called. */
  readonly name: string;
  /** The case or order for which it is made, as the log says it. */
  readonly purpose: string;
  readonly row: Pick<RowOf<"kept_papers">, "order_id" | "return_id" | "case_id" | "unit_code" | "bank">;
}
