import type { Column, ColumnFile } from "./column-file.ts";
import { numbersOf, runsOf, typed } from "./short-column.ts";

/** Takes columns by name, each of its type. @throws RangeError when there is no such column; SluiceError as `ColumnFile.take` does. */
export interface ColumnTaker {
  readonly u8: (name: string) => Uint8Array;
  readonly u32: (name: string) => Uint32Array;
  readonly f64: (name: string) => Float64Array;
  /** What `shortNumbers` laid out. */
  readonly numbers: (name: string) => Float64Array;
  /** What `shortRuns` laid out, of equal values. */
  readonly runs: <Kind extends Exclude<Column, Float64Array>>(name: string, type: new (length: number) => Kind) => Kind;
  /** What `shortRuns` laid out, of values that count up. */
  readonly rows: (name: string) => Uint32Array;
}

/** Takes columns from a file. */
export function takerOf(file: ColumnFile): ColumnTaker {
  return {
    u8: (name) => typed(file, name, Uint8Array),
    u32: (name) => typed(file, name, Uint32Array),
    f64: (name) => typed(file, name, Float64Array),
    numbers: (name) => numbersOf(file, name),
    runs: (name, type) => runsOf(file, name, { type, step: 0 }),
    rows: (name) => runsOf(file, name, { type: Uint32Array, step: 1 }),
  };
}
