import type { ReactNode } from "react";
import type { TriedRange } from "../../../src/contract/account-cells.ts";
import { moneyText } from "./figures.ts";
import { useLanguage } from "./language.tsx";
import { Money } from "./money.tsx";

interface RangedMoneyProps {
  readonly minor: number;
  readonly currency: string;
  readonly range: TriedRange | null;
  /** Stands before the amount. */
  readonly mark?: ReactNode;
}

/** An exact amount; where it depends on the order of tied rows, the smallest and the largest amount tried beside it. */
export function RangedMoney({ minor, currency, range, mark }: RangedMoneyProps): ReactNode {
  const { say } = useLanguage();
  const amount = (
    <span className="money">
      {mark}
      <Money minor={minor} currency={currency} />
    </span>
  );
  if (range === null) return amount;
  const [low, high] = [moneyText(range.lowMinor, currency), moneyText(range.highMinor, currency)];
  return (
    <span className="ranged">
      {amount}
      <abbr className="tried money" title={say("range.why")}>
        {low} – {high}
      </abbr>
    </span>
  );
}
