import { SluiceError } from "../errors/sluice-error.ts";
import { exitKindCode } from "../flows/exit-kind.ts";
import type { LegStore } from "../storage/leg-store.ts";
import type { KeptWhole } from "../tracing/part-source.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";

/** Which kept ledger is asked, under what options. */
export interface KeptScope {
  readonly name: string;
  readonly options: Pick<TraceOptions, "stops" | "hubCounterparties">;
  /** Accounts whose holders acquired in good faith (T20). */
  readonly goodFaith: readonly number[];
}

/** What is known of a kept ledger before any account of it is fetched. */
export interface OpenedKept {
  readonly whole: KeptWhole;
  /** The whole ledger's stops (T11), ascending, each with its `exitKindCode`. */
  readonly stops: ReadonlyMap<number, number>;
  /** Of the stops that are an exit or have too many: their counterparties. */
  readonly counterparties: ReadonlyMap<number, number>;
}

/** @throws SluiceError STORAGE_LEGS_MISSING, TRACE_UNKNOWN_ACCOUNT */
export async function openKept(store: LegStore, { name, options, goodFaith }: KeptScope): Promise<OpenedKept> {
  const whole = await store.kept(name);
  if (whole === undefined) throw new SluiceError("STORAGE_LEGS_MISSING", { name });
  const hub = exitKindCode("hub");
  const stops = new Map<number, number>();
  for (const account of options.stops) {
    if (account >= whole.accounts) {
      throw new SluiceError("TRACE_UNKNOWN_ACCOUNT", { account, accounts: whole.accounts });
    }
    stops.set(account, hub);
  }
  const { account, exitKind, counterparties } = await store.stops(name, options.hubCounterparties);
  // What is an exit of the ledger's own keeps its kind; good faith comes before whatever makes a hub.
  for (const marked of goodFaith) stops.set(marked, exitKindCode("good-faith"));
  account.forEach((stop, index) => stops.set(stop, exitKind[index] || (stops.get(stop) ?? hub)));
  return {
    whole,
    stops: new Map([...stops].sort(([a], [b]) => a - b)),
    counterparties: new Map(Array.from(account, (stop, index) => [stop, counterparties[index] ?? 0])),
  };
}
