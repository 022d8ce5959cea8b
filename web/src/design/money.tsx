import type { ReactNode } from "react";
import { moneyText, roughMoneyText } from "./figures.ts";

/** An exact amount; the rough figure of a long sum shows on hover. */
export function Money({ minor, currency }: { readonly minor: number; readonly currency: string }): ReactNode {
  return (
    <span className="money" title={roughMoneyText(minor, currency) || undefined}>
      {moneyText(minor, currency)}
    </span>
  );
}
