import type { LegReader } from "./leg-reader.ts";
import { replayPlain, type TimeCut } from "./plain-replay.ts";
import type { Stops } from "./stops.ts";
import type { Loss } from "./trace-input.ts";
import type { FlowColumns, Unexplained } from "./trace-result.ts";
import type { TraceSource } from "./trace-source.ts";
import { UnexplainedBuffer } from "./unexplained-buffer.ts";

/** A trace of which the unexplained money is asked. */
export interface ReachedTrace {
  readonly reader: LegReader;
  readonly stops: Stops;
  readonly time: TimeCut;
  readonly losses: readonly Loss[];
  readonly flows: FlowColumns;
}

/**
 * What is unexplained (T4, T17) of the accounts that decide a trace (`reachedAccounts`): taken from what was computed
 * once, and moved again where that does not hold, behind the as-of time's cut and where an account is changed.
 * @throws SluiceError TRACE_UNEXPLAINED_TOO_LARGE.
 */
export function reachedUnexplained(source: TraceSource, traced: ReachedTrace): readonly Unexplained[] {
  const { reader, time } = traced;
  const holdsUntil = reachedUntil(source, traced);
  const found: Unexplained[] = [];
  const { length, transfer, account, amountMinor } = source.unexplained;
  for (let entry = 0; entry < length; entry++) {
    const until = holdsUntil.get(account[entry]!);
    if (until === undefined) continue;
    const place = source.placeOf(transfer[entry]!);
    if (place < until) found.push({ transfer: place, account: account[entry]!, amountMinor: amountMinor[entry]! });
  }
  for (const [reached, until] of holdsUntil) {
    if (until >= reader.transfers) continue;
    const behind = { account: reached, to: reader.transfers, time: { ...time, cut: until } };
    replayPlain(reader, behind, (place, amount) => {
      found.push({ transfer: place, account: reached, amountMinor: amount });
    });
  }
  const buffer = new UnexplainedBuffer();
  found.sort((a, b) => a.transfer - b.transfer);
  for (const entry of found) buffer.push(entry.transfer, entry.account, entry.amountMinor);
  return buffer.finish({ at: (index) => reader.key(index) });
}

/** The accounts that decide the trace, and up to which place what was computed once holds for each. */
function reachedUntil(source: TraceSource, { reader, stops, time, losses, flows }: ReachedTrace): Map<number, number> {
  const until = new Map<number, number>();
  const reach = (account: number): void => {
    if (!until.has(account) && stops.kindOf(account) === 0)
      until.set(account, Math.min(time.cut, source.changedFrom(account)));
  };
  for (const { transfer } of losses) reach(reader.payer(transfer));
  let last = -1;
  for (const transfer of flows.transfer) {
    if (transfer !== last) reach(reader.payee(transfer));
    last = transfer;
  }
  return until;
}
