import { exitKindCode } from "../flows/exit-kind.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** The lists of a trace whose amounts are figures; `flow`: of a transfer, over all hops. */
export const figureLists = ["at-rest", "exited", "lost-sight", "returned", "written-off", "flow"] as const;

/** The list that a figure stands in. */
export type FigureList = (typeof figureLists)[number];

/** What an amount of a trace is the amount of. */
export interface FigureKey {
  readonly list: FigureList;
  /** Of a `flow` the transfer, else the account; `null`: all accounts, as the balance sheet has it. */
  readonly place: number | null;
  /** Code of the exit kind where an exit of one account is meant; 0 otherwise. */
  readonly exitCode: number;
  /** `null`: all losses, as the freeze list has it. */
  readonly loss: number | null;
}

/** Amounts of a trace in minor units, by packed keys; only those that are not 0. */
export type TraceFigures = ReadonlyMap<number, number>;

/** Packs the keys of a trace of so many losses into one number each, and back. */
export class FigurePacking {
  readonly #losses: number;

  constructor(losses: number) {
    this.#losses = losses + 1;
  }

  pack({ list, place, exitCode, loss }: FigureKey): number {
    const at = (place === null ? 0 : place + 1) * 16 + exitCode;
    return (at * figureLists.length + figureLists.indexOf(list)) * this.#losses + (loss === null ? 0 : loss + 1);
  }

  unpack(packed: number): FigureKey {
    const loss = packed % this.#losses;
    const rest = Math.floor(packed / this.#losses);
    const at = Math.floor(rest / figureLists.length);
    const place = Math.floor(at / 16);
    return {
      list: figureLists[rest % figureLists.length]!,
      place: place === 0 ? null : place - 1,
      exitCode: at % 16,
      loss: loss === 0 ? null : loss - 1,
    };
  }
}

/**
 * Every figure of a trace: per account and loss what rests, exited (by kind), was lost sight of, returned and written
 * off; of each of these the sum of a loss over all accounts and of an account over all losses; and per transfer and loss
 * what it carried.
 */
export function traceFigures(packing: FigurePacking, trace: AllocatedTrace): TraceFigures {
  const figures = new Map<number, number>();
  const add = (key: FigureKey, amountMinor: number): void => {
    if (amountMinor === 0) return;
    const packed = packing.pack(key);
    figures.set(packed, (figures.get(packed) ?? 0) + amountMinor);
  };
  const addAll = (list: FigureList, entries: readonly Entry[]): void => {
    for (const { account: place, loss, amountMinor, kind } of entries) {
      const exitCode = kind === undefined ? 0 : exitKindCode(kind);
      add({ list, place, exitCode, loss }, amountMinor);
      add({ list, place, exitCode, loss: null }, amountMinor);
      add({ list, place: null, exitCode: 0, loss }, amountMinor);
    }
  };
  addAll("at-rest", trace.atRest);
  addAll("exited", trace.exits);
  addAll("lost-sight", trace.lostSight);
  addAll("returned", trace.returned);
  addAll("written-off", trace.writtenOff);
  const { length, transfer, loss, amountMinor } = trace.flows;
  for (let record = 0; record < length; record++) {
    const place = transfer[record]!;
    add({ list: "flow", place, exitCode: 0, loss: loss[record]! }, amountMinor[record]!);
    add({ list: "flow", place, exitCode: 0, loss: null }, amountMinor[record]!);
  }
  return figures;
}

interface Entry {
  readonly account: number;
  readonly loss: number;
  readonly amountMinor: number;
  readonly kind?: AllocatedTrace["exits"][number]["kind"];
}
