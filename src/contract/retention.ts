import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** People of the ledger who fall due for deletion, masked; `undue`: how many are not due, and why. */
export interface DuePeople {
  readonly atMs: number;
  readonly keepDays: number;
  /** The first 500. */
  readonly rows: readonly {
    readonly name: string;
    readonly idNumber: string;
    readonly accounts: number;
    readonly cases: readonly string[];
    readonly dueAtMs: number;
  }[];
  readonly due: number;
  readonly undue: {
    readonly touchedByTrace: number;
    readonly namedInCase: number;
    readonly openCase: number;
    readonly noCase: number;
    readonly later: number;
    readonly deleted: number;
  };
}

const count = Type.Integer();

export const duePeopleSchema: TUnsafe<DuePeople> = schemaOf<DuePeople>()(
  Type.Object(
    {
      atMs: count,
      keepDays: count,
      rows: Type.Array(
        Type.Object({
          name: Type.String(),
          idNumber: Type.String(),
          accounts: count,
          cases: Type.Array(Type.String()),
          dueAtMs: count,
        }),
      ),
      due: count,
      undue: Type.Object({
        touchedByTrace: count,
        namedInCase: count,
        openCase: count,
        noCase: count,
        later: count,
        deleted: count,
      }),
    },
    { title: "DuePeople" },
  ),
);

/** One decision on a run, from the version that was seen. */
export interface RetentionDecision {
  readonly version: number;
  readonly approved: boolean;
  readonly words: string;
}

export const retentionDecisionSchema: TUnsafe<RetentionDecision> = schemaOf<RetentionDecision>()(
  Type.Object({
    version: Type.Integer({ minimum: 1 }),
    approved: Type.Boolean(),
    words: Type.String({ maxLength: 2_000 }),
  }),
);

const standings = ["proposed", "approved-once", "done", "refused"] as const;

/** A run: what it deletes, and what stays. */
export interface RetentionRun {
  readonly id: string;
  readonly version: number;
  readonly standing: (typeof standings)[number];
  readonly askedAtMs: number;
  readonly people: number;
  readonly accounts: number;
  readonly approvals: readonly { readonly by: string; readonly atMs: number; readonly words: string }[];
  /** What it does, and what it does not, in both languages. */
  readonly zh: string;
  readonly en: string;
}

export const retentionRunSchema: TUnsafe<RetentionRun> = schemaOf<RetentionRun>()(
  Type.Object(
    {
      id: Type.String(),
      version: count,
      standing: oneOf(standings),
      askedAtMs: count,
      people: count,
      accounts: count,
      approvals: Type.Array(Type.Object({ by: Type.String(), atMs: count, words: Type.String() })),
      zh: Type.String(),
      en: Type.String(),
    },
    { title: "RetentionRun" },
  ),
);
