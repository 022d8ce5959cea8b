import { type TUnsafe, Type } from "typebox";
import type { ClockCode, ClockWarning } from "../recovery/clock.ts";
import type { Order, OrderKind, OrderRequest } from "../recovery/order.ts";
import type { OrderStanding } from "../recovery/order-standing.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import {
  accountSchema,
  basisSchema,
  freezeTerms,
  holdSchema,
  instantSchema,
  minorOrNull,
  minorSchema,
  orderKinds,
  orderStandings,
  uuidOrNull,
  uuidSchema,
} from "./recovery-order-parts.ts";

/** An order as it is asked for. Its unit is its case's or its report's. */
export interface OrderBody extends Omit<OrderRequest, "id" | "caseId" | "unitCode" | "statement"> {
  readonly caseId: string | null;
  /** A stop-payment may go out before its report has a case. */
  readonly reportId: string | null;
}

const changeable = {
  account: accountSchema,
  amountMinor: minorOrNull,
  tracedMinor: minorSchema,
  basis: basisSchema,
  term: oneOf(freezeTerms),
  hold: holdSchema,
};

export const orderBodySchema: TUnsafe<OrderBody> = schemaOf<OrderBody>()(
  Type.Object({
    ...changeable,
    kind: oneOf(orderKinds),
    caseId: uuidOrNull,
    reportId: uuidOrNull,
    targetId: uuidOrNull,
  }),
);

/** What of a draft is changed, from the version that was seen. */
export interface OrderAmendment {
  readonly version: number;
  readonly changes: Partial<Pick<OrderRequest, "account" | "amountMinor" | "tracedMinor" | "basis" | "term" | "hold">>;
}

export const versionSchema: TUnsafe<number> = Type.Unsafe<number>(Type.Integer({ minimum: 1, maximum: 2_147_483_646 }));

export const orderAmendmentSchema: TUnsafe<OrderAmendment> = Type.Unsafe<OrderAmendment>(
  Type.Object({
    version: versionSchema,
    changes: Type.Partial(Type.Object(changeable), { additionalProperties: false }),
  }),
);

/** A deadline of an order. */
export interface OrderClock {
  readonly code: ClockCode;
  readonly sinceMs: number;
  readonly dueMs: number;
  readonly overdue: boolean;
  readonly alarms: readonly { readonly atMs: number; readonly rung: boolean }[];
  readonly warnings: readonly ClockWarning[];
}

const clock = {
  code: Type.Unsafe<ClockCode>({ type: "string" }),
  sinceMs: Type.Integer(),
  dueMs: Type.Integer(),
  overdue: Type.Boolean(),
  alarms: Type.Array(Type.Object({ atMs: Type.Integer(), rung: Type.Boolean() })),
  warnings: Type.Array(Type.Unsafe<ClockWarning>({ type: "string" })),
};

/** An order with all that happened to it, as it stands now. */
export interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly standing: OrderStanding;
  readonly reportId: string | null;
  readonly order: Order;
  readonly clocks: readonly OrderClock[];
  /** At which level the second person has to sign, and why higher than usual. */
  readonly approval: { readonly level: string; readonly reasons: readonly string[] };
  /** The fields one by one, to be copied into a bank's form. */
  readonly form: string;
}

const orderView = Type.Object(
  {
    id: uuidSchema,
    number: Type.String(),
    version: versionSchema,
    standing: oneOf(orderStandings),
    reportId: uuidOrNull,
    order: Type.Unsafe<Order>({ type: "object", additionalProperties: true }),
    clocks: Type.Array(Type.Object(clock)),
    approval: Type.Object({ level: Type.String(), reasons: Type.Array(Type.String()) }),
    form: Type.String(),
  },
  { title: "Order" },
);

export const orderViewSchema: TUnsafe<OrderView> = schemaOf<OrderView>()(orderView);

const cursorPattern = "^[0-9]{1,13}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/** Which orders are listed. */
export interface OrderQuery {
  readonly after?: string;
  readonly limit?: number;
  readonly standing?: OrderStanding;
  readonly kind?: OrderKind;
  readonly bank?: string;
  readonly caseId?: string;
  readonly reportId?: string;
  readonly dueBeforeMs?: number;
}

export const orderQuerySchema: TUnsafe<OrderQuery> = schemaOf<OrderQuery>()(
  Type.Object({
    after: Type.Optional(Type.String({ pattern: cursorPattern })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    standing: Type.Optional(oneOf(orderStandings)),
    kind: Type.Optional(oneOf(orderKinds)),
    bank: Type.Optional(Type.String({ maxLength: 100 })),
    caseId: Type.Optional(uuidSchema),
    reportId: Type.Optional(uuidSchema),
    dueBeforeMs: Type.Optional(instantSchema),
  }),
);

/** An order in a list; numbers and names are masked until the order is opened. */
export interface OrderEntry {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly kind: OrderKind;
  readonly standing: OrderStanding;
  readonly caseId: string;
  readonly bank: string;
  readonly account: string;
  readonly holder: string;
  readonly amountMinor: number | null;
  readonly dueMs: number | null;
  readonly holdUntilMs: number | null;
  readonly taskNumber: string;
}

const integerOrNull = Type.Unsafe<number | null>({ type: ["integer", "null"] });
const orderEntry = {
  id: uuidSchema,
  number: Type.String(),
  version: versionSchema,
  kind: oneOf(orderKinds),
  standing: oneOf(orderStandings),
  caseId: Type.String(),
  bank: Type.String(),
  account: Type.String(),
  holder: Type.String(),
  amountMinor: integerOrNull,
  dueMs: integerOrNull,
  holdUntilMs: integerOrNull,
  taskNumber: Type.String(),
};

/** A page of orders, the latest draft first. */
export interface OrderPage {
  readonly rows: readonly OrderEntry[];
  /** What to ask the next page with (`after`); empty at the end. */
  readonly next: string;
}

export const orderPageSchema: TUnsafe<OrderPage> = schemaOf<OrderPage>()(
  Type.Object({ rows: Type.Array(Type.Object(orderEntry)), next: Type.String() }, { title: "Orders" }),
);

/** Which clocks are listed. */
export interface ClockQuery {
  readonly after?: string;
  readonly limit?: number;
}

export const clockQuerySchema: TUnsafe<ClockQuery> = schemaOf<ClockQuery>()(
  Type.Object({
    after: Type.Optional(Type.String({ pattern: cursorPattern })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
);

/** Orders with running clocks, the one whose next deadline comes first first; of each, all its clocks. */
export interface ClockPage {
  readonly rows: readonly (OrderEntry & { readonly clocks: readonly OrderClock[] })[];
  readonly next: string;
}

export const clockPageSchema: TUnsafe<ClockPage> = schemaOf<ClockPage>()(
  Type.Object(
    {
      rows: Type.Array(Type.Object({ ...orderEntry, clocks: Type.Array(Type.Object(clock)) })),
      next: Type.String(),
    },
    { title: "Clocks" },
  ),
);
