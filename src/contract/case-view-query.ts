import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** What a view is asked with. */
export interface CaseViewQuery {
  readonly doctrine?: Doctrine;
  /** China time `YYYY-MM-DD[ HH:MM[:SS]]`; the end of the ledger when left out. */
  readonly asOf?: string;
  /** Accounts with less traced money than this fold by themselves, minor units. */
  readonly foldBelow?: number;
  /** At most this many accounts are drawn by themselves: 300 unless asked. */
  readonly accounts?: number;
  /** Key of an account to draw by itself whatever folds. */
  readonly show?: string;
  /** A victim's name or a loss's id: the view then says which edges carried that money. */
  readonly victim?: string;
}

export const caseViewQuerySchema: TUnsafe<CaseViewQuery> = schemaOf<CaseViewQuery>()(
  Type.Object({
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
    foldBelow: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    accounts: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })),
    show: Type.Optional(Type.String({ maxLength: 200 })),
    victim: Type.Optional(Type.String({ maxLength: 200 })),
  }),
);
