import { exitKinds } from "../../flows/exit-kind.ts";
import { TRANSFER_DAY_PRECISION, TRANSFER_FAILED, TRANSFER_ORDER_GUESSED } from "../../flows/ledger-columns.ts";
import type { ProofInput, ProofSettings } from "./proof-input.ts";
import { numberCell, type ProofTable, timeCell, yesCell } from "./proof-table.ts";

/** Headings of the given tables (rule P3). The reading and the writing of a table both go by them. */
export const givenHeadings = {
  "inputs.csv": ["sha256", "path", "bytes"],
  "accounts.csv": ["account", "role", "stop_reason", "exit_kind", "opening_minor", "holder", "bank"],
  "coverage.csv": ["account", "from", "to", "inferred"],
  "transfers.csv": [
    "order",
    "transfer",
    "at",
    "payer",
    "payee",
    "amount_minor",
    "status",
    "reverses",
    "order_guessed",
    "day_only",
    "payer_balance_minor",
    "payee_balance_minor",
  ],
  "ties.csv": ["group", "account", "transfer", "from", "to"],
  "witnesses.csv": ["transfer", "witness", "sha256", "sheet", "row"],
  "losses.csv": ["loss", "victim", "transfer", "amount_minor"],
  "own-accounts.csv": ["loss", "account"],
  "good-faith.csv": ["account", "case", "officer", "evidence", "marked"],
  "answers.csv": ["account", "at", "balance_minor"],
} as const;

/** The name of a given table. */
export type GivenName = keyof typeof givenHeadings;

/** The format of the package; a number is never reused. */
export const proofFormat = "sluice-proof/2";

/** `trace.json`: what was asked. */
export function settingsText(settings: ProofSettings): string {
  const { version, caseName, doctrine, asOfMs, ledgerEndMs, coverage, dustMinor, hubCounterparties } = settings;
  const fields = {
    format: proofFormat,
    engine: version,
    case: caseName,
    doctrine,
    asOf: asOfMs === null ? null : timeCell(asOfMs),
    ledgerEnd: timeCell(ledgerEndMs),
    coverage,
    dustMinor,
    hubCounterparties,
    stopsAsked: settings.stopsAsked,
    rowBudget: settings.rowBudget,
    ledgerTransfers: settings.ledgerTransfers,
    ledgerAccounts: settings.ledgerAccounts,
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** The given tables of a package. */
export function givenTables(input: ProofInput): readonly ProofTable[] {
  return [
    table(
      "inputs.csv",
      input.sources.map(({ sha256, path, bytes }) => [sha256, path, String(bytes)]),
    ),
    table("accounts.csv", accountRows(input)),
    table("coverage.csv", coverageRows(input)),
    table("transfers.csv", transferRows(input)),
    table("ties.csv", tieRows(input)),
    table(
      "witnesses.csv",
      input.witnesses.map(({ transfer, kind, sha256, sheet, row }) => [
        input.transferIds[transfer] ?? "",
        kind,
        sha256,
        String(sheet + 1),
        String(row),
      ]),
    ),
    table(
      "losses.csv",
      input.losses.map(({ id, victim, transfer, amountMinor }) => [
        id,
        victim,
        input.transferIds[transfer] ?? "",
        numberCell(amountMinor),
      ]),
    ),
    table(
      "own-accounts.csv",
      input.losses.flatMap(({ id, victimAccounts }) => victimAccounts.map((account) => [id, keyOf(input, account)])),
    ),
    ...laidInTables(input),
  ];
}

/** What was laid into the ledger beside the banks' statements. */
function laidInTables(input: ProofInput): readonly ProofTable[] {
  return [
    table(
      "good-faith.csv",
      input.marks.map(({ account, caseName, officer, evidence, markedMs }) => [
        keyOf(input, account),
        caseName ?? "",
        officer,
        evidence,
        timeCell(markedMs),
      ]),
    ),
    table(
      "answers.csv",
      input.answers.map(({ account, atMs, balanceMinor }) => [
        keyOf(input, account),
        timeCell(atMs),
        numberCell(balanceMinor),
      ]),
    ),
  ];
}

function table(name: GivenName, rows: ProofTable["rows"]): ProofTable {
  return { name, headings: givenHeadings[name], rows };
}

function keyOf({ ledger }: Pick<ProofInput, "ledger">, account: number): string {
  return ledger.accounts.keys[account] ?? "";
}

function accountRows({ ledger, accounts }: ProofInput): string[][] {
  return accounts.map(({ role, stopReason, holder, bank }, account) => [
    ledger.accounts.keys[account] ?? "",
    role,
    stopReason,
    exitKinds[ledger.accounts.exitKind[account] ?? 0] ?? "none",
    numberCell(ledger.accounts.openingMinor[account] ?? null),
    holder,
    bank,
  ]);
}

function coverageRows(input: ProofInput): string[][] {
  const { coverageStart, coverageFromMs, coverageToMs, coverageInferred } = input.ledger.accounts;
  return input.accounts.flatMap((_, account) => {
    const rows: string[][] = [];
    for (let at = coverageStart[account] ?? 0; at < (coverageStart[account + 1] ?? 0); at++) {
      rows.push([
        keyOf(input, account),
        timeCell(coverageFromMs[at] ?? 0),
        timeCell(coverageToMs[at] ?? 0),
        yesCell(coverageInferred[at] === 1),
      ]);
    }
    return rows;
  });
}

function transferRows(input: ProofInput): string[][] {
  const { transfers } = input.ledger;
  const originals = new Map(Array.from(transfers.reversals.transfer, (transfer, at) => [transfer, at]));
  const balances = new Map<number, string>();
  transfers.statedBalances.transfer.forEach((transfer, at) => {
    const { side, balanceMinor } = transfers.statedBalances;
    balances.set(2 * transfer + (side[at] ?? 0), numberCell(balanceMinor[at] ?? null));
  });
  return input.transferIds.map((id, transfer) => {
    const flags = transfers.flags[transfer] ?? 0;
    const original = transfers.reversals.original[originals.get(transfer) ?? -1];
    return [
      String(transfer + 1),
      id,
      timeCell(transfers.atMs[transfer] ?? 0),
      keyOf(input, transfers.payer[transfer] ?? 0),
      keyOf(input, transfers.payee[transfer] ?? 0),
      numberCell(transfers.amountMinor[transfer] ?? null),
      (flags & TRANSFER_FAILED) === 0 ? "ok" : "failed",
      original === undefined ? "" : (input.transferIds[original] ?? ""),
      yesCell((flags & TRANSFER_ORDER_GUESSED) !== 0),
      yesCell((flags & TRANSFER_DAY_PRECISION) !== 0),
      balances.get(2 * transfer) ?? "",
      balances.get(2 * transfer + 1) ?? "",
    ];
  });
}

function tieRows(input: ProofInput): string[][] {
  const { account, start, transfer, fromMs, toMs } = input.ledger.transfers.ties;
  return Array.from(account).flatMap((tied, group) => {
    const rows: string[][] = [];
    for (let at = start[group] ?? 0; at < (start[group + 1] ?? 0); at++) {
      rows.push([
        String(group + 1),
        keyOf(input, tied),
        input.transferIds[transfer[at] ?? 0] ?? "",
        timeCell(fromMs[at] ?? 0),
        timeCell(toMs[at] ?? 0),
      ]);
    }
    return rows;
  });
}
