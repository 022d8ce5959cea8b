import type { LedgerColumns } from "../flows/ledger-columns.ts";
import { NONE } from "../flows/witness-columns.ts";
import type { AnsweredQuestion } from "./answered-trace.ts";
import { type AnsweredLedger, insertAnswers, placeAnswers } from "./bank-answers.ts";
import { changedAccounts } from "./changed-accounts.ts";
import { changedAnswers } from "./changed-answers.ts";
import { reachedAccounts } from "./extract-ledger.ts";
import { type MatchedLosses, matchLosses } from "./former-losses.ts";
import { type LayeredLedger, layOver } from "./layered-ledger.ts";
import { type LedgerDifference, ledgerDifference } from "./ledger-difference.ts";
import { ledgerEnd } from "./ledger-end.ts";
import type { AccountPairs } from "./pair-accounts.ts";
import type { PreparedLedger } from "./prepare-ledger.ts";
import { renumberAccounts } from "./renumber-accounts.ts";
import { renumberTransfers } from "./renumber-transfers.ts";
import { retraceKnown } from "./retrace.ts";
import { trace } from "./trace.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** What is asked of the whole of a ledger, under a doctrine that allocates. */
export type WholeQuestion = Pick<AnsweredQuestion, "losses" | "options" | "answers">;

/** A trace that was made before something changed, by the indices of the ledger as it was. */
export interface FormerTrace {
  readonly ledger: LedgerColumns;
  /** `prepareLedger` of that ledger; asked for when it is of use. */
  readonly prepared: () => PreparedLedger;
  readonly question: WholeQuestion;
  /** The answer; its `unexplained` and `stops` are not read. */
  readonly trace: AllocatedTrace;
  /** Per transfer of that ledger its place in the ledger as it is, or NONE (`matchTransfers`). */
  readonly placeNow: Uint32Array;
}

/** Why everything was traced from nothing although there was a former trace. */
export type FromNothing = "much" | "options";

/** A trace of a ledger that has changed. */
export interface ChangedTrace {
  /** What a trace from nothing answers, with `unexplained` of the accounts that decide it. */
  readonly trace: AllocatedTrace;
  /** The losses that were traced again, ascending. */
  readonly retraced: readonly number[];
  /** `null` when the former trace was used. */
  readonly fromNothing: FromNothing | null;
}

/**
 * Traces losses in a ledger that was traced before something changed: rows, banks' answers, losses. Where an overlay makes
 * the ledger as it is of the one that was traced, only what the change can reach is traced again, else everything.
 * @throws SluiceError as `trace` does.
 */
export function traceChanged(former: FormerTrace, ledger: LedgerColumns, question: WholeQuestion): ChangedTrace {
  const answered = insertAnswers(ledger, question.answers, ledgerEnd(ledger.transfers));
  const { length } = ledger.transfers;
  const placeHere = former.placeNow.map((place) => (place < length ? answered.placeHere(place) : place));
  const difference = ledgerDifference(former.ledger, answered.ledger, placeHere);
  if (typeof difference === "string") return fromNothing(answered, question, difference);
  if (!isAskedAlike(former.question, question, difference.accounts)) return fromNothing(answered, question, "options");
  return traceDifference({ former, answered, difference }, ledger, question);
}

interface FoundDifference {
  readonly former: FormerTrace;
  readonly answered: AnsweredLedger;
  readonly difference: LedgerDifference;
}

function traceDifference(found: FoundDifference, ledger: LedgerColumns, question: WholeQuestion): ChangedTrace {
  const { former, answered, difference } = found;
  const { accounts, overlay } = difference;
  const layered = layOver(former.prepared(), overlay);
  const stops = question.options.stops.map((stop) => accounts.mergedOf[stop]!);
  const { trace: again, retraced } = retraceKnown({
    layered,
    options: { ...question.options, stops },
    ...formerLosses(found, layered, question),
    changed: changedHere(layered, found, { ledger, question }),
  });
  const here = renumberTransfers(again, (transfer) => difference.places.toLedger(transfer));
  const restored = answered.restoreTrace(renumberAccounts(here, accounts.nowOf));
  return { trace: restored, retraced, fromNothing: null };
}

