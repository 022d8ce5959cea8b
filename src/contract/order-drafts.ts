import { type TUnsafe, Type } from "typebox";
import type { FreezeTerm, OrderKind } from "../recovery/order.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { freezeTerms } from "./recovery-order-parts.ts";
import type { TraceQuery } from "./trace-query.ts";

/** Which rows of a list of a traced case become orders: the first of it, or of these accounts. */
export interface ChosenRows extends TraceQuery {
  /** How many orders at most. */
  readonly budget: number;
  /** Keys of accounts on the list; left out: all of it. */
  readonly accounts?: readonly string[];
}

/** Rows of the freeze list, as orders of one kind. */
export interface FreezeDraftsBody extends ChosenRows {
  readonly kind: Extract<OrderKind, "stop-payment" | "freeze">;
  readonly term: FreezeTerm;
}

const account = Type.String({ minLength: 1, maxLength: 64 });
const chosen = {
  budget: Type.Integer({ minimum: 1, maximum: 200 }),
  accounts: Type.Optional(Type.Array(account, { minItems: 1, maxItems: 200, uniqueItems: true })),
  doctrine: Type.Optional(oneOf(offeredDoctrines)),
  asOf: Type.Optional(Type.String({ maxLength: 32 })),
};

export const chosenRowsSchema: TUnsafe<ChosenRows> = schemaOf<ChosenRows>()(Type.Object(chosen));

export const freezeDraftsSchema: TUnsafe<FreezeDraftsBody> = schemaOf<FreezeDraftsBody>()(
  Type.Object({ ...chosen, kind: oneOf(["stop-payment", "freeze"] as const), term: oneOf(freezeTerms) }),
);

/** What became of each row that was looked at: a draft, or why none. */
export interface ListDraftsView {
  readonly drafted: readonly {
    readonly account: string;
    readonly orderId: string;
    readonly number: string;
    /** `null` of a query. */
    readonly amountMinor: number | null;
  }[];
  readonly left: readonly { readonly account: string; readonly zh: string; readonly en: string }[];
}

const row = { account: Type.String() };
const amountMinor = Type.Unsafe<number | null>({ type: ["integer", "null"] });

export const listDraftsSchema: TUnsafe<ListDraftsView> = schemaOf<ListDraftsView>()(
  Type.Object(
    {
      drafted: Type.Array(Type.Object({ ...row, orderId: Type.String(), number: Type.String(), amountMinor })),
      left: Type.Array(Type.Object({ ...row, zh: Type.String(), en: Type.String() })),
    },
    { title: "ListDrafts" },
  ),
);
