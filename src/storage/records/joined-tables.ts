import type { Generated } from "kysely";

/** What joins the records with the engine (0008_joined.sql). */
export interface JoinedTables {
  engine_news: EngineNewsTable;
  return_proposals: ReturnProposalsTable;
}

interface EngineNewsTable {
  id: Generated<string>;
  topic: "losses" | "answers";
  subject: string;
}

interface ReturnProposalsTable {
  return_id: string;
  case_id: string;
  unit_code: string;
  digest: string;
  proposal: string;
}
