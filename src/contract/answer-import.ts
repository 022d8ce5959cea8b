import { type TUnsafe, Type } from "typebox";
import type { OrderAnswer } from "../recovery/order.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** What became of the rows of a bank's sheet of answers; each row stands in one of the two lists. */
export interface AnswerImport {
  /** Rows that closed an order. `draftId`: the draft that takes a failed order's place; else `zh` and `en` say why there is none. */
  readonly answered: readonly {
    readonly sheet: number;
    readonly row: number;
    readonly task: string;
    readonly orderId: string;
    readonly number: string;
    readonly outcome: OrderAnswer["outcome"];
    readonly draftId: string;
    readonly zh: string;
    readonly en: string;
  }[];
  /** Rows that fit nothing, and why. */
  readonly unfit: readonly {
    readonly sheet: number;
    readonly row: number;
    readonly task: string;
    readonly zh: string;
    readonly en: string;
  }[];
}

const place = { sheet: Type.Integer(), row: Type.Integer(), task: Type.String() };
const words = { zh: Type.String(), en: Type.String() };
const outcomes: readonly OrderAnswer["outcome"][] = ["full", "partial", "too-late", "refused", "queued"];

export const answerImportSchema: TUnsafe<AnswerImport> = schemaOf<AnswerImport>()(
  Type.Object(
    {
      answered: Type.Array(
        Type.Object({
          ...place,
          orderId: Type.String(),
          number: Type.String(),
          outcome: oneOf(outcomes),
          draftId: Type.String(),
          ...words,
        }),
      ),
      unfit: Type.Array(Type.Object({ ...place, ...words })),
    },
    { title: "AnswerImport" },
  ),
);
