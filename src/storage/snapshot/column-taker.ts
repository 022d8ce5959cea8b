import type { Column, Columns } from "./column-file.ts";

/** Takes columns by name, each of its type. @throws RangeError when there is no such column. */
export interface ColumnTaker {
  readonly u8: (name: string) => Uint8Array;
  readonly u16: (name: string) => Uint16Array;
  readonly u32: (name: string) => Uint32Array;
  readonly f64: (name: string) => Float64Array;
}

/** Takes columns from a file's. */
export function takerOf(columns: Columns): ColumnTaker {
  const taker =
    <Kind extends Column>(type: abstract new (length: number) => Kind) =>
    (name: string): Kind => {
      const column = columns[name];
      if (column instanceof type) return column;
      throw new RangeError(`no column ${name} of ${type.name}`);
    };
  return { u8: taker(Uint8Array), u16: taker(Uint16Array), u32: taker(Uint32Array), f64: taker(Float64Array) };
}
