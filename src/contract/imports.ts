import { type TUnsafe, Type } from "typebox";
import { schemaOf } from "./checked-schema.ts";
import { type JobListEntry, jobSchema } from "./jobs.ts";

/** How an uploaded file is to be imported. */
export interface UploadQuery {
  readonly name: string;
  readonly layout?: string;
  /** `FIELD=HEADING`, as often as needed. */
  readonly map?: readonly string[];
  readonly saveAs?: string;
  readonly dryRun?: boolean;
}

export const uploadQuerySchema: TUnsafe<UploadQuery> = schemaOf<UploadQuery>()(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200, description: "The file's own name, without a path" }),
    layout: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: "A layout that overrules finding one" }),
    ),
    map: Type.Optional(
      Type.Array(Type.String({ pattern: "^[^=]+=.+$", maxLength: 300 }), {
        maxItems: 100,
        description: "FIELD=HEADING, overruling what would be found",
      }),
    ),
    saveAs: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: "Keep layout and headings for later files of this bank",
      }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: "Read and report only; nothing is written" })),
  }),
);

/** An import that was asked for: its job, and the file as it arrived. */
export interface AskedImport {
  readonly job: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

const asked = {
  job: Type.String({ format: "uuid" }),
  name: Type.String(),
  sha256: Type.String({ description: "Of the bytes that arrived" }),
  bytes: Type.Integer(),
};

export const askedImportSchema: TUnsafe<AskedImport> = schemaOf<AskedImport>()(
  Type.Object(asked, { title: "AskedImport" }),
);

/** An import and what became of it. */
export interface FollowedImport extends AskedImport {
  readonly view: JobListEntry;
  readonly report: unknown;
}

export const followedImportSchema: TUnsafe<FollowedImport> = schemaOf<FollowedImport>()(
  Type.Object(
    {
      ...asked,
      view: jobSchema,
      report: Type.Unknown({
        description:
          "Once done: what `sluice import --json` prints (docs/cli.md), without `contradictions`, which may be of other cases; null before",
      }),
    },
    { title: "FollowedImport" },
  ),
);

/** The files of an import's rejected rows, one a heading row. */
export interface RejectedFiles {
  readonly files: readonly { readonly name: string; readonly rows: number }[];
}

export const rejectedFilesSchema: TUnsafe<RejectedFiles> = schemaOf<RejectedFiles>()(
  Type.Object(
    { files: Type.Array(Type.Object({ name: Type.String(), rows: Type.Integer() })) },
    { title: "RejectedFiles" },
  ),
);
