import { formatChinaTime, toWallClock } from "../flows/china-time.ts";
import type { TimeForm } from "./city-banks.ts";

/** A time as a bank of the given habit writes it: one text, or date and time apart. Always to the second. */
export function timeText(
  atMs: number,
  form: TimeForm,
): { readonly whole: string; readonly date: string; readonly time: string } {
  const plain = formatChinaTime(atMs, "second");
  const [date = "", time = ""] = plain.split(" ");
  switch (form) {
    case "compact":
      return { whole: plain.replace(/\D/g, ""), date, time };
    case "dashes":
      return { whole: plain, date, time };
    case "slashes": {
      const clock = toWallClock(atMs);
      return { whole: `${clock.year}/${clock.month}/${clock.day} ${time}`, date, time };
    }
    case "db2":
      return { whole: `${date}-${time.replaceAll(":", ".")}.000000`, date, time };
    case "chinese": {
      const { year, month, day, hour, minute, second } = toWallClock(atMs);
      return { whole: `${year}年${month}月${day}日 ${hour}时${minute}分${second}秒`, date, time };
    }
    case "two-columns":
      return { whole: plain, date: date.replaceAll("-", "/"), time };
    case "two-columns-compact":
      // Leading zeros of the time are lost, as where a number column held it: 94951 is 09:49:51.
      return { whole: plain, date: date.replaceAll("-", ""), time: time.replaceAll(":", "").replace(/^0/, "") };
  }
}
