import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** What is known of an account number while it is typed. */
export interface KnownAccount {
  readonly number: string;
  /** `none`: not the number of a card. */
  readonly checkDigit: "holds" | "fails" | "none";
  /** Whose card it is, as far as the table of ranges says; `typing`: every card that begins so. */
  readonly issuer: { readonly bank: string; readonly standing: "card" | "typing"; readonly source: string } | null;
  /** Over all cases, also those that the asker cannot see. */
  readonly cases: number;
  /** Reports that belong to no case yet, likewise. */
  readonly reports: number;
  /** Numbers of those cases that the asker may see. */
  readonly caseNumbers: readonly string[];
}

export const knownAccountSchema: TUnsafe<KnownAccount> = schemaOf<KnownAccount>()(
  Type.Object(
    {
      number: Type.String(),
      checkDigit: oneOf(["holds", "fails", "none"] as const),
      issuer: Type.Unsafe<KnownAccount["issuer"]>({
        type: ["object", "null"],
        properties: {
          bank: { type: "string" },
          standing: { type: "string", enum: ["card", "typing"] },
          source: { type: "string" },
        },
        required: ["bank", "standing", "source"],
      }),
      cases: Type.Integer(),
      reports: Type.Integer(),
      caseNumbers: Type.Array(Type.String()),
    },
    { title: "KnownAccount" },
  ),
);