/** The accounts that differ: an answer told before as it is told now changes nothing, though it is laid over the ledger. */
function changedHere(
  layered: LayeredLedger,
  { former, answered, difference }: FoundDifference,
  { ledger, question }: { readonly ledger: LedgerColumns; readonly question: WholeQuestion },
): ReadonlySet<number> {
  const { mergedOf } = difference.accounts;
  const { place, payee } = difference.overlay.inserted;
  const nobody = answered.ledger.accounts.length > ledger.accounts.length ? mergedOf[ledger.accounts.length] : NONE;
  const answers = new Set(place.filter((_, index) => payee[index] === nobody));
  const before = {
    placed: placeAnswers(former.ledger.transfers, former.question.answers),
    endMs: ledgerEnd(former.ledger.transfers),
    placeOf: (transfer: number) => layered.places.toMerged(transfer),
    accountOf: (account: number) => account,
  };
  const now = {
    placed: placeAnswers(ledger.transfers, question.answers),
    endMs: ledgerEnd(ledger.transfers),
    placeOf: (transfer: number) => difference.places.toMerged(answered.placeHere(transfer)),
    accountOf: (account: number) => mergedOf[account]!,
  };
  return new Set([...changedAccounts(layered, (at) => answers.has(at)), ...changedAnswers(before, now)]);
}

function formerLosses(
  { former, answered, difference }: FoundDifference,
  { places }: LayeredLedger,
  { losses }: WholeQuestion,
): MatchedLosses {
  const { mergedOf } = difference.accounts;
  const merged = (transfer: number): number => places.toMerged(transfer);
  return matchLosses({
    losses: answered.lossesHere(losses).map((loss) => ({
      ...loss,
      transfer: difference.places.toMerged(loss.transfer),
      victimAccounts: loss.victimAccounts.map((account) => mergedOf[account]!),
    })),
    before: former.question.losses.map((loss) => ({ ...loss, transfer: merged(loss.transfer) })),
    trace: renumberTransfers(former.trace, merged),
  });
}

/** What `traceChanged` answers where there is no former trace. @throws SluiceError as `trace` does. */
export function traceWhole(ledger: LedgerColumns, question: WholeQuestion): AllocatedTrace {
  return traceAll(insertAnswers(ledger, question.answers, ledgerEnd(ledger.transfers)), question);
}

function fromNothing(answered: AnsweredLedger, question: WholeQuestion, reason: FromNothing): ChangedTrace {
  return { trace: traceAll(answered, question), retraced: [...question.losses.keys()], fromNothing: reason };
}

function traceAll(answered: AnsweredLedger, { losses: given, options }: WholeQuestion): AllocatedTrace {
  const losses = answered.lossesHere(given);
  const whole = trace(answered.ledger, losses, options);
  if (whole.kind === "reach") throw new RangeError(`${options.doctrine} allocates nothing`);
  const reached = new Set(reachedAccounts(answered.ledger, losses, whole));
  const unexplained = whole.unexplained.filter(({ account }) => reached.has(account));
  return answered.restoreTrace({ ...whole, unexplained });
}

/** Stops are the same when they are so among the accounts that both ledgers have. */
function isAskedAlike(
  { options: before }: WholeQuestion,
  { options: now }: WholeQuestion,
  { mergedOf, known }: AccountPairs,
): boolean {
  const stops = new Set(now.stops.map((stop) => mergedOf[stop]!).filter((stop) => stop < known));
  return (
    before.doctrine === now.doctrine &&
    before.asOfMs === now.asOfMs &&
    before.hubCounterparties === now.hubCounterparties &&
    before.dustMinor === now.dustMinor &&
    before.coverage === now.coverage &&
    new Set(before.stops).size === stops.size &&
    before.stops.every((stop) => stops.has(stop))
  );
}
