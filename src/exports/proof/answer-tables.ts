import { exitKinds } from "../../flows/exit-kind.ts";
import type { AnsweredTrace } from "../../tracing/answered-trace.ts";
import type { InterestOfTrace } from "../../tracing/interest.ts";
import type { AllocatedTrace, ReachTrace } from "../../tracing/trace-result.ts";
import { guessRows } from "./guess-rows.ts";
import { accountSheet, type HopLine, hopSheet } from "./hop-sheet.ts";
import { interestTable, orderTables } from "./order-tables.ts";
import type { ProofInput } from "./proof-input.ts";
import { type ProofNames, type ProofTable, timeCell, yesCell } from "./proof-table.ts";

/** What a proof answers: the tables made from the given ones, and every hop's in and out. Under `poison` no hop has amounts. */
export interface ProofAnswer {
  readonly tables: readonly ProofTable[];
  readonly hops: readonly HopLine[];
}

/** What is traced of the extract: the sheet's figures, those that depend on an order (T7), and interest (T20). */
export type ProvedTrace = AnsweredTrace & { readonly interest: InterestOfTrace };

/** The answer tables of a trace of the extract (rule P4). */
export function answerTables(input: ProofInput, { trace, search, interest }: ProvedTrace): ProofAnswer {
  const names = namesOf(input);
  if (search === null) return reachTables(input, names, trace);
  const { tables, hops } = allocatedTables(input, names, trace);
  return { tables: [...tables, ...orderTables(input, names, search), interestTable(names, interest)], hops };
}

function namesOf({ ledger, losses, transferIds }: ProofInput): ProofNames {
  return {
    loss: (loss) => losses[loss]?.id ?? "",
    account: (account) => ledger.accounts.keys[account] ?? "",
    transfer: (transfer) => transferIds[transfer] ?? "",
  };
}

function reachTables(input: ProofInput, names: ProofNames, { transfer, loss, hop }: ReachTrace): ProofAnswer {
  const rows = Array.from(transfer, (at, mark) => [
    names.transfer(at),
    names.loss(loss[mark] ?? 0),
    String(hop[mark] ?? 0),
  ]);
  const reached = new Set(transfer);
  return {
    tables: [
      { name: "reach.csv", headings: ["transfer", "loss", "hop"], rows },
      stopsTable(input, new Map()),
      { name: "guesses.csv", ...guessRows(input, (at) => (reached.has(at) ? "reached" : "no")) },
    ],
    hops: [],
  };
}

function allocatedTables(input: ProofInput, names: ProofNames, trace: AllocatedTrace): ProofAnswer {
  const { payer } = input.ledger.transfers;
  const hops = hopSheet(
    input,
    trace,
    input.losses.map(({ transfer }) => payer[transfer] ?? 0),
  );
  const { flows } = trace;
  const tracedMinor = new Map<number, number>();
  const exitedAt = new Map<number, number>();
  flows.transfer.forEach((at, flow) => {
    tracedMinor.set(at, (tracedMinor.get(at) ?? 0) + (flows.amountMinor[flow] ?? 0));
  });
  for (const { account, amountMinor } of trace.exits) {
    exitedAt.set(account, (exitedAt.get(account) ?? 0) + amountMinor);
  }
  const tables: ProofTable[] = [
    sheetTable(names, trace),
    {
      name: "flows.csv",
      headings: ["transfer", "loss", "hop", "amount_minor"],
      rows: Array.from(flows.transfer, (at, flow) => [
        names.transfer(at),
        names.loss(flows.loss[flow] ?? 0),
        String(flows.hop[flow] ?? 0),
        String(flows.amountMinor[flow] ?? 0),
      ]),
    },
    {
      name: "hops.csv",
      headings: ["loss", "hop", "account", "in_minor", "out_minor", "stayed_minor"],
      rows: hops.map(({ loss, hop, account, inMinor, outMinor, stayedMinor }) => [
        names.loss(loss),
        String(hop),
        names.account(account),
        ...[inMinor, outMinor, stayedMinor].map(String),
      ]),
    },
    accountsTable(names, trace, hops),
    ...endTables(names, trace),
    stopsTable(input, exitedAt),
    { name: "guesses.csv", ...guessRows(input, (at) => String(tracedMinor.get(at) ?? 0)) },
  ];
  return { tables, hops };
}

