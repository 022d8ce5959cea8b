import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { RecoverySheetRow } from "./recovery-sheet.ts";

/** A rate with what it is of, as it is shown: nobody has to guess what was divided by what. */
export interface RecoveryRate {
  readonly partMinor: MinorUnits;
  readonly wholeMinor: MinorUnits;
  /** Hundredths of a percent, rounded down; `null` where the whole is 0. */
  readonly basisPoints: number | null;
  readonly zh: string;
  readonly en: string;
}

/** What banks paid out on our orders, and how much of it to the account that the victim had paid from. */
export interface PaidOut {
  readonly returnedMinor: MinorUnits;
  readonly originalRouteMinor: MinorUnits;
}

/** The three rates of recovery (rule R34). Held counts what was held and has been returned since. */
export function recoveryRates(
  total: RecoverySheetRow,
  { returnedMinor, originalRouteMinor }: PaidOut,
): { readonly held: RecoveryRate; readonly returned: RecoveryRate; readonly originalRoute: RecoveryRate } {
  const heldMinor = toMinorUnits(total.heldMinor + returnedMinor);
  return {
    held: rate([heldMinor, total.lossMinor], {
      zh: "止付冻结率 =（现被止付、冻结的涉案资金 + 已从中返还的资金）÷ 损失",
      en: "Held ÷ lost: money held now, and returned out of what was held, by all losses",
    }),
    returned: rate([returnedMinor, heldMinor], {
      zh: "返还率 = 已依返还决定返还的资金 ÷（现被止付、冻结的涉案资金 + 已从中返还的资金）",
      en: "Returned ÷ held: money returned on our orders, by money held now and returned out of it",
    }),
    originalRoute: rate([originalRouteMinor, returnedMinor], {
      zh: "原路返还率 = 返还至被害人原汇出账户的资金 ÷ 已依返还决定返还的资金",
      en: "By the original route ÷ returned: to the account that the victim had paid from, by all returned on our orders",
    }),
  };
}

function rate(
  [partMinor, wholeMinor]: readonly [MinorUnits, MinorUnits],
  words: { readonly zh: string; readonly en: string },
): RecoveryRate {
  const basisPoints = wholeMinor === 0 ? null : Number((BigInt(partMinor) * 10_000n) / BigInt(wholeMinor));
  return { partMinor, wholeMinor, basisPoints, ...words };
}
