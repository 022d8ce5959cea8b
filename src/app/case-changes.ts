import { toMinorUnits } from "../money/minor-units.ts";
import type { FormerAnswer } from "../storage/former-answers.ts";
import type { LastTrace, TracedAgain } from "../storage/last-trace-register.ts";
import type { Stores } from "../storage/stores.ts";
import type { AllocatingDoctrine } from "../tracing/doctrine.ts";
import { traceStandings, type TraceStandings } from "../tracing/standings.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { WholeQuestion } from "../tracing/trace-changed.ts";
import { type MoneyChange, whatChanged } from "../tracing/what-changed.ts";
import { bindClaims } from "./bind-claims.ts";
import type { FormerLedger } from "./former-ledger.ts";
import { openCaseLedger } from "./good-faith.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import { readOrderBook } from "./order-book.ts";
import { bindCase, type BoundCase, traceOptions, type TraceRun } from "./run-trace.ts";
import { answerKey, formerAnswer, traceSince } from "./trace-since.ts";

/** What became of a case's money between its last trace and the ledger as it is, or the one before it. */
export interface CaseChanges {
  readonly caseName: string;
  readonly doctrine: AllocatingDoctrine;
  /** Largest first. */
  readonly changes: readonly MoneyChange[];
  /** SHA-256 of the files that the ledger has gained since. */
  readonly newFiles: readonly string[];
  /** How many losses were traced again; `null` when the trace that is compared was asked for by somebody. */
  readonly again: TracedAgain | null;
}

type ChangeStores = Pick<
  Stores,
  "ledger" | "snapshots" | "losses" | "lastTraces" | "formerAnswers" | "goodFaith" | "orders"
>;

/** Keeps a trace of a case as its last, so that the next statement can be told by what it changes. */
export async function keepLastTrace(
  { lastTraces, formerAnswers }: Pick<Stores, "lastTraces" | "formerAnswers">,
  ledger: OpenedLedger,
  traced: Pick<TraceRun, "view" | "losses" | "question"> & { readonly result: AllocatedTrace },
): Promise<void> {
  const { engine, losses: views } = traced.view;
  if (engine.caseName === null) return;
  const losses = traced.losses.map(({ id, transfer }, loss) => ({ id, transfer, victim: views[loss]?.victim ?? "" }));
  const last = {
    doctrine: traced.result.doctrine,
    asOfMs: engine.asOfMs,
    stops: engine.stops,
    hubCounterparties: engine.hubCounterparties,
    dustMinor: traced.view.engine.dustMinor === null ? null : toMinorUnits(traced.view.engine.dustMinor),
    files: ledger.witnesses.files,
    standings: traceStandings(ledger.derived.columns, losses, traced.result),
  };
  await lastTraces.keep(engine.caseName, last);
  const answer = formerAnswer(ledger, traced.question, traced.result);
  await formerAnswers.keep(engine.caseName, answerKey(ledger, last), answer);
}

/**
 * What changed in a case since its last trace; when nothing has come since, between that and the one before it. `null` when
 * the case was never traced, or only once and over this ledger.
 */
export async function changesOfCase(stores: ChangeStores, caseName: string): Promise<CaseChanges | null> {
  const { last, before } = await stores.lastTraces.traces(caseName);
  if (last === null) return null;
  const asked = await askAgain(stores, caseName, { last, former: "none" });
  const { opened } = asked;
  if (await isOutdated(stores, asked)) {
    return compare(caseName, [last, (await traceAgain(stores, asked)).trace], opened);
  }
  return before === null ? null : compare(caseName, [before, last], opened);
}

/**
 * What the ledger's new files change in every case that was traced; each is traced again, and kept.
 * @param former the ledger as it was before they came.
 */
export async function changesAfterImport(stores: ChangeStores, former: FormerLedger): Promise<readonly CaseChanges[]> {
  const found: CaseChanges[] = [];
  for (const caseName of await stores.losses.cases()) {
    const { last } = await stores.lastTraces.traces(caseName);
    if (last === null) continue;
    const asked = await askAgain(stores, caseName, { last, former });
    const { opened } = asked;
    if (last.files.join() === opened.witnesses.files.join()) continue;
    const { trace: now, answer } = await traceAgain(stores, asked);
    found.push(compare(caseName, [last, now], opened));
    await stores.lastTraces.keep(caseName, now);
    if (answer !== null) await stores.formerAnswers.keep(caseName, answerKey(opened, now), answer);
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
    again: now.again ?? null,
  };
}

/** A case's last trace, asked of the ledger as it is. */
interface AskedAgain {
  readonly caseName: string;
  readonly last: LastTrace;
  readonly opened: OpenedLedger;
  readonly former: FormerLedger;
  /** `null` when no claim fits one transfer. */
  readonly question: WholeQuestion | null;
  readonly bound: BoundCase["bound"];
}

async function askAgain(
  stores: ChangeStores,
  caseName: string,
  { last, former }: Pick<AskedAgain, "last" | "former">,
): Promise<AskedAgain> {
  const opened = await openCaseLedger(stores, caseName);
  const claims = await stores.losses.claims(caseName);
  const asked = { caseName, last, opened, former };
  const isAnyBound = bindClaims(opened, claims).some(({ outcome }) => outcome === "bound");
  if (!isAnyBound) return { ...asked, question: null, bound: [] };
  const { losses, bound } = bindCase(opened, claims);
  const records = await stores.orders.records();
  const { balances } = readOrderBook(opened, { records, nowMs: null }, last.asOfMs);
  return { ...asked, question: { losses, options: traceOptions(opened, last), answers: balances }, bound };
}

/** Whether the last trace was asked of other rows, losses, banks' answers or marks than there are now. */
async function isOutdated(
  { formerAnswers }: Pick<Stores, "formerAnswers">,
  { caseName, last, opened, question }: AskedAgain,
): Promise<boolean> {
  if (last.files.join() !== opened.witnesses.files.join()) return true;
  const kept = await formerAnswers.open(caseName, answerKey(opened, last));
  if (kept === undefined) return false;
  if (question === null) return true;
  const { trace: _, ...before } = kept;
  const { trace: __, ...now } = formerAnswer(opened, question, kept.trace);
  return JSON.stringify(before) !== JSON.stringify(now);
}

/** The same question to the ledger as it is. Claims that no longer fit one transfer leave no standing. */
async function traceAgain(
  stores: ChangeStores,
  asked: AskedAgain,
): Promise<{ readonly trace: LastTrace; readonly answer: FormerAnswer | null }> {
  const { last, opened, question } = asked;
  const files = opened.witnesses.files;
  if (question === null) {
    const again = { losses: 0, retraced: 0, fromNothing: null };
    return { trace: { ...last, files, standings: { losses: [], standings: [], moves: [] }, again }, answer: null };
  }
  const { trace, again } = await traceSince(stores, { ...asked, question });
  const { columns } = opened.derived;
  const named = question.losses.map(({ id, transfer }, loss) => {
    return { id, transfer, victim: asked.bound[loss]?.claim.victim ?? "" };
  });
  return {
    trace: { ...last, files, standings: traceStandings(columns, named, trace), again },
    answer: formerAnswer(opened, question, trace),
  };
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