function sheetTable(names: ProofNames, { balanceSheet }: AllocatedTrace): ProofTable {
  return {
    name: "balance-sheet.csv",
    headings: [
      "loss",
      "loss_minor",
      "at_rest_minor",
      "exited_minor",
      "lost_sight_minor",
      "returned_minor",
      "written_off_minor",
    ],
    rows: balanceSheet.map((row) => [
      names.loss(row.loss),
      ...[
        row.lossMinor,
        row.atRestMinor,
        row.exitedMinor,
        row.lostSightMinor,
        row.returnedMinor,
        row.writtenOffMinor,
      ].map(String),
    ]),
  };
}

function accountsTable(names: ProofNames, trace: AllocatedTrace, hops: readonly HopLine[]): ProofTable {
  return {
    name: "account-sheet.csv",
    headings: [
      "loss",
      "account",
      "in_minor",
      "out_minor",
      "at_rest_minor",
      "exited_minor",
      "lost_sight_minor",
      "returned_minor",
      "written_off_minor",
    ],
    rows: accountSheet(trace, hops).map((line) => [
      names.loss(line.loss),
      names.account(line.account),
      ...[
        line.inMinor,
        line.outMinor,
        line.atRestMinor,
        line.exitedMinor,
        line.lostSightMinor,
        line.returnedMinor,
        line.writtenOffMinor,
      ].map(String),
    ]),
  };
}

function endTables(names: ProofNames, trace: AllocatedTrace): readonly ProofTable[] {
  const table = <Entry>(
    name: string,
    list: readonly Entry[],
    columns: Readonly<Record<string, (entry: Entry) => string>>,
  ): ProofTable => {
    const cells = Object.values(columns);
    return { name, headings: Object.keys(columns), rows: list.map((entry) => cells.map((cell) => cell(entry))) };
  };
  const place = {
    account: ({ account }: { readonly account: number }) => names.account(account),
    loss: ({ loss }: { readonly loss: number }) => names.loss(loss),
    amount_minor: ({ amountMinor }: { readonly amountMinor: number }) => String(amountMinor),
  };
  const since = ({ sinceMs }: { readonly sinceMs: number }): string => timeCell(sinceMs);
  const transfer = (at: number): string => names.transfer(at);
  const { account, loss, amount_minor } = place;
  return [
    table("at-rest.csv", trace.atRest, { ...place, since, last_seen: ({ lastSeen }) => yesCell(lastSeen) }),
    table("exits.csv", trace.exits, { account, kind: ({ kind }) => kind, loss, amount_minor }),
    table("lost-sight.csv", trace.lostSight, { ...place, since }),
    table("returned.csv", trace.returned, place),
    table("written-off.csv", trace.writtenOff, { ...place, since }),
    table("unexplained.csv", trace.unexplained, {
      transfer: (entry) => transfer(entry.transfer),
      account,
      amount_minor,
    }),
    table("partly-seen.csv", trace.partlySeen, { transfer }),
  ];
}

/** Every stop of the extract, also those at which nothing arrived (T11), with all traced money that left the ledger there. */
function stopsTable({ ledger, accounts }: ProofInput, exitedAt: ReadonlyMap<number, number>): ProofTable {
  const rows = accounts.flatMap(({ role, stopReason }, account) => {
    if (role !== "stop") return [];
    const kind = exitKinds[ledger.accounts.exitKind[account] ?? 0] ?? "none";
    return [[ledger.accounts.keys[account] ?? "", stopReason, kind, String(exitedAt.get(account) ?? 0)]];
  });
  return { name: "stops.csv", headings: ["account", "stop_reason", "exit_kind", "exited_minor"], rows };
}
