import type { Column, ColumnFile, Columns } from "./column-file.ts";

/** How many may stand beside, as a share of all. */
const otherShare = 1 / 16;

/**
 * Lays instants or amounts out in half their bytes where nearly all are whole steps of a unit (a second or 1) within 2^32 steps from the
 * lowest on; the others stand beside. Where that does not pay, the column stays as it is.
 */
export function shortNumbers(name: string, column: Float64Array): Columns {
  let lowest = Number.POSITIVE_INFINITY;
  for (const value of column) if (value < lowest) lowest = value;
  if (!Number.isSafeInteger(lowest)) return { [name]: column };
  const unit = column.every((value) => (value - lowest) % 1000 === 0) ? 1000 : 1;
  const low = new Uint32Array(column.length);
  const [at, values]: [number[], number[]] = [[], []];
  for (let index = 0; index < column.length; index++) {
    const value = column[index] ?? 0;
    const steps = (value - lowest) / unit;
    low[index] = steps;
    if (low[index] === steps && steps * unit + lowest === value && !Object.is(value, -0)) continue;
    at.push(index);
    values.push(value);
    if (at.length > column.length * otherShare) return { [name]: column };
  }
  return {
    [`${name}Low`]: low,
    [`${name}Scale`]: Float64Array.of(lowest, unit),
    [`${name}OtherAt`]: Uint32Array.from(at),
    [`${name}Other`]: Float64Array.from(values),
  };
}

/** The column that `shortNumbers` laid out. */
export function numbersOf(file: ColumnFile, name: string): Float64Array {
  if (file.has(name)) return typed(file, name, Float64Array);
  const low = typed(file, `${name}Low`, Uint32Array);
  const [lowest = 0, unit = 1] = typed(file, `${name}Scale`, Float64Array);
  const numbers = new Float64Array(new SharedArrayBuffer(low.length * 8));
  for (let index = 0; index < low.length; index++) numbers[index] = (low[index] ?? 0) * unit + lowest;
  const others = typed(file, `${name}Other`, Float64Array);
  for (const [entry, index] of typed(file, `${name}OtherAt`, Uint32Array).entries())
    numbers[index] = others[entry] ?? 0;
  return numbers;
}

/** What from one value to the next is added where nothing changes: 0 for codes, 1 for rows that stand one below the other. */
export type Step = 0 | 1;

type Whole = Uint8Array | Uint16Array | Uint32Array;

/** Lays a column out as runs of values that follow each other by `step`; where runs are short, the column stays as it is. */
export function shortRuns(name: string, column: Whole, step: Step): Columns {
  const [starts, values]: [number[], number[]] = [[], []];
  let expected = -1;
  for (let index = 0; index < column.length; index++) {
    const value = column[index] ?? 0;
    if (index === 0 || value !== expected) {
      starts.push(index);
      values.push(value);
      if (starts.length > column.length / 16) return { [name]: column };
    }
    expected = value + step;
  }
  return {
    [`${name}Start`]: Uint32Array.from([...starts, column.length]),
    [`${name}Value`]: Uint32Array.from(values),
  };
}

/** The column that `shortRuns` laid out. */
export function runsOf<Kind extends Whole>(
  file: ColumnFile,
  name: string,
  { type, step }: { readonly type: new (length: number) => Kind; readonly step: Step },
): Kind {
  if (file.has(name)) return typed(file, name, type);
  const start = typed(file, `${name}Start`, Uint32Array);
  const column = new type(start.at(-1) ?? 0);
  for (const [run, value] of typed(file, `${name}Value`, Uint32Array).entries()) {
    const [from, to] = [start[run] ?? 0, start[run + 1] ?? 0];
    if (step === 0) column.fill(value, from, to);
    else for (let index = from; index < to; index++) column[index] = value + index - from;
  }
  return column;
}

/** A column of a type. @throws RangeError when there is none; SluiceError as `ColumnFile.take` does. */
export function typed<Kind extends Column>(
  file: ColumnFile,
  name: string,
  type: abstract new (length: number) => Kind,
): Kind {
  const column = file.take(name);
  if (column instanceof type) return column;
  throw new RangeError(`${name} is no ${type.name}`);
}
