import type { Generated } from "kysely";
import type { Instant, Json } from "./column-types.ts";

/** Official papers (0007_papers.sql). */
export interface PaperTables {
  paper_templates: PaperTemplatesTable;
  paper_organs: PaperOrgansTable;
  kept_papers: KeptPapersTable;
}

interface PaperTemplatesTable {
  kind: string;
  version: number;
  body: Json<unknown>;
  by_user: string;
  at_ms: Instant;
}

interface PaperOrgansTable {
  unit_code: string;
  body: Json<unknown>;
  version: Generated<number>;
}

interface KeptPapersTable {
  id: string;
  kind: string;
  order_id: string | null;
  return_id: string | null;
  case_id: string | null;
  unit_code: string;
  bank: Generated<string>;
  format: "docx" | "pdf";
  sha256: string;
  byte_count: number;
  template_version: number;
  made_by: string;
  made_at_ms: Instant;
}
