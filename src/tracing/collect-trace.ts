import { type ExitKind, exitKinds } from "../flows/exit-kind.ts";
import { balanceSheet } from "./balance-sheet.ts";
import type { BoundLosses } from "./bind-losses.ts";
import type { Findings } from "./findings.ts";
import { remainingMoney, type WalkedLots } from "./remaining-money.ts";
import type { Stops } from "./stops.ts";
import type { TallyEntry } from "./tally.ts";
import type { Loss } from "./trace-input.ts";
import type { AllocatedTrace, FlowColumns, Settled, Unexplained, WrittenOff } from "./trace-result.ts";

/** A walk that has ended, with what it was asked and what it found. */
export interface Finished extends WalkedLots {
  readonly doctrine: AllocatedTrace["doctrine"];
  readonly stops: Stops;
  readonly losses: readonly Loss[];
  readonly bound: BoundLosses;
  readonly findings: Findings;
  readonly flows: FlowColumns;
  readonly unexplained: readonly Unexplained[];
}

/**
 * Lays out what a walk found as an answer and checks T2.
 * @throws SluiceError TRACE_DOES_NOT_BALANCE.
 */
export function collectTrace(finished: Finished): AllocatedTrace {
  const { findings } = finished;
  const atRest = remainingMoney(finished, findings.lostSight);
  const lists = {
    atRest,
    exits: findings.exits.list(({ account, code, loss, amountMinor }) => {
      return { account, kind: exitKinds[code] as ExitKind, loss, amountMinor };
    }),
    lostSight: findings.lostSight.list(settledSince),
    returned: findings.returned.list(settled),
    writtenOff: findings.writtenOff.list(settledSince),
  };
  return {
    kind: "allocated",
    doctrine: finished.doctrine,
    balanceSheet: balanceSheet(finished, lists),
    flows: finished.flows,
    ...lists,
    unexplained: finished.unexplained,
    stops: finished.stops.list(),
    partlySeen: findings.partlySeen,
  };
}

function settled({ account, loss, amountMinor }: TallyEntry): Settled {
  return { account, loss, amountMinor };
}

function settledSince({ account, loss, amountMinor, sinceMs }: TallyEntry): WrittenOff {
  return { account, loss, amountMinor, sinceMs };
}
