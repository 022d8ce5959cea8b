import { type TUnsafe, Type } from "typebox";
import type { Doctrine } from "../tracing/doctrine.ts";
import { offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** A trace of a case that is to be run and kept. */
export interface AskedTrace {
  /** Left out: the one by which the case is searched. */
  readonly doctrine?: Doctrine;
  /** China time `YYYY-MM-DD[ HH:MM[:SS]]`; the end of the ledger when left out. */
  readonly asOf?: string;
  /** Accounts at which the trace stops, by number. */
  readonly stops?: readonly string[];
  /** Accounts with more counterparties than this are not walked through. */
  readonly hubCounterparties?: number;
  /** Less traced money than this is written off, minor units. */
  readonly dustMinor?: number;
}

export const askedTraceSchema: TUnsafe<AskedTrace> = schemaOf<AskedTrace>()(
  Type.Object(
    {
      doctrine: Type.Optional(oneOf(offeredDoctrines)),
      asOf: Type.Optional(Type.String({ maxLength: 32 })),
      stops: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 500 })),
      hubCounterparties: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
      dustMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    },
    { title: "AskedTrace", additionalProperties: false },
  ),
);

/** The job that was asked for: follow it at /api/v1/jobs/{job}. */
export interface AskedJob {
  readonly job: string;
}

export const askedJobSchema: TUnsafe<AskedJob> = schemaOf<AskedJob>()(
  Type.Object({ job: Type.String({ format: "uuid" }) }, { title: "AskedJob" }),
);
