import type { Currency } from "../money/currency.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { moneyReader } from "./amount-reader.ts";
import type { Cells } from "./column-reader.ts";
import type { StatementRules } from "./layout.ts";
import type { ColumnMap } from "./map-columns.ts";

/** A balance as a row states it: `null` where it states none. */
export interface StatedBalance {
  readonly minor: MinorUnits | null;
  readonly readable: boolean;
}

/** Reads a column of balances. */
export function balanceReader(
  map: ColumnMap,
  rules: StatementRules,
  field: "balance" | "otherBalance" | "payerBalance" | "payeeBalance",
): (row: Cells, currency: Currency) => StatedBalance {
  if (!map.column.has(field)) return () => noBalance;
  const money = moneyReader(map, rules, field);
  return (row, currency) => {
    const value = money(row, currency);
    if (value === null) return noBalance;
    return Number.isFinite(value) ? { minor: toMinorUnits(value), readable: true } : unreadableBalance;
  };
}

const noBalance: StatedBalance = { minor: null, readable: true };
const unreadableBalance: StatedBalance = { minor: null, readable: false };
