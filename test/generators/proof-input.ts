import type { ProofInput } from "../../src/exports/proof/proof-input.ts";
import { extractLedger, extractLosses, reachedAccounts } from "../../src/tracing/extract-ledger.ts";
import { stopKinds } from "../../src/tracing/stop-kinds.ts";
import { trace } from "../../src/tracing/trace.ts";
import type { Doctrine } from "../../src/tracing/doctrine.ts";
import type { TraceCase } from "./traced-ledger.ts";

const sha256 = "ab".repeat(32);

/** The proof of a generated case, as if every transfer were a row of one file. */
export function toProofInput({ ledger, losses, options }: TraceCase, doctrine: Doctrine): ProofInput {
  const asked = { ...options, doctrine };
  const result = trace(ledger, losses, asked);
  const kinds = stopKinds(ledger, asked);
  const stops = [...kinds.keys()].filter((account) => kinds[account] !== 0);
  const flows = result.kind === "reach" ? { transfer: result.transfer } : result.flows;
  const accounts = reachedAccounts(ledger, losses, { flows, stops });
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
  };
}
