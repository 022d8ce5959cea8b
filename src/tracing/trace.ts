import { type ExitKind, exitKinds } from "../flows/exit-kind.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AccountLots } from "./account-lots.ts";
import { allocate } from "./allocate.ts";
import { balanceSheet } from "./balance-sheet.ts";
import { type BoundLosses, bindLosses } from "./bind-losses.ts";
import type { Doctrine } from "./doctrine.ts";
import type { Findings } from "./findings.ts";
import { poison } from "./poison.ts";
import { QueueLots } from "./queue-lots.ts";
import { RateableLots } from "./rateable-lots.ts";
import { remainingMoney } from "./remaining-money.ts";
import { stopKinds } from "./stop-kinds.ts";
import type { TallyEntry } from "./tally.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, Settled, TraceResult } from "./trace-result.ts";

/**
 * Follows the losses' money through the ledger: one loss, a case, or every loss of a city, in one walk. A pure function
 * of its three arguments (T13). The transfers stand in the ledger's order already (T6); amounts are minor units. T2 is
 * checked on every run.
 * @throws SluiceError the codes of `bindLosses`; TRACE_UNKNOWN_ACCOUNT for a stop outside the ledger;
 *   TRACE_BALANCE_TOO_LARGE and TRACE_UNEXPLAINED_TOO_LARGE beyond 2^53 − 1 (T1); TRACE_DOES_NOT_BALANCE when T2 fails.
 */
export function trace(ledger: LedgerColumns, losses: readonly Loss[], options: TraceOptions): TraceResult {
  const bound = bindLosses(ledger, losses);
  const stops = stopKinds(ledger, options);
  if (options.doctrine === "poison") return poison(ledger, bound, { options, stops });
  const lots = lotsFor(options.doctrine, ledger.accounts.length);
  const findings = allocate({ ledger, losses: bound, options, stops, lots });
  return collect({ ledger, options, stops, losses, bound, lots, findings }, options.doctrine);
}

function lotsFor(doctrine: Exclude<Doctrine, "poison">, accounts: number): AccountLots {
  switch (doctrine) {
    case "fifo":
    case "lifo":
    case "tainted-first":
      return new QueueLots(doctrine, accounts);
    case "pro-rata":
    case "libr":
      return new RateableLots(doctrine, accounts);
  }
}

interface Finished {
  readonly ledger: LedgerColumns;
  readonly options: TraceOptions;
  readonly stops: Uint8Array;
  readonly losses: readonly Loss[];
  readonly bound: BoundLosses;
  readonly lots: AccountLots;
  readonly findings: Findings;
}

function collect(finished: Finished, doctrine: AllocatedTrace["doctrine"]): AllocatedTrace {
  const { findings } = finished;
  const atRest = remainingMoney(finished, findings.lostSight);
  const lists = {
    atRest,
    exits: findings.exits.entries().map(({ account, code, loss, amountMinor }) => {
      return { account, kind: exitKinds[code] as ExitKind, loss, amountMinor };
    }),
    lostSight: findings.lostSight.entries().map(({ account, loss, amountMinor, sinceMs }) => {
      return { account, loss, amountMinor, sinceMs };
    }),
    returned: findings.returned.entries().map(settled),
    writtenOff: findings.writtenOff.entries().map(settled),
  };
  return {
    kind: "allocated",
    doctrine,
    balanceSheet: balanceSheet(finished, lists),
    flows: findings.flows.finish(),
    ...lists,
    unexplained: findings.unexplained.finish(finished.ledger.accounts.keys),
    stops: placesOfStops(finished.stops),
    partlySeen: findings.partlySeen,
  };
}

function settled({ account, loss, amountMinor }: TallyEntry): Settled {
  return { account, loss, amountMinor };
}

function placesOfStops(kinds: Uint8Array): number[] {
  const stops: number[] = [];
  for (let account = 0; account < kinds.length; account++) if (kinds[account] !== 0) stops.push(account);
  return stops;
}
