import { formatChinaTime } from "../flows/china-time.ts";

/** Who took an export out, when, and for what. */
export interface ExportFacts {
  readonly userName: string;
  /** Officer's number, or the login of people who have none. */
  readonly userNumber: string;
  readonly unitName: string;
  readonly atMs: number;
  readonly purpose: string;
  /** Number of the export in the log. */
  readonly exportNumber: string;
}

/** The line that an export carries on every page or sheet (rule P14). */
export function watermark(facts: ExportFacts): string {
  const { userName, userNumber, unitName, atMs, purpose, exportNumber } = facts;
  return [unitName, `${userName} ${userNumber}`, formatChinaTime(atMs, "second"), purpose, exportNumber].join(" · ");
}
