import { toMinorUnits } from "../money/minor-units.ts";
import type { LastTrace } from "../storage/last-trace-register.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import type { Stores } from "../storage/stores.ts";
import { allocatedTrace } from "../tracing/allocated-trace.ts";
import type { AllocatingDoctrine } from "../tracing/doctrine.ts";
import { traceStandings, type TraceStandings } from "../tracing/standings.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { Loss } from "../tracing/trace-input.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { type MoneyChange, whatChanged } from "../tracing/what-changed.ts";
import { bindClaims } from "./bind-claims.ts";
import type { NamedLedger } from "./describe-trace.ts";
import { openCaseLedger } from "./good-faith.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import { bindCase, traceOptions } from "./run-trace.ts";

/** What became of a case's money between its last trace and the ledger as it is, or the one before it. */
export interface CaseChanges {
  readonly caseName: string;
  readonly doctrine: AllocatingDoctrine;
  /** Largest first. */
  readonly changes: readonly MoneyChange[];
  /** SHA-256 of the files that the ledger has gained since. */
  readonly newFiles: readonly string[];
}

type ChangeStores = Pick<Stores, "ledger" | "snapshots" | "losses" | "lastTraces" | "goodFaith">;

/** Keeps a trace of a case as its last, so that the next statement can be told by what it changes. */
export async function keepLastTrace(
  { lastTraces }: Pick<Stores, "lastTraces">,
  ledger: NamedLedger,
  traced: { readonly view: TraceView; readonly result: AllocatedTrace; readonly losses: readonly Loss[] },
): Promise<void> {
  const { engine, losses: views } = traced.view;
  if (engine.caseName === null) return;
  const losses = traced.losses.map(({ id, transfer }, loss) => ({ id, transfer, victim: views[loss]?.victim ?? "" }));
  await lastTraces.keep(engine.caseName, {
    doctrine: traced.result.doctrine,
    asOfMs: engine.asOfMs,
    stops: engine.stops,
    hubCounterparties: engine.hubCounterparties,
    dustMinor: traced.view.engine.dustMinor === null ? null : toMinorUnits(traced.view.engine.dustMinor),
    files: ledger.witnesses.files,
    standings: traceStandings(ledger.derived.columns, losses, traced.result),
  });
}

/**
 * What changed in a case since its last trace; when no file has come since, between that and the one before it. `null` when
 * the case was never traced, or only once and over this ledger.
 */
export async function changesOfCase(stores: ChangeStores, caseName: string): Promise<CaseChanges | null> {
  const opened = await openCaseLedger(stores, caseName);
  const { last, before } = await stores.lastTraces.traces(caseName);
  if (last === null) return null;
  if (last.files.join() !== opened.witnesses.files.join()) {
    return compare(caseName, [last, traceAgain(opened, last, await stores.losses.claims(caseName))], opened);
  }
  return before === null ? null : compare(caseName, [before, last], opened);
}

/** What the ledger's new files change in every case that was traced; each is traced anew and kept. */
export async function changesAfterImport(stores: ChangeStores): Promise<readonly CaseChanges[]> {
  const found: CaseChanges[] = [];
  for (const caseName of await stores.losses.cases()) {
    const { last } = await stores.lastTraces.traces(caseName);
    if (last === null) continue;
    const opened = await openCaseLedger(stores, caseName);
    if (last.files.join() === opened.witnesses.files.join()) continue;
    const now = traceAgain(opened, last, await stores.losses.claims(caseName));
    found.push(compare(caseName, [last, now], opened));
    await stores.lastTraces.keep(caseName, now);
  }
  return found;
}

function compare(
  caseName: string,
  [before, now]: readonly [before: LastTrace, now: LastTrace],
  opened: OpenedLedger,
): CaseChanges {
  const known = new Set(before.files);
  const changes = whatChanged(renamed(before.standings, opened), now.standings);
  return {
    caseName,
    doctrine: now.doctrine,
    changes: changes.toSorted((a, b) => b.amountMinor - a.amountMinor),
    newFiles: now.files.filter((file) => !known.has(file)),
  };
}

/** The same question to the ledger as it is. Claims that no longer fit one transfer leave no standing. */
function traceAgain(opened: OpenedLedger, last: LastTrace, claims: readonly LossClaim[]): LastTrace {
  const files = opened.witnesses.files;
  const isAnyBound = bindClaims(opened, claims).some(({ outcome }) => outcome === "bound");
  if (!isAnyBound) return { ...last, files, standings: { losses: [], standings: [], moves: [] } };
  const { losses, bound } = bindCase(opened, claims);
  const options = { ...traceOptions(opened, last), doctrine: last.doctrine };
  const result = allocatedTrace(opened.derived.columns, losses, options);
  const named = losses.map(({ id, transfer }, loss) => ({ id, transfer, victim: bound[loss]?.claim.victim ?? "" }));
  return { ...last, files, standings: traceStandings(opened.derived.columns, named, result) };
}

/** Names accounts as the ledger does now: a statement may show that two numbers are one account (F1). */
function renamed({ losses, standings, moves }: TraceStandings, { derived }: OpenedLedger): TraceStandings {
  const keyOf = new Map<string, string>();
  derived.facts.forEach(({ numbers }, account) => {
    const key = derived.columns.accounts.keys[account] ?? "";
    const [, currency] = key.split("#");
    for (const number of numbers) keyOf.set(currency === undefined ? number : `${number}#${currency}`, key);
  });
  for (const key of derived.columns.accounts.keys) keyOf.set(key, key);
  const rename = (key: string): string => {
    const known = keyOf.get(key);
    if (known !== undefined) return known;
    // `@unknown:…`, `@name:…@…`: the account that they belong to stands last.
    const [, head = "", owner = ""] = /^(@.*[@:])([^@:]+)$/.exec(key) ?? [];
    return head === "" ? key : head + (keyOf.get(owner) ?? owner);
  };
  return {
    losses: losses.map((loss) => ({ ...loss, payer: rename(loss.payer) })),
    standings: standings.map((standing) => ({ ...standing, account: rename(standing.account) })),
    moves: moves.map((move) => ({ ...move, from: rename(move.from), to: rename(move.to) })),
  };
}
