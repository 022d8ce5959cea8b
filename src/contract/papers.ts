import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** The papers of a return: the report that asks for it, the decision, the public notice. */
export type ReturnPaperKind = "return-report" | "return-decision" | "return-notice";

const orderPapers = [
  "query",
  "stop-payment",
  "protective-hold",
  "freeze",
  "renewal",
  "release",
  "return-order",
] as const;
const returnPapers: readonly ReturnPaperKind[] = ["return-report", "return-decision", "return-notice"];

/** A kind of paper: one for each kind of order, and those of a return. */
export type PaperName = (typeof orderPapers)[number] | ReturnPaperKind;

export const paperNameSchema: TUnsafe<PaperName> = oneOf<PaperName>([...orderPapers, ...returnPapers]);

/** How a paper is wanted. */
export interface PaperQuery {
  readonly format?: "docx" | "pdf" | undefined;
  readonly lang?: "zh" | undefined;
  /** `marked`: a copy that says on every page whose it is. What is not signed always is. */
  readonly copy?: "original" | "marked" | undefined;
}

const paperQuery = {
  format: Type.Optional(oneOf(["docx", "pdf"])),
  lang: Type.Optional(oneOf(["zh"])),
  copy: Type.Optional(oneOf(["original", "marked"])),
};

export const paperQuerySchema: TUnsafe<PaperQuery> = schemaOf<PaperQuery>()(Type.Object(paperQuery));

export interface ReturnPaperQuery extends PaperQuery {
  readonly paper: ReturnPaperKind;
}

export const returnPaperQuerySchema: TUnsafe<ReturnPaperQuery> = schemaOf<ReturnPaperQuery>()(
  Type.Object({ ...paperQuery, paper: oneOf(returnPapers) }),
);

type Block = { readonly text: string; readonly when?: string | undefined } | { readonly table: "accounts" | "shares" };

/** A paper with gaps: `{{账号}}` stands for a field. */
export interface TemplateView {
  readonly issuer: string;
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly blocks: readonly Block[];
  readonly signer: string;
  readonly date: string;
  readonly note: string;
  readonly copyTo: string;
}

const part = Type.String({ maxLength: 4_000 });
const template = Type.Object(
  {
    issuer: part,
    number: part,
    title: part,
    addressee: part,
    blocks: Type.Array(
      Type.Union([
        Type.Object(
          { text: part, when: Type.Optional(Type.String({ maxLength: 40 })) },
          { additionalProperties: false },
        ),
        Type.Object({ table: oneOf(["accounts", "shares"]) }, { additionalProperties: false }),
      ]),
      { maxItems: 100 },
    ),
    signer: part,
    date: part,
    note: part,
    copyTo: part,
  },
  { additionalProperties: false },
);

/** A template, and the version in whose place it comes. */
export interface TemplateBody {
  readonly version: number;
  readonly template: TemplateView;
}

const version = Type.Integer({ minimum: 0 });
export const templateBodySchema: TUnsafe<TemplateBody> = schemaOf<TemplateBody>()(Type.Object({ version, template }));

/** The templates in use; version 0 is the program's own. */
export interface PaperTemplatesView {
  /** What a template may name between `{{` and `}}`. */
  readonly fields: readonly string[];
  readonly rows: readonly { readonly kind: PaperName; readonly version: number; readonly template: TemplateView }[];
}

export const paperTemplatesSchema: TUnsafe<PaperTemplatesView> = schemaOf<PaperTemplatesView>()(
  Type.Object({
    fields: Type.Array(Type.String()),
    rows: Type.Array(Type.Object({ kind: paperNameSchema, version, template })),
  }),
);

/** How a unit signs its papers. */
export interface PaperOrgan {
  readonly name: string;
  /** What its numbers begin with (机关代字). */
  readonly mark: string;
  readonly contact: string;
  readonly phone: string;
  readonly address: string;
  /** Who gets copies (抄送). */
  readonly copyTo: string;
}

export interface PaperOrganView extends PaperOrgan {
  readonly unitCode: string;
  readonly version: number;
}

const short = Type.String({ maxLength: 200 });
const organ = {
  name: Type.String({ minLength: 1, maxLength: 60 }),
  mark: Type.String({ maxLength: 20 }),
  contact: short,
  phone: short,
  address: short,
  copyTo: Type.String({ maxLength: 400 }),
};

export const organBodySchema: TUnsafe<PaperOrgan & { readonly version: number }> = schemaOf<
  PaperOrgan & { readonly version: number }
>()(Type.Object({ ...organ, version }));
export const organViewSchema: TUnsafe<PaperOrganView> = schemaOf<PaperOrganView>()(
  Type.Object({ ...organ, version, unitCode: Type.String() }),
);
