import type { Generated } from "kysely";
import type { OrderedStatement } from "../../recovery/ordered-statement.ts";
import type { Json } from "./column-types.ts";

/** What joins the records with the engine (0008_joined.sql). */
export interface JoinedTables {
  engine_news: EngineNewsTable;
  return_proposals: ReturnProposalsTable;
  order_requests: OrderRequestsTable;
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

interface OrderRequestsTable {
  order_id: string;
  case_id: string;
  unit_code: string;
  body: Json<OrderedStatement>;
}
