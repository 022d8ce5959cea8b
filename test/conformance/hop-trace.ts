import { type HopTrace, traceByHops } from "../../src/app/trace-by-hops.ts";
import type { LegStore } from "../../src/storage/leg-store.ts";
import type { Doctrine } from "../../src/tracing/doctrine.ts";
import { reachedAccounts } from "../../src/tracing/extract-ledger.ts";
import { trace } from "../../src/tracing/trace.ts";
import type { TraceResult } from "../../src/tracing/trace-result.ts";
import type { TraceCase } from "../generators/traced-ledger.ts";

/** How a generated case is traced by hops. */
export interface HopAsked {
  readonly doctrine: Doctrine;
  readonly legBudget: number;
}

/** Keeps a case's ledger in the store and traces it from there, hop by hop. */
export async function askByHops(store: LegStore, traced: TraceCase, asked: HopAsked): Promise<HopTrace> {
  const { ledger, losses, options } = traced;
  const signal = new AbortController().signal;
  const name = nameOf(traced);
  const empty = new Uint32Array();
  const witnesses = {
    length: 0,
    files: [],
    file: empty,
    sheet: new Uint16Array(),
    row: empty,
    atMs: new Float64Array(),
    precision: new Uint8Array(),
  };
  const none = { firstWitness: empty, secondWitness: empty, walletWitnesses: [], transferOf: empty };
  const rows = { facts: [], ...none, witnesses };
  await store.write(name, { columns: ledger, ...rows }, signal);
  return traceByHops(store, {
    name,
    losses: losses.map((loss) => ({ ...loss, payer: ledger.transfers.payer[loss.transfer] ?? 0 })),
    options: { ...options, doctrine: asked.doctrine },
    legBudget: asked.legBudget,
    signal,
  });
}

/** The name under which a case's ledger is kept. */
export function nameOf({ ledger }: TraceCase): string {
  return JSON.stringify(ledger);
}

/** What tracing by hops must answer: the whole ledger's trace, of which `unexplained` names only the accounts reached. */
export function wholeTrace({ ledger, losses, options }: TraceCase, doctrine: Doctrine): TraceResult {
  const whole = trace(ledger, losses, { ...options, doctrine });
  if (whole.kind === "reach") return whole;
  const reached = new Set(reachedAccounts(ledger, losses, whole));
  return { ...whole, unexplained: whole.unexplained.filter(({ account }) => reached.has(account)) };
}
