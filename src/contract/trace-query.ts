import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** Which trace of a case is asked about. */
export interface TraceQuery {
  /** Left out: the one by which the case is searched. */
  readonly doctrine?: Doctrine;
  /** China time `YYYY-MM-DD[ HH:MM[:SS]]`; the end of the ledger when left out. */
  readonly asOf?: string;
}

export const traceQuerySchema: TUnsafe<TraceQuery> = schemaOf<TraceQuery>()(
  Type.Object({
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
  }),
);
