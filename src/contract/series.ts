import { type TUnsafe, Type } from "typebox";
import type { MadeRow } from "./casework.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

const reason = Type.String({ maxLength: 2_000 });
const version = Type.Integer({ minimum: 1 });

/** Cases or reports to be worked as one. */
export interface SeriesDraft {
  readonly name: string;
  readonly reason: string;
  /** `case:ID` or `report:ID`. */
  readonly members: readonly string[];
}

const member = Type.String({ pattern: "^(case|report):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" });

export const seriesDraftSchema: TUnsafe<SeriesDraft> = schemaOf<SeriesDraft>()(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    reason,
    members: Type.Array(member, { minItems: 2, maxItems: 200, uniqueItems: true }),
  }),
);

/** One member joins or is taken out, from the version that was seen. */
export interface SeriesChange {
  readonly version: number;
  readonly kind: "joined" | "taken-apart";
  readonly member: string;
  readonly reason: string;
}

export const seriesChangeSchema: TUnsafe<SeriesChange> = schemaOf<SeriesChange>()(
  Type.Object({ version, kind: oneOf(["joined", "taken-apart"] as const), member, reason }),
);

/** A series with its members now and all that was joined and taken apart. */
export interface SeriesView extends MadeRow {
  readonly name: string;
  readonly unitCode: string;
  readonly members: readonly string[];
  readonly events: readonly {
    readonly kind: "joined" | "taken-apart";
    readonly member: string;
    readonly by: string;
    readonly atMs: number;
    readonly reason: string;
  }[];
}

const series = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    version: Type.Integer(),
    name: Type.String(),
    unitCode: Type.String(),
    members: Type.Array(Type.String()),
    events: Type.Array(
      Type.Object({
        kind: oneOf(["joined", "taken-apart"] as const),
        member: Type.String(),
        by: Type.String(),
        atMs: Type.Integer(),
        reason: Type.String(),
      }),
    ),
  },
  { title: "Series" },
);

/** A page of series, the latest first. */
export interface SeriesList {
  readonly rows: readonly SeriesView[];
  readonly next: string;
}

export const seriesListSchema: TUnsafe<SeriesList> = schemaOf<SeriesList>()(
  Type.Object({ rows: Type.Array(series), next: Type.String() }, { title: "SeriesPage" }),
);

export const seriesViewSchema: TUnsafe<SeriesView> = schemaOf<SeriesView>()(series);
