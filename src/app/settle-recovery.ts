import type { Kysely } from "kysely";
import { heldAhead } from "../recovery/held-ahead.ts";
import { heldOn } from "../recovery/held-on.ts";
import type { Holding, KnownLoss } from "../recovery/place-losses.ts";
import { accountsOfLoss, placeOnAccounts } from "../recovery/place-on-accounts.ts";
import { postChanges } from "../recovery/post-changes.ts";
import type { RecordsTables } from "../storage/records/records-tables.ts";
import {
  accountsWithLapses,
  appendTransaction,
  keepHoldings,
  keepLosses,
  type KnownHolding,
  lockHoldings,
  lockLossesOn,
  lockLosses,
  standingPostings,
} from "../storage/records/recovery-ledger.ts";
import { ordersOfAccounts } from "./orders-of-accounts.ts";

type Db = Kysely<RecordsTables>;

/** Something that moved money of losses, or may have. */
export interface LedgerEvent {
  readonly atMs: number;
  /** The event: an order's id, a trace's, a return's. */
  readonly cause: string;
  /** Accounts whose orders changed; they are written before. */
  readonly accounts: readonly string[];
  /** Losses as they are from now on; they are written here. */
  readonly losses: readonly KnownLoss[];
}

/**
 * Brings the recovery ledger up to an event, in the transaction of the event (rules R31, R32): what ended by itself on
 * these accounts is posted first, each at its own instant, then what the event did. Accounts and losses are locked, so
 * two events on one account come one after the other. It posts beyond the rights of persons.
 * @throws SluiceError RECOVERY_POSITIONS_DO_NOT_BALANCE
 */
export async function settleRecovery(db: Db, { atMs, cause, accounts, losses }: LedgerEvent): Promise<void> {
  const ids = losses.map(({ lossId }) => lossId);
  const before = await lockLosses(db, ids);
  const keys = [...accounts, ...[...before, ...losses].flatMap(accountsOfLoss)];
  const known = await postLapses(db, keys, atMs);
  await keepLosses(db, losses);
  const touched = known.map(({ accountKey }) => accountKey);
  const orders = await ordersOfAccounts(db, touched);
  const holdings = touched.map((accountKey): KnownHolding => {
    const heldMinor = heldOn(orders, accountKey, atMs);
    return { accountKey, heldMinor, ahead: heldAhead(orders, accountKey, atMs) };
  });
  await post(db, holdings, { atMs, cause, changed: new Set(ids) });
  await keepHoldings(db, holdings);
}

/**
 * Posts every measure that has ended by `nowMs`, so that a sheet is true at any date up to it (rule R32); answers on how
 * many accounts.
 */
export async function settleLapses(db: Db, nowMs: number): Promise<number> {
  const keys = await accountsWithLapses(db, nowMs);
  await keepHoldings(db, await postLapses(db, keys, nowMs));
  return keys.length;
}

/** Locks the accounts and posts what has ended on them, oldest first; answers what is held after that. */
async function postLapses(db: Db, accountKeys: readonly string[], nowMs: number): Promise<readonly KnownHolding[]> {
  let holdings = await lockHoldings(db, accountKeys);
  const ends = holdings.flatMap(({ ahead }) => ahead.map(({ atMs }) => atMs)).filter((atMs) => atMs <= nowMs);
  for (const atMs of [...new Set(ends)].sort((a, b) => a - b)) {
    holdings = holdings.map((one) => holdingAt(one, atMs));
    await post(db, holdings, { atMs, cause: "lapse", changed: new Set() });
  }
  return holdings;
}

function holdingAt({ accountKey, heldMinor, ahead }: KnownHolding, atMs: number): KnownHolding {
  const last = ahead.findLast((step) => step.atMs <= atMs);
  return {
    accountKey,
    heldMinor: last?.heldMinor ?? heldMinor,
    ahead: ahead.filter((step) => step.atMs > atMs),
  };
}

async function post(
  db: Db,
  holdings: readonly Holding[],
  { atMs, cause, changed }: { readonly atMs: number; readonly cause: string; readonly changed: ReadonlySet<string> },
): Promise<void> {
  const accountKeys = holdings.map(({ accountKey }) => accountKey);
  const losses = await lockLossesOn(db, accountKeys, [...changed]);
  // Everything that was posted, however late its instant: a step of the past changes only what it finds there.
  const present = await standingPostings(
    db,
    losses.map(({ lossId }) => lossId),
  );
  const placed = placeOnAccounts(losses, holdings, { present, changed });
  await appendTransaction(db, { atMs, cause, postings: postChanges(present, placed) });
}
