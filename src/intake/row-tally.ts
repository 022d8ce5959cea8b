import type {
  Correction,
  FileReport,
  HolderRecord,
  ReadingSink,
  RowMark,
  SetAsideRow,
  StatedPeriod,
} from "../flows/file-reading.ts";
import { flagBit, rowFlags, type StatementRow } from "../flows/statement-row.ts";

/** Passes rows on to a sink and keeps what the file's report says about them. */
export class RowTally implements ReadingSink {
  readonly drain: () => Promise<void>;
  readonly #sink: ReadingSink;
  readonly #corrections: Correction[] = [];
  #days = 0;
  /** Rows by all their marks together: few combinations occur. */
  readonly #byFlags: Map<number, number> = new Map();

  constructor(sink: ReadingSink) {
    this.#sink = sink;
    this.drain = async () => sink.drain?.();
  }

  row(row: StatementRow): void {
    const { flags, place, precision, correctionOf } = row;
    if (precision === "day") this.#days++;
    if (flags !== 0) this.#byFlags.set(flags, (this.#byFlags.get(flags) ?? 0) + 1);
    if (correctionOf !== undefined) this.#corrections.push({ ...place, of: correctionOf });
    this.#sink.row(row);
  }

  setAside(row: SetAsideRow): void {
    this.#sink.setAside(row);
  }

  holder(record: HolderRecord): void {
    this.#sink.holder(record);
  }

  period(period: StatedPeriod): void {
    this.#sink.period(period);
  }

  /** What was found so far. */
  found(): Pick<FileReport, "corrections" | "flags"> {
    const flags: Partial<Record<RowMark, number>> = this.#days > 0 ? { "day-precision": this.#days } : {};
    for (const flag of rowFlags) {
      const bit = flagBit(flag);
      let count = 0;
      for (const [bits, rows] of this.#byFlags) if (Math.floor(bits / bit) % 2 === 1) count += rows;
      if (count > 0) flags[flag] = count;
    }
    return { corrections: this.#corrections, flags };
  }
}
