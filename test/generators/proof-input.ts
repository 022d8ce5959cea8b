import type { ProofInput } from "../../src/exports/proof/proof-input.ts";
import { exitKindCode } from "../../src/flows/exit-kind.ts";
import { traceWithAnswers } from "../../src/tracing/answered-trace.ts";
import type { BalanceAnswer } from "../../src/tracing/balance-answer.ts";
import { extractLedger, extractLosses, reachedAccounts } from "../../src/tracing/extract-ledger.ts";
import { stopKinds } from "../../src/tracing/stop-kinds.ts";
import type { Doctrine } from "../../src/tracing/doctrine.ts";
import type { TraceCase } from "./traced-ledger.ts";

const goodFaith = exitKindCode("good-faith");

/** Enough for the orders of most generated ties. */
export const rowBudget = 5_000;

const sha256 = "ab".repeat(32);

/** The proof of a generated case, as if every transfer were a row of one file. */
export function toProofInput(
  { ledger, losses, options }: TraceCase,
  doctrine: Doctrine,
  answers: readonly BalanceAnswer[] = [],
): ProofInput {
  const asked = { ...options, doctrine };
  const { trace: result, search } = traceWithAnswers(
    ledger,
    { losses, options: asked, answers, rest: null },
    rowBudget,
  );
  const kinds = stopKinds(ledger, asked);
  const stops = [...kinds.keys()].filter((account) => kinds[account] !== 0);
  const flows = result.kind === "reach" ? { transfer: result.transfer } : result.flows;
  const accounts = search?.accounts ?? reachedAccounts(ledger, losses, { flows, stops });
  const extract = extractLedger(ledger, { accounts, stops, losses });
  return {
    settings: {
      version: "test",
      caseName: "案件, “一”",
      doctrine,
      asOfMs: options.asOfMs,
      ledgerEndMs: extract.lastInstantMs,
      coverage: options.coverage,
      dustMinor: options.dustMinor,
      hubCounterparties: options.hubCounterparties,
      stopsAsked: options.stops.map((account) => ledger.accounts.keys[account] ?? ""),
      rowBudget,
      ledgerTransfers: ledger.transfers.length,
      ledgerAccounts: ledger.accounts.length,
    },
    sources: [{ sha256, path: "银行\n明细.csv", bytes: 12 }],
    ledger: extract.ledger,
    transferIds: Array.from(extract.transferOf, (transfer) => `${sha256.slice(0, 12)}-0-${transfer + 2}`),
    accounts: Array.from(extract.accountOf, (account) => ({
      role: stops.includes(account) ? "stop" : accounts.includes(account) ? "complete" : "outside",
      stopReason: stops.includes(account) ? "asked" : "none",
      holder: `户,主"${account} `,
      bank: "",
    })),
    witnesses: Array.from(extract.transferOf, (whole, transfer) => ({
      transfer,
      kind: "first",
      sha256,
      sheet: 0,
      row: whole + 2,
    })),
    losses: extractLosses(extract, losses).map((loss) => ({ ...loss, victim: "甲" })),
    marks: [...extract.accountOf.keys()].flatMap((account) =>
      extract.ledger.accounts.exitKind[account] === goodFaith
        ? [{ account, caseName: null, officer: "周警官", evidence: "合同", markedMs: 1 }]
        : [],
    ),
    answers: answers.flatMap((answer) => {
      const account = accounts.includes(answer.account) ? extract.accountOf.indexOf(answer.account) : -1;
      return account === -1 ? [] : [{ ...answer, account }];
    }),
  };
}
