import { type TUnsafe, Type } from "typebox";
import type { RowOutcome } from "../flows/derived-ledger.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { type Listed, offeredDoctrines } from "./case-view.ts";
import { oneOf, schemaOf, textOrNull } from "./checked-schema.ts";
import { type ExplainedError, explainedErrorSchema } from "./problem.ts";

/** One side of a transfer as the ledger knows it. */
export interface TransferParty {
  readonly account: string;
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
}

const party = Type.Object({
  account: Type.String(),
  number: Type.String(),
  holder: Type.String(),
  bank: Type.String(),
});

/** Which transfer is opened is in the address. */
export interface TransferQuery {
  /** Whose trace says which accounts are shown; the one that the case is searched by when left out. */
  readonly doctrine?: Doctrine;
}

export const transferQuerySchema: TUnsafe<TransferQuery> = schemaOf<TransferQuery>()(
  Type.Object({ doctrine: Type.Optional(oneOf(offeredDoctrines)) }),
);

/** One traced transfer between two accounts. */
export interface TracedTransfer {
  /** Its canonical id, the same after every import. */
  readonly id: string;
  readonly at: string;
  readonly payer: TransferParty;
  readonly payee: TransferParty;
  readonly currency: string;
  /** The whole payment, minor units. */
  readonly amountMinor: number;
  /** The traced part of it. */
  readonly tracedMinor: number;
  readonly hop: number;
  /** The losses whose money it carried. */
  readonly losses: readonly string[];
  readonly orderGuessed: boolean;
  readonly partlySeen: boolean;
}

/** What one edge of the map opens to, in the ledger's order. */
export type TransferList = Listed<TracedTransfer>;

export const transferListSchema: TUnsafe<TransferList> = schemaOf<TransferList>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          id: Type.String(),
          at: Type.String(),
          payer: party,
          payee: party,
          currency: Type.String(),
          amountMinor: Type.Integer(),
          tracedMinor: Type.Integer(),
          hop: Type.Integer(),
          losses: Type.Array(Type.String()),
          orderGuessed: Type.Boolean(),
          partlySeen: Type.Boolean(),
        }),
      ),
      total: Type.Integer(),
    },
    { title: "TransferList" },
  ),
);

/** Which transfers are asked for: those of one edge, or all that reach or leave one account. */
export interface TransfersQuery {
  readonly doctrine?: Doctrine;
  readonly asOf?: string;
  /** Node ids of the map that the same query shows: both name an edge, one alone all that leave or reach the node. */
  readonly from?: string;
  readonly to?: string;
  readonly foldBelow?: number;
  readonly accounts?: number;
  readonly show?: string;
}

export const transfersQuerySchema: TUnsafe<TransfersQuery> = schemaOf<TransfersQuery>()(
  Type.Object({
    doctrine: Type.Optional(oneOf(offeredDoctrines)),
    asOf: Type.Optional(Type.String({ maxLength: 32 })),
    from: Type.Optional(Type.String({ maxLength: 200 })),
    to: Type.Optional(Type.String({ maxLength: 200 })),
    foldBelow: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    accounts: Type.Optional(Type.Integer({ minimum: 1, maximum: 5_000 })),
    show: Type.Optional(Type.String({ maxLength: 200 })),
  }),
);

/** A bank's row that witnesses a transfer: the row of the original file, and what was read from it. */
export interface SourceRow {
  /** Logical path of the file, `!/` before each step into a zip. */
  readonly file: string;
  readonly sha256: string;
  /** From 1, with its name when it has one. */
  readonly sheet: number;
  readonly sheetName: string;
  /** Line or sheet row as a person counts it. */
  readonly row: number;
  readonly layout: string;
  /** What the row is to the transfer: its first witness, the other bank's, or a repetition of one. */
  readonly outcome: RowOutcome;
  /** Whose statement it stands in. */
  readonly statementOf: string;
  /** The row as it stands in the original file; null when that cannot be read, and `unreadable` says why. */
  readonly original: SourceOriginal | null;
  readonly unreadable: ExplainedError | null;
  /** What was read from the row, by field. */
  readonly cells: readonly SourceCell[];
}

/** A row of a file, nothing trimmed or translated. */
export interface SourceOriginal {
  /** Of the text; empty for a workbook, whose own format fixes it. */
  readonly encoding: string;
  readonly cells: readonly OriginalCell[];
}

/** One cell of the original row under its heading, and the field that the column was taken for (empty: none). */
export interface OriginalCell {
  readonly heading: string;
  readonly field: string;
  readonly text: string;
}

/** One value of a source row and the heading it stood under. */
export interface SourceCell {
  readonly field: string;
  /** The heading in the file; empty when the value was not under one. */
  readonly heading: string;
  readonly text: string;
}

/** The outcomes that a row behind a transfer can have. */
const shownOutcomes: readonly RowOutcome[] = [
  "transfer",
  "second-witness",
  "duplicate",
  "rejected-direction",
  "rejected-no-account",
  "wallet-witness",
];

/** A transfer down to the bank's rows. */
export interface TransferDetail {
  readonly id: string;
  readonly at: string;
  readonly payer: TransferParty;
  readonly payee: TransferParty;
  readonly currency: string;
  readonly amountMinor: number;
  readonly failed: boolean;
  readonly orderGuessed: boolean;
  /** The transfer that it undoes; null when it is no reversal. */
  readonly reverses: string | null;
  readonly rows: readonly SourceRow[];
}

export const transferDetailSchema: TUnsafe<TransferDetail> = schemaOf<TransferDetail>()(
  Type.Object(
    {
      id: Type.String(),
      at: Type.String(),
      payer: party,
      payee: party,
      currency: Type.String(),
      amountMinor: Type.Integer(),
      failed: Type.Boolean(),
      orderGuessed: Type.Boolean(),
      reverses: textOrNull("id of the transfer that this one undoes"),
      rows: Type.Array(
        Type.Object({
          file: Type.String(),
          sha256: Type.String(),
          sheet: Type.Integer(),
          sheetName: Type.String(),
          row: Type.Integer(),
          layout: Type.String(),
          outcome: oneOf(shownOutcomes),
          statementOf: Type.String(),
          original: Type.Union([
            Type.Object({
              encoding: Type.String(),
              cells: Type.Array(Type.Object({ heading: Type.String(), field: Type.String(), text: Type.String() })),
            }),
            Type.Null(),
          ]),
          unreadable: Type.Union([explainedErrorSchema, Type.Null()]),
          cells: Type.Array(Type.Object({ field: Type.String(), heading: Type.String(), text: Type.String() })),
        }),
      ),
    },
    { title: "TransferDetail" },
  ),
);
