import { readDateAndTime, readTime, type SerialDates, type TimeReading } from "./cells/read-time.ts";
import { type Cells, hasColumn, textReader } from "./column-reader.ts";
import type { Rejection } from "./amount-reader.ts";
import type { ColumnMap } from "./map-columns.ts";

/** A row's time, as read and as it stood. */
export interface MomentReading extends TimeReading {
  readonly text: string;
}

/** Reads a row's time. */
export type ReadMoment = (row: Cells) => MomentReading | Rejection;

/** The time's reader for a sheet: one column with another to fall back on, or a date and a time of day. */
export function momentReader(map: ColumnMap, date1904: boolean): ReadMoment {
  const byHand = map.decisions.some((one) => one.field === "time" && (one.how === "asked" || one.how === "saved"));
  const serials: SerialDates = { date1904, serials: byHand ? "any" : "plausible" };
  if (hasColumn(map, "date")) return halvesReader(map, serials);
  const [time, fallback] = [textReader(map, "time"), textReader(map, "timeFallback")];
  return (row) => {
    const first = time(row);
    const text = first === "" || first === "/" ? fallback(row) : first;
    if (text === "") return { reason: "time-missing", field: "time" };
    const reading = readTime(text, serials);
    if (reading === undefined) return { reason: "time-unreadable", field: "time" };
    const { atMs, precision, rolledForward } = reading;
    return { atMs, precision, rolledForward, text };
  };
}

function halvesReader(map: ColumnMap, serials: SerialDates): ReadMoment {
  const [date, clock] = [textReader(map, "date"), textReader(map, "clock")];
  return (row) => {
    const day = date(row);
    const time = clock(row);
    if (day === "") return { reason: "time-missing", field: "date" };
    const reading = readDateAndTime(day, time, serials);
    if (reading === undefined) return { reason: "time-unreadable", field: "date" };
    const { atMs, precision, rolledForward } = reading;
    return { atMs, precision, rolledForward, text: time === "" ? day : `${day} ${time}` };
  };
}
