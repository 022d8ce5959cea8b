import { type LedgerColumns, TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { grownUint32 } from "./grown-column.ts";

/** Between which accounts paths are looked for, and which transfers they may take. */
export interface PathQuestion {
  readonly from: number;
  readonly to: number;
  /** Transfers before or after these instants are not taken; `null`: no bound. */
  readonly afterMs: number | null;
  readonly beforeMs: number | null;
  /** A path has at most so many transfers; up to 30. */
  readonly maxHops: number;
  /** Per account: 0, or not to be passed through (`stopKinds`); both ends may be such. */
  readonly stops: Uint8Array;
}

/** A path: its transfers by index, each later in the ledger's order than the one before, no account twice. */
export type Path = readonly number[];

/** What can be on a path, and the best paths. All three are `null` together when no path leads there. */
export interface PathsInTime {
  /** Transfers that lie on some walk from `from` to `to` in time, ascending. */
  readonly useful: Uint32Array;
  /** Arrives first in the ledger's order. */
  readonly earliest: Path | null;
  /** Fewest transfers; of those the earliest. */
  readonly fewest: Path | null;
  /** Its smallest payment is the largest there is; of those the fewest transfers, then the earliest. */
  readonly widest: Path | null;
}

const NO_LABEL = 0xffff_ffff;

/**
 * Finds how money can have come from one account to another, each payment after the one before in the ledger's order (T6).
 * Failed transfers, those of nothing and those from an account to itself carry nothing, and stops pass nothing on. Two
 * walks over the columns and one over what is useful; about 40 bytes an account and allowed hop.
 */
export function pathsInTime(ledger: LedgerColumns, question: PathQuestion): PathsInTime {
  const departures = lastDepartures(ledger, question);
  const { useful, earliest, fewest } = walkForwards(ledger, question, departures);
  return { useful, earliest, fewest, widest: widestPath(ledger, question, useful) };
}

/** Whether a path may take the transfer, its place in time apart. */
function carries({ transfers }: LedgerColumns, question: PathQuestion, transfer: number): boolean {
  const { payer, payee, atMs, amountMinor, flags } = transfers;
  const [from, to, at] = [payer[transfer]!, payee[transfer]!, atMs[transfer]!];
  if (from === to || amountMinor[transfer] === 0 || (flags[transfer]! & TRANSFER_FAILED) !== 0) return false;
  if (question.afterMs !== null && at < question.afterMs) return false;
  if (question.beforeMs !== null && at > question.beforeMs) return false;
  if (from === question.to || to === question.from) return false;
  return (from === question.from || question.stops[from] === 0) && (to === question.to || question.stops[to] === 0);
}

/**
 * Per account and number of hops (account × (maxHops + 1) + hops): one more than the last transfer by which `to` can still
 * be reached from there in at most so many; 0 for none.
 */
function lastDepartures(ledger: LedgerColumns, question: PathQuestion): Uint32Array {
  const { length, payer, payee } = ledger.transfers;
  const width = question.maxHops + 1;
  const last = new Uint32Array(ledger.accounts.length * width);
  const hopsTo = new Uint8Array(ledger.accounts.length).fill(255);
  hopsTo[question.to] = 0;
  for (let transfer = length - 1; transfer >= 0; transfer--) {
    const hops = hopsTo[payee[transfer]!]! + 1;
    const from = payer[transfer]!;
    if (hops > question.maxHops || hops >= hopsTo[from]! || !carries(ledger, question, transfer)) continue;
    for (let more = hops; more < width && last[from * width + more] === 0; more++)
      last[from * width + more] = transfer + 1;
    hopsTo[from] = hops;
  }
  return last;
}

/** Walks forwards over what still leads to `to`, keeping per account the fewest hops so far and how it was reached. */
function walkForwards(
  ledger: LedgerColumns,
  question: PathQuestion,
  departures: Uint32Array,
): Omit<PathsInTime, "widest"> {
  const { length, payer, payee } = ledger.transfers;
  const { from, to, maxHops } = question;
  const hopsOf = new Uint8Array(ledger.accounts.length).fill(255);
  hopsOf[from] = 0;
  const labelOf = new Uint32Array(ledger.accounts.length).fill(NO_LABEL);
  const labels = new Labels();
  let useful: Uint32Array = new Uint32Array(1024);
  let count = 0;
  let earliest: Path | null = null;
  for (let transfer = 0; transfer < length; transfer++) {
    const hops = hopsOf[payer[transfer]!]! + 1;
    const next = payee[transfer]!;
    if (hops > maxHops || !carries(ledger, question, transfer)) continue;
    if (next !== to && departures[next * (maxHops + 1) + maxHops - hops]! <= transfer + 1) continue;
    if (count === useful.length) useful = grownUint32(useful, count * 2);
    useful[count++] = transfer;
    if (hops >= hopsOf[next]!) continue;
    hopsOf[next] = hops;
    labelOf[next] = labels.add(transfer, labelOf[payer[transfer]!]!);
    if (next === to) earliest ??= labels.path(labelOf[next]);
  }
  const fewest = labelOf[to] === NO_LABEL ? null : labels.path(labelOf[to]!);
  return { useful: useful.slice(0, count), earliest, fewest };
}

/** The path whose smallest payment is largest: per account and number of hops, the widest way there so far. */
function widestPath(ledger: LedgerColumns, question: PathQuestion, useful: Uint32Array): Path | null {
  const { payer, payee, amountMinor } = ledger.transfers;
  const { from, to, maxHops } = question;
  const places = placesOf(ledger, useful);
  const width = maxHops + 1;
  const widest = new Float64Array((places.size + 1) * width);
  const labelOf = new Uint32Array(widest.length).fill(NO_LABEL);
  const labels = new Labels();
  const start = places.get(from);
  const finish = places.get(to);
  if (start === undefined || finish === undefined) return null;
  widest.fill(Number.POSITIVE_INFINITY, start * width, (start + 1) * width);
  for (const transfer of useful) {
    const [at, next] = [places.get(payer[transfer]!)! * width, places.get(payee[transfer]!)! * width];
    for (let hops = 1; hops < width; hops++) {
      const amount = Math.min(widest[at + hops - 1]!, amountMinor[transfer]!);
      if (amount <= widest[next + hops]!) continue;
      const label = labels.add(transfer, labelOf[at + hops - 1]!);
      for (let more = hops; more < width && amount > widest[next + more]!; more++) {
        widest[next + more] = amount;
        labelOf[next + more] = label;
      }
    }
  }
  const end = finish * width;
  const most = widest[end + maxHops]!;
  const hops = widest.subarray(end, end + width).indexOf(most);
  return most === 0 ? null : labels.path(labelOf[end + hops]!);
}

/** The accounts of the useful transfers, numbered as met. */
function placesOf({ transfers }: LedgerColumns, useful: Uint32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const transfer of useful) {
    for (const account of [transfers.payer[transfer]!, transfers.payee[transfer]!]) {
      if (!places.has(account)) places.set(account, places.size);
    }
  }
  return places;
}

/** Ways to accounts: the last transfer of each, and the way before it. */
class Labels {
  #transfer: Uint32Array = new Uint32Array(1024);
  #before: Uint32Array = new Uint32Array(1024);
  #length = 0;

  add(transfer: number, before: number): number {
    if (this.#length === this.#transfer.length) {
      this.#transfer = grownUint32(this.#transfer, this.#length * 2);
      this.#before = grownUint32(this.#before, this.#length * 2);
    }
    this.#transfer[this.#length] = transfer;
    this.#before[this.#length] = before;
    return this.#length++;
  }

  path(label: number): Path {
    const transfers: number[] = [];
    for (let at = label; at !== NO_LABEL; at = this.#before[at]!) transfers.push(this.#transfer[at]!);
    return transfers.reverse();
  }
}
