import { type TUnsafe, Type } from "typebox";
import { type Listed, offeredDoctrines } from "./case-view.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** One account of a case that was searched for. */
export interface FoundAccount {
  readonly account: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
  readonly hop: number;
  readonly currency: string;
  readonly inMinor: number;
}

/** Accounts of a traced case that fit a search, those that carried most first. */
export type FoundAccounts = Listed<FoundAccount>;

export const foundAccountsSchema: TUnsafe<FoundAccounts> = schemaOf<FoundAccounts>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          account: Type.String(),
          number: Type.String(),
          holder: Type.String(),
          bank: Type.String(),
          hop: Type.Integer(),
          currency: Type.String(),
          inMinor: Type.Integer(),
        }),
      ),
      total: Type.Integer(),
    },
    { title: "FoundAccounts" },
  ),
);

/** What to look for: the last digits or the whole of a number, or part of a holder's name. */
export interface AccountSearchQuery {
  readonly find: string;
  readonly doctrine?: Doctrine;
  readonly asOf?: string;
}

export const accountSearchQuerySchema: TUnsafe<AccountSearchQuery> = schemaOf<AccountSearchQuery>()(
  Type.Object({
    find: Type.String({ minLength: 1, maxLength: 100 }),
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
  }),
);
