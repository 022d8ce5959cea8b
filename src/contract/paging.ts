import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";

/** Which page of a list. */
export interface PageQuery {
  /** The `next` of the page before; left out for the first page. */
  readonly after?: string;
  readonly limit?: number;
}

/** The fields of `PageQuery`, for queries that ask for more. */
export const pageFields: {
  readonly after: ReturnType<typeof Type.Optional<TUnsafe<string>>>;
  readonly limit: ReturnType<typeof Type.Optional<TUnsafe<number>>>;
} = {
  after: Type.Optional(Type.Unsafe<string>({ type: "string", maxLength: 120 })),
  limit: Type.Optional(Type.Unsafe<number>({ type: "integer", minimum: 1, maximum: 500 })),
};

export const pageQuerySchema: TUnsafe<PageQuery> = schemaOf<PageQuery>()(Type.Object(pageFields));
