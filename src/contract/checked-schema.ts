import { type Static, type TSchema, type TUnsafe, Type } from "typebox";

/**
 * Ties a schema to the interface that people read: what the schema accepts must be assignable to `T`, or it does not
 * compile. (Schemas cannot be the only source: exported types are declared, not inferred, in this project.)
 */
export function schemaOf<T>(): <S extends TSchema>(schema: Static<S> extends T ? S : never) => TUnsafe<T> {
  return (schema) => Type.Unsafe<T>(schema);
}

/** A closed set of texts. */
export function oneOf<T extends string>(values: readonly T[]): TUnsafe<T> {
  return Type.Unsafe<T>({ type: "string", enum: [...values] });
}

/** A text, or null when there is none. */
export function textOrNull(description: string): TUnsafe<string | null> {
  return Type.Unsafe<string | null>({ type: ["string", "null"], description });
}
