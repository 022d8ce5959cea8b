import { SluiceError } from "../errors/sluice-error.ts";
import { asOfCut } from "./as-of-cut.ts";
import { bindLosses } from "./bind-losses.ts";
import { collectTrace } from "./collect-trace.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { lotsFor } from "./lots-for.ts";
import { type TimeCut, replayPlain } from "./plain-replay.ts";
import { poison } from "./poison.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { PreparedReader } from "./prepared-reader.ts";
import { addHubs, addListedStops } from "./stop-kinds.ts";
import type { Loss, TraceOptions } from "./trace-input.ts";
import type { AllocatedTrace, TraceResult, Unexplained } from "./trace-result.ts";
import { UnexplainedBuffer } from "./unexplained-buffer.ts";
import { walkReached } from "./walk-reached.ts";

/**
 * Answers what `trace` answers, of a ledger that was prepared once: it walks only where traced money is, so that it takes
 * as long as the case is large and not as the ledger is. Two things differ: `unexplained` holds only what concerns the
 * accounts that decide the trace (`reachedAccounts`), and under an as-of time an account beyond 2^53 − 1 that no traced
 * money reaches is not refused when that happens behind the first transfer that is later.
 * @throws SluiceError as `trace` does.
 */
export function tracePrepared(prepared: PreparedLedger, losses: readonly Loss[], options: TraceOptions): TraceResult {
  const { ledger } = prepared;
  const reader = new PreparedReader(prepared);
  const bound = bindLosses(reader, losses);
  const stops = preparedStops(prepared, options);
  const { doctrine, asOfMs } = options;
  if (doctrine === "poison") return poison(ledger, bound, { options, stops });
  const time = {
    asOfMs,
    cut: asOfMs === null ? ledger.transfers.length : asOfCut(prepared.latestMs, ledger.transfers, asOfMs),
  };
  refuseBeyond(prepared, stops, time);
  const lots = lotsFor(doctrine, ledger.accounts.length);
  const { findings, listed } = walkReached({ reader, losses: bound, options, stops, lots, time });
  const flows = findings.flows.finish();
  return collectTrace({
    doctrine,
    reader,
    options,
    stops,
    losses,
    bound,
    lots,
    findings,
    accounts: listed,
    lastInstantMs: prepared.lastInstantMs,
    flows,
    unexplained: unexplainedOf(prepared, { reader, stops, time, losses, flows }),
  });
}

function preparedStops({ ledger, counterparties }: PreparedLedger, options: TraceOptions): Uint8Array {
  const kinds = ledger.accounts.exitKind.slice(0, ledger.accounts.length);
  addListedStops(kinds, options.stops);
  const limit = options.hubCounterparties;
  if (limit === null) return kinds;
  const hubs: number[] = [];
  counterparties.forEach((count, account) => {
    if (count > limit) hubs.push(account);
  });
  addHubs(kinds, hubs);
  return kinds;
}

/** @throws SluiceError TRACE_BALANCE_TOO_LARGE. */
function refuseBeyond({ ledger, running }: PreparedLedger, stops: Uint8Array, { cut }: TimeCut): void {
  for (const [account, transfer] of running.beyond) {
    if (stops[account] !== 0 || transfer >= cut) continue;
    throw new SluiceError("TRACE_BALANCE_TOO_LARGE", { account: ledger.accounts.keys[account] ?? account });
  }
}

interface Walked {
  readonly reader: PreparedReader;
  readonly stops: Uint8Array;
  readonly time: TimeCut;
  readonly losses: readonly Loss[];
  readonly flows: AllocatedTrace["flows"];
}

function unexplainedOf(prepared: PreparedLedger, walked: Walked): readonly Unexplained[] {
  const { ledger, running } = prepared;
  const { stops, time } = walked;
  const reached = reachedAccounts(ledger, walked.losses, { flows: walked.flows, stops: [] }).filter(
    (account) => stops[account] === 0,
  );
  const isReached = new Uint8Array(ledger.accounts.length);
  for (const account of reached) isReached[account] = 1;
  const buffer = new UnexplainedBuffer();
  const { length, transfer, account, amountMinor } = running.unexplained;
  for (let entry = 0; entry < length && transfer[entry]! < time.cut; entry++) {
    if (isReached[account[entry]!] === 1) buffer.push(transfer[entry]!, account[entry]!, amountMinor[entry]!);
  }
  const late: Unexplained[] = [];
  if (time.cut < ledger.transfers.length) {
    for (const one of reached) {
      replayPlain(walked.reader, { account: one, to: ledger.transfers.length, time }, (moved, amount) =>
        late.push({ transfer: moved, account: one, amountMinor: amount }),
      );
    }
  }
  late.sort((a, b) => a.transfer - b.transfer);
  for (const entry of late) buffer.push(entry.transfer, entry.account, entry.amountMinor);
  return buffer.finish(ledger.accounts.keys);
}
