import { type ExitKind, exitKindCode, exitKinds } from "../flows/exit-kind.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** A trace whose lists are numbers row by row: memory that moves between threads, columns that a file holds. */
export interface PackedLists extends Pick<AllocatedTrace, "kind" | "doctrine" | "flows"> {
  readonly lists: { readonly [List in PackedList]: Float64Array };
}

type Lists = Omit<AllocatedTrace, "kind" | "doctrine" | "flows">;
type PackedList = keyof Lists;

/** How a row is written as so many numbers, and read again with its fields in the same order. */
interface RowShape<Row> {
  readonly width: number;
  readonly cells: (row: Row) => readonly number[];
  readonly row: (cells: Float64Array) => Row;
}

const settled: RowShape<AllocatedTrace["returned"][number]> = {
  width: 3,
  cells: ({ account, loss, amountMinor }) => [account, loss, amountMinor],
  row: ([account = 0, loss = 0, amountMinor = 0]) => ({ account, loss, amountMinor }),
};

const settledSince: RowShape<AllocatedTrace["writtenOff"][number]> = {
  width: 4,
  cells: ({ account, loss, amountMinor, sinceMs }) => [account, loss, amountMinor, sinceMs],
  row: ([account = 0, loss = 0, amountMinor = 0, sinceMs = 0]) => ({ account, loss, amountMinor, sinceMs }),
};

const index: RowShape<number> = { width: 1, cells: (one) => [one], row: ([one = 0]) => one };

const shapes: { readonly [List in PackedList]: RowShape<Lists[List][number]> } = {
  balanceSheet: {
    width: 7,
    cells: (row) => [
      row.loss,
      row.lossMinor,
      row.atRestMinor,
      row.exitedMinor,
      row.lostSightMinor,
      row.returnedMinor,
      row.writtenOffMinor,
    ],
    row: ([
      loss = 0,
      lossMinor = 0,
      atRestMinor = 0,
      exitedMinor = 0,
      lostSightMinor = 0,
      returnedMinor = 0,
      writtenOffMinor = 0,
    ]) => ({ loss, lossMinor, atRestMinor, exitedMinor, lostSightMinor, returnedMinor, writtenOffMinor }),
  },
  atRest: {
    width: 5,
    cells: ({ account, loss, amountMinor, lastSeen, sinceMs }) => [
      account,
      loss,
      amountMinor,
      Number(lastSeen),
      sinceMs,
    ],
    row: ([account = 0, loss = 0, amountMinor = 0, lastSeen = 0, sinceMs = 0]) => {
      return { account, loss, amountMinor, lastSeen: lastSeen === 1, sinceMs };
    },
  },
  exits: {
    width: 4,
    cells: ({ account, kind, loss, amountMinor }) => [account, exitKindCode(kind), loss, amountMinor],
    row: ([account = 0, code = 0, loss = 0, amountMinor = 0]) => {
      return { account, kind: exitKinds[code] as ExitKind, loss, amountMinor };
    },
  },
  lostSight: settledSince,
  returned: settled,
  writtenOff: settledSince,
  unexplained: {
    width: 3,
    cells: ({ transfer, account, amountMinor }) => [transfer, account, amountMinor],
    row: ([transfer = 0, account = 0, amountMinor = 0]) => ({ transfer, account, amountMinor }),
  },
  stops: index,
  partlySeen: index,
};

/** Packs the lists of a trace. */
export function packLists(trace: AllocatedTrace): PackedLists {
  const { kind, doctrine, flows } = trace;
  return {
    kind,
    doctrine,
    flows,
    lists: {
      balanceSheet: packRows(trace.balanceSheet, shapes.balanceSheet),
      atRest: packRows(trace.atRest, shapes.atRest),
      exits: packRows(trace.exits, shapes.exits),
      lostSight: packRows(trace.lostSight, shapes.lostSight),
      returned: packRows(trace.returned, shapes.returned),
      writtenOff: packRows(trace.writtenOff, shapes.writtenOff),
      unexplained: packRows(trace.unexplained, shapes.unexplained),
      stops: packRows(trace.stops, shapes.stops),
      partlySeen: packRows(trace.partlySeen, shapes.partlySeen),
    },
  };
}

/** The trace whose lists were packed. */
export function unpackLists({ kind, doctrine, flows, lists }: PackedLists): AllocatedTrace {
  return {
    kind,
    doctrine,
    balanceSheet: unpackRows(lists.balanceSheet, shapes.balanceSheet),
    flows,
    atRest: unpackRows(lists.atRest, shapes.atRest),
    exits: unpackRows(lists.exits, shapes.exits),
    lostSight: unpackRows(lists.lostSight, shapes.lostSight),
    returned: unpackRows(lists.returned, shapes.returned),
    writtenOff: unpackRows(lists.writtenOff, shapes.writtenOff),
    unexplained: unpackRows(lists.unexplained, shapes.unexplained),
    stops: unpackRows(lists.stops, shapes.stops),
    partlySeen: unpackRows(lists.partlySeen, shapes.partlySeen),
  };
}

function packRows<Row>(rows: readonly Row[], { width, cells }: RowShape<Row>): Float64Array {
  const packed = new Float64Array(rows.length * width);
  rows.forEach((row, at) => packed.set(cells(row), at * width));
  return packed;
}

function unpackRows<Row>(packed: Float64Array, { width, row }: RowShape<Row>): Row[] {
  return Array.from({ length: packed.length / width }, (_, at) => row(packed.subarray(at * width, (at + 1) * width)));
}
