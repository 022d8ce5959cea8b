import type { Generated, GeneratedAlways } from "kysely";
import type { OrderStanding } from "../../recovery/order-standing.ts";
import type { Order, OrderKind } from "../../recovery/order.ts";
import type { Grievance } from "../../recovery/grievance.ts";
import type { HeldFrom } from "../../recovery/held-ahead.ts";
import type { KnownLoss } from "../../recovery/place-losses.ts";
import type { RecoveryPosting } from "../../recovery/recovery-posting.ts";
import type { GoodFaithClaim, ReturnStanding, VictimReturn } from "../../recovery/victim-return.ts";
import type { Instant, MaybeInstant, Json } from "./column-types.ts";

/** Orders to banks, returns to victims, grievances and the recovery ledger (0003_orders.sql, 0004_recovery.sql). */
export interface RecoveryTables {
  orders: OrdersTable;
  recovery_losses: RecoveryLossesTable;
  recovery_accounts: RecoveryAccountsTable;
  recovery_transactions: RecoveryTransactionsTable;
  recovery_postings: RecoveryPostingsTable;
  returns: ReturnsTable;
  good_faith_claims: GoodFaithClaimsTable;
  grievances: GrievancesTable;
  account_labels: AccountLabelsTable;
}

interface OrdersTable {
  id: string;
  number: string;
  kind: OrderKind;
  case_id: string | null;
  report_id: string | null;
  unit_code: string;
  bank: string;
  account_key: string;
  target_id: string | null;
  standing: OrderStanding;
  due_at_ms: MaybeInstant;
  expiring_from_ms: MaybeInstant;
  hold_until_ms: MaybeInstant;
  task_number: Generated<string>;
  body: Json<Order>;
  version: Generated<number>;
  drafted_at_ms: Instant;
}

interface RecoveryLossesTable {
  loss_id: string;
  accounts: string[];
  body: Json<KnownLoss>;
  trace_id: Generated<string>;
}

interface RecoveryAccountsTable {
  account_key: string;
  held_minor: number;
  ahead: Json<readonly HeldFrom[]>;
  next_at_ms: MaybeInstant;
}

interface RecoveryTransactionsTable {
  id: GeneratedAlways<number>;
  at_ms: Instant;
  cause: string;
}

interface RecoveryPostingsTable {
  transaction_id: number;
  loss_id: string;
  bucket: RecoveryPosting["bucket"];
  place: string;
  amount_minor: number;
  currency: Generated<string>;
}

interface ReturnsTable {
  id: string;
  freeze_id: string;
  account_key: string;
  case_id: string;
  unit_code: string;
  standing: ReturnStanding;
  payable_from_ms: MaybeInstant;
  planned_at_ms: Instant;
  loss_ids: string[];
  body: Json<VictimReturn>;
  version: Generated<number>;
}

interface GoodFaithClaimsTable {
  id: string;
  account_key: string;
  case_id: string;
  unit_code: string;
  filed_at_ms: Instant;
  body: Json<GoodFaithClaim>;
  version: Generated<number>;
}

interface GrievancesTable {
  id: string;
  order_id: string;
  case_id: string | null;
  unit_code: string;
  received_at_ms: Instant;
  due_at_ms: MaybeInstant;
  body: Json<Grievance>;
  version: Generated<number>;
}

interface AccountLabelsTable {
  n: GeneratedAlways<number>;
  account_key: string;
  label: string;
  at_ms: Instant;
  grievance_id: string;
  unit_code: string;
}
