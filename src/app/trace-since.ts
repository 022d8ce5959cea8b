import type { FormerAnswer } from "../storage/former-answers.ts";
import type { LastTrace, TracedAgain } from "../storage/last-trace-register.ts";
import type { Stores } from "../storage/stores.ts";
import { withGoodFaith } from "../tracing/good-faith.ts";
import { traceChanged, traceWhole, type WholeQuestion } from "../tracing/trace-changed.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import { type FormerLedger, placesIn } from "./former-ledger.ts";
import { ledgerKey, type OpenedLedger } from "./open-ledger.ts";
import { preparedLedger } from "./prepared-ledgers.ts";

/** A question to a case's ledger, marks of good faith put on it, whose last trace may be of use. */
export interface LaterQuestion {
  readonly caseName: string;
  readonly last: Pick<LastTrace, "doctrine" | "asOfMs" | "hubCounterparties" | "dustMinor">;
  readonly opened: OpenedLedger;
  readonly question: WholeQuestion;
  readonly former: FormerLedger;
}

/** Names what a case's answer is kept under: the state of the ledger, and what was asked for besides accounts. */
export function answerKey({ files }: Pick<OpenedLedger, "files">, last: LaterQuestion["last"]): string {
  const { doctrine, asOfMs, hubCounterparties, dustMinor } = last;
  return `${JSON.stringify([doctrine, asOfMs, hubCounterparties, dustMinor])}\n${ledgerKey(files)}`;
}

/** The engine's answer as it is kept for the next change. */
export function formerAnswer(
  { goodFaith = [] }: Pick<OpenedLedger, "goodFaith">,
  { losses, options, answers }: WholeQuestion,
  trace: AllocatedTrace,
): FormerAnswer {
  return {
    losses: losses.map(({ id, transfer, amountMinor }) => ({ id, transfer, amountMinor })),
    stops: options.stops,
    goodFaith: goodFaith.map(({ account }) => account),
    balances: answers,
    trace: { ...trace, unexplained: [], stops: [] },
  };
}

/** Traces what a change since the kept answer can reach: of the ledger before an import, else of the ledger as it is. */
export async function traceSince(
  { formerAnswers }: Pick<Stores, "formerAnswers">,
  asked: LaterQuestion,
): Promise<{ readonly trace: AllocatedTrace; readonly again: TracedAgain }> {
  const { caseName, last, opened, question, former } = asked;
  const { columns } = opened.derived;
  const losses = question.losses.length;
  for (const earlier of typeof former === "string" ? [opened] : [former, opened]) {
    const kept = await formerAnswers.open(caseName, answerKey(earlier, last));
    if (kept === undefined) continue;
    const ledger = withGoodFaith(earlier.derived.columns, kept.goodFaith);
    const { trace, retraced, fromNothing } = traceChanged(
      {
        ledger,
        prepared: () => preparedLedger(ledger),
        question: questionOf(kept, question),
        trace: kept.trace,
        placeNow: placesIn(opened, earlier),
      },
      columns,
      question,
    );
    return { trace, again: { losses, retraced: retraced.length, fromNothing } };
  }
  const fromNothing = former === "memory" ? "memory" : "no-former-answer";
  return { trace: traceWhole(columns, question), again: { losses, retraced: losses, fromNothing } };
}

/** What was asked for besides accounts is the same: the answer's name says so. */
export function questionOf({ losses, stops, balances }: FormerAnswer, { options }: WholeQuestion): WholeQuestion {
  return {
    losses: losses.map((loss) => ({ ...loss, victimAccounts: [] })),
    options: { ...options, stops },
    answers: balances,
  };
}
