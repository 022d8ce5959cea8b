import type { Currency } from "../money/currency.ts";
import type { Cells } from "./column-reader.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";
import type { PartyReading } from "./party-reader.ts";

/** What a sheet's statement reader is compiled from. */
export interface StatementSheet {
  readonly map: ColumnMap;
  readonly rules: StatementRules;
  readonly sheet: number;
  readonly date1904: boolean;
  /** Numbers that have lost their last digits: those of `CellSheet`. */
  readonly spoiled: ReadonlySet<string>;
  /** Some rows of the sheet: whether amounts are signed, who is in every row. */
  readonly sample: readonly Cells[];
  /** The own side where a row names none. */
  readonly ownDefault: PartyReading;
  /** The currency where a row names none. */
  readonly currency: Currency | null;
}
