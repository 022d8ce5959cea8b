import { SourceFile } from "../../source-files.ts";
export type Copy = SourceFile;
