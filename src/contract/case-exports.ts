import { type TUnsafe, Type } from "typebox";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** As what a case is taken out: FollowTheMoney entities (one JSON a line), GraphML, or lists as xlsx. */
export type CaseExportFormat = "ftm" | "graphml" | "xlsx";

export interface CaseExportQuery {
  readonly format: CaseExportFormat;
}

export const caseExportQuerySchema: TUnsafe<CaseExportQuery> = schemaOf<CaseExportQuery>()(
  Type.Object({ format: oneOf(["ftm", "graphml", "xlsx"]) }),
);
