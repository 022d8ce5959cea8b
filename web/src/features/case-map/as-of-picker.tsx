import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { useLanguage } from "../../design/language.tsx";

interface AsOfPickerProps {
  /** China time as text; empty: the end of the ledger. */
  readonly asOf: string;
  readonly ledgerTo: string | null;
  readonly change: (asOf: string) => void;
}

const format = "YYYY-MM-DD HH:mm:ss";

/** Picks the instant the trace stops at. The text is China time and stays text: the browser's own zone never enters. */
export function AsOfPicker({ asOf, ledgerTo, change }: AsOfPickerProps): ReactNode {
  const { say } = useLanguage();
  return (
    <DatePicker
      aria-label={say("asOf")}
      className="as-of"
      showTime
      format={format}
      placeholder={ledgerTo ?? say("asOf.end")}
      value={asOf === "" ? null : dayjs(asOf)}
      {...(ledgerTo === null ? {} : { defaultPickerValue: dayjs(ledgerTo) })}
      onChange={(picked) => change(picked?.format(format) ?? "")}
    />
  );
}
