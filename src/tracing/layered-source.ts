import { checkAccount } from "./bind-losses.ts";
import type { LayeredLedger } from "./layered-ledger.ts";
import { LayeredReader } from "./layered-reader.ts";
import { preparedSource } from "./prepared-source.ts";
import { MARK_STILL } from "./transfer-marks.ts";
import { RuledStops } from "./ruled-stops.ts";
import type { Stops } from "./stops.ts";
import type { TraceOptions } from "./trace-input.ts";
import type { TraceSource } from "./trace-source.ts";

/** A prepared ledger with an overlay. `beyond` knows of no changed account: one that money reaches is looked at there. */
export function layeredSource(layered: LayeredLedger): TraceSource {
  const { overlay, places, changedFrom } = layered;
  const below = preparedSource(layered.prepared);
  const { inserted } = overlay;
  return {
    reader: () => new LayeredReader(layered),
    stops: (options) => layeredStops(layered, options),
    cutAt: (asOfMs) => {
      const late = inserted.atMs.findIndex((atMs) => atMs > asOfMs);
      const cut = places.toMerged(below.cutAt(asOfMs));
      return late < 0 ? cut : Math.min(cut, inserted.place[late]!);
    },
    lastInstantMs: inserted.atMs.reduce((latest, atMs) => Math.max(latest, atMs), lastInstantBelow(layered)),
    beyond: Array.from(below.beyond, ([account, transfer]): readonly [number, number] => {
      return [account, transfer < 0 ? transfer : places.toMerged(transfer)];
    }).filter(([account, transfer]) => transfer < (changedFrom.get(account) ?? Number.POSITIVE_INFINITY)),
    unexplained: below.unexplained,
    placeOf: (transfer) => places.toMerged(transfer),
    changedFrom: (account) => changedFrom.get(account) ?? Number.POSITIVE_INFINITY,
  };
}

/** The last instant of what is left of the ledger. */
function lastInstantBelow({ prepared, overlay, places }: LayeredLedger): number {
  const { lastInstantMs, ledger } = prepared;
  const { atMs, length } = ledger.transfers;
  const gone = new Set(Array.from(overlay.withdrawn, (place) => places.toLedger(place)));
  if (![...gone].some((transfer) => atMs[transfer] === lastInstantMs)) return lastInstantMs;
  let latest = Number.NEGATIVE_INFINITY;
  for (let transfer = 0; transfer < length; transfer++) {
    if (atMs[transfer]! > latest && !gone.has(transfer)) latest = atMs[transfer]!;
  }
  return latest;
}

function layeredStops(layered: LayeredLedger, { stops, hubCounterparties }: TraceOptions): Stops {
  const { prepared, overlay } = layered;
  for (const account of stops) checkAccount(overlay.accountCount, account);
  const { hubs, quiet } = recountHubs(layered, hubCounterparties);
  return new RuledStops({
    exitKind: prepared.ledger.accounts.exitKind.subarray(0, prepared.ledger.accounts.length),
    exits: prepared.exits,
    counterparties: prepared.counterparties,
    limit: hubCounterparties,
    otherKind: new Map(Array.from(overlay.accounts, ([account, { exitKind }]) => [account, exitKind])),
    hubs: new Set([...stops, ...hubs]),
    quiet,
  });
}

/** Accounts of the overlay's transfers that these have made to exceed the limit, or to exceed it no more. */
function recountHubs(layered: LayeredLedger, limit: number | null): { hubs: readonly number[]; quiet: Set<number> } {
  if (limit === null) return { hubs: [], quiet: new Set() };
  const { counterparties } = layered.prepared;
  const reader = new LayeredReader(layered);
  const { withdrawn } = layered.overlay;
  const lessened = new Set([...withdrawn].flatMap((place) => [reader.payer(place), reader.payee(place)]));
  const met = (account: number): number => (lessened.has(account) ? 0 : (counterparties[account] ?? 0));
  const isHub = (account: number): boolean => met(account) > limit || exceeds(reader, account, limit);
  return {
    hubs: [...layered.legs.keys()].filter((account) => (counterparties[account] ?? 0) <= limit && isHub(account)),
    quiet: new Set([...lessened].filter((account) => (counterparties[account] ?? 0) > limit && !isHub(account))),
  };
}

/** Whether the account has more counterparties than the limit. */
function exceeds(reader: LayeredReader, account: number, limit: number): boolean {
  const met = new Set<number>();
  for (const leg of reader.legsBetween(account, 0, reader.transfers)) {
    const transfer = leg >>> 1;
    const other = (leg & 1) === 0 ? reader.payee(transfer) : reader.payer(transfer);
    if (other !== account && (reader.marks(transfer) & MARK_STILL) === 0) met.add(other);
    if (met.size > limit) return true;
  }
  return false;
}
