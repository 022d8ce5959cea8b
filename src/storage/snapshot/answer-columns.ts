import { toMinorUnits } from "../../money/minor-units.ts";
import { allocatingDoctrines } from "../../tracing/doctrine.ts";
import { type PackedLists, packLists, unpackLists } from "../../tracing/packed-lists.ts";
import type { FormerAnswer } from "../former-answers.ts";
import type { ColumnFile, Columns } from "./column-file.ts";
import { type ColumnTaker, takerOf } from "./column-taker.ts";
import { TextTable, textsIn } from "./text-table.ts";

/** Lays an answer out as columns. */
export function columnsOfAnswer({ losses, stops, goodFaith, balances, trace }: FormerAnswer): Columns {
  const texts = new TextTable();
  const { flows, lists, doctrine } = packLists(trace);
  const columns = {
    doctrine: Uint8Array.of(allocatingDoctrines.indexOf(doctrine)),
    lossText: Uint32Array.from(losses, ({ id }) => texts.numberOf(id)),
    lossTransfer: Uint32Array.from(losses, ({ transfer }) => transfer),
    lossMinor: Float64Array.from(losses, ({ amountMinor }) => amountMinor ?? Number.NaN),
    stop: Uint32Array.from(stops),
    goodFaith: Uint32Array.from(goodFaith),
    toldAccount: Uint32Array.from(balances, ({ account }) => account),
    toldAtMs: Float64Array.from(balances, ({ atMs }) => atMs),
    toldMinor: Float64Array.from(balances, ({ balanceMinor }) => balanceMinor),
    flowTransfer: flows.transfer,
    flowLoss: flows.loss,
    flowHop: flows.hop,
    flowMinor: flows.amountMinor,
    ...lists,
  };
  const { utf8, end, runEnd } = texts.columns();
  return { ...columns, textUtf8: utf8, textEnd: end, textRunEnd: runEnd };
}

/** The answer that a file holds. @throws RangeError when a column is missing. */
export function answerIn(file: ColumnFile): FormerAnswer {
  const take = takerOf(file);
  const texts = textsIn({ utf8: take.u8("textUtf8"), end: take.u32("textEnd"), runEnd: take.u32("textRunEnd") });
  const [transfer, lossMinor] = [take.u32("lossTransfer"), take.f64("lossMinor")];
  const [toldAtMs, toldMinor] = [take.f64("toldAtMs"), take.f64("toldMinor")];
  return {
    losses: Array.from(take.u32("lossText"), (text, loss) => {
      const amount = lossMinor[loss] ?? Number.NaN;
      return {
        id: texts[text] ?? "",
        transfer: transfer[loss] ?? 0,
        amountMinor: Number.isNaN(amount) ? null : toMinorUnits(amount),
      };
    }),
    stops: [...take.u32("stop")],
    goodFaith: [...take.u32("goodFaith")],
    balances: Array.from(take.u32("toldAccount"), (account, at) => {
      return { account, atMs: toldAtMs[at] ?? 0, balanceMinor: toldMinor[at] ?? 0 };
    }),
    trace: unpackLists(packedIn(take)),
  };
}

function packedIn(take: ColumnTaker): PackedLists {
  const doctrine = allocatingDoctrines[take.u8("doctrine")[0] ?? 0];
  if (doctrine === undefined) throw new RangeError("no doctrine");
  const transfer = take.u32("flowTransfer");
  return {
    kind: "allocated",
    doctrine,
    flows: {
      length: transfer.length,
      transfer,
      loss: take.u32("flowLoss"),
      hop: take.u32("flowHop"),
      amountMinor: take.f64("flowMinor"),
    },
    lists: {
      balanceSheet: take.f64("balanceSheet"),
      atRest: take.f64("atRest"),
      exits: take.f64("exits"),
      lostSight: take.f64("lostSight"),
      returned: take.f64("returned"),
      writtenOff: take.f64("writtenOff"),
      unexplained: take.f64("unexplained"),
      stops: take.f64("stops"),
      partlySeen: take.f64("partlySeen"),
    },
  };
}
