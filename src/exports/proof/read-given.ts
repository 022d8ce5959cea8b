import { SluiceError } from "../../errors/sluice-error.ts";
import { exitKindCode, exitKinds } from "../../flows/exit-kind.ts";
import { currencyOfKey } from "../../flows/account-currency.ts";
import type { AccountColumns, TransferColumns } from "../../flows/ledger-columns.ts";
import {
  TRANSFER_DAY_PRECISION,
  TRANSFER_FAILED,
  TRANSFER_ORDER_GUESSED,
  TRANSFER_REVERSAL,
} from "../../flows/ledger-columns.ts";
import { toMinorUnits } from "../../money/minor-units.ts";
import type { GivenName } from "./given-tables.ts";
import { type ProofInput, type ProofLoss, proofRoles, stopReasons, witnessKinds } from "./proof-input.ts";
import { type ProofRecord, proofRecords } from "./proof-records.ts";
import { readSettings } from "./read-settings.ts";

/**
 * Reads the given files of a package back (rule P3). Whether they are written as they should be is for the caller to see,
 * by writing them again.
 * @throws SluiceError PROOF_BAD_TABLE, PROOF_BAD_VALUE, PROOF_UNKNOWN_FORMAT, naming file, line and column.
 */
export function readGiven(textOf: (name: GivenName | "trace.json") => string): ProofInput {
  const settings = readSettings(textOf("trace.json"));
  const accountRecords = proofRecords("accounts.csv", textOf("accounts.csv"));
  const transferRecords = proofRecords("transfers.csv", textOf("transfers.csv"));
  const accountAt = indexNames("accounts.csv", "account", accountRecords);
  const transferAt = indexNames("transfers.csv", "transfer", transferRecords);
  const transfers = readTransfers(transferRecords, accountAt, transferAt);
  const coverage = readCoverage(textOf("coverage.csv"), accountAt);
  return {
    settings,
    sources: proofRecords("inputs.csv", textOf("inputs.csv")).map((record) => ({
      sha256: record.text("sha256"),
      path: record.text("path"),
      bytes: record.number("bytes"),
    })),
    ledger: {
      transfers: { ...transfers, ties: readTies(textOf("ties.csv"), accountAt, transferAt) },
      accounts: {
        length: accountRecords.length,
        keys: accountRecords.map((record) => record.text("account")),
        exitKind: Uint8Array.from(accountRecords, (record) => exitKindCode(record.word("exit_kind", exitKinds))),
        openingMinor: Float64Array.from(accountRecords, (record) => record.number("opening_minor")),
        ...coverage,
      },
    },
    transferIds: transferRecords.map((record) => record.text("transfer")),
    accounts: accountRecords.map((record) => ({
      role: record.word("role", proofRoles),
      stopReason: record.word("stop_reason", stopReasons),
      holder: record.text("holder"),
      bank: record.text("bank"),
    })),
    witnesses: proofRecords("witnesses.csv", textOf("witnesses.csv")).map((record) => ({
      transfer: record.named("transfer", transferAt),
      kind: record.word("witness", witnessKinds),
      sha256: record.text("sha256"),
      sheet: record.number("sheet") - 1,
      row: record.number("row"),
    })),
    ...readLaidIn({ marks: textOf("good-faith.csv"), answers: textOf("answers.csv") }, accountAt),
    losses: readLosses({ losses: textOf("losses.csv"), own: textOf("own-accounts.csv") }, accountAt, transferAt),
  };
}

function indexNames<Heading extends string>(
  file: GivenName,
  column: Heading,
  records: readonly ProofRecord<Heading>[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, record] of records.entries()) {
    const seen = record.text(column);
    const first = places.get(seen);
    if (first !== undefined) {
      throw new SluiceError("PROOF_BAD_VALUE", { file, line: at + 2, column, seen, wanted: `≠ ${first + 2}` });
    }
    places.set(seen, at);
  }
  return places;
}

type Names = ReadonlyMap<string, number>;
type TransferRecords = ReturnType<typeof proofRecords<"transfers.csv">>;

function readTransfers(records: TransferRecords, accountAt: Names, transferAt: Names): Omit<TransferColumns, "ties"> {
  const reversing = [...records.entries()].filter(([, record]) => record.text("reverses") !== "");
  const stated = [...records.entries()].flatMap(([transfer, record]) =>
    (["payer_balance_minor", "payee_balance_minor"] as const).flatMap((heading, side) => {
      const balanceMinor = record.number(heading);
      return Number.isNaN(balanceMinor) ? [] : [{ transfer, side, balanceMinor }];
    }),
  );
  const yes = ["no", "yes"] as const;
  records.forEach(requirePossible);
  return {
    length: records.length,
    payer: Uint32Array.from(records, (record) => record.named("payer", accountAt)),
    payee: Uint32Array.from(records, (record) => record.named("payee", accountAt)),
    atMs: Float64Array.from(records, (record) => record.time("at")),
    amountMinor: Float64Array.from(records, (record) => record.amount("amount_minor")),
    flags: Uint8Array.from(
      records,
      (record) =>
        (record.word("status", ["ok", "failed"]) === "failed" ? TRANSFER_FAILED : 0) |
        (record.text("reverses") === "" ? 0 : TRANSFER_REVERSAL) |
        (record.word("order_guessed", yes) === "yes" ? TRANSFER_ORDER_GUESSED : 0) |
        (record.word("day_only", yes) === "yes" ? TRANSFER_DAY_PRECISION : 0),
    ),
    reversals: {
      transfer: Uint32Array.from(reversing, ([transfer]) => transfer),
      original: Uint32Array.from(reversing, ([, record]) => record.named("reverses", transferAt)),
    },
    statedBalances: {
      transfer: Uint32Array.from(stated, ({ transfer }) => transfer),
      side: Uint8Array.from(stated, ({ side }) => side),
      balanceMinor: Float64Array.from(stated, ({ balanceMinor }) => balanceMinor),
    },
  };
}

/** A transfer undoes another, and is of one currency. */
function requirePossible(record: TransferRecords[number], at: number): void {
  const bad = (column: "reverses" | "payee", wanted: string): SluiceError =>
    new SluiceError("PROOF_BAD_VALUE", {
      file: "transfers.csv",
      line: at + 2,
      column,
      seen: record.text(column),
      wanted,
    });
  if (record.text("reverses") === record.text("transfer")) throw bad("reverses", `≠ ${record.text("transfer")}`);
  const currency = currencyOfKey(record.text("payer"));
  if (currencyOfKey(record.text("payee")) !== currency) throw bad("payee", currency);
}

/** What was laid into the ledger beside the banks' statements. */
function readLaidIn(
  texts: { readonly marks: string; readonly answers: string },
  accountAt: Names,
): Pick<ProofInput, "marks" | "answers"> {
  return {
    marks: proofRecords("good-faith.csv", texts.marks).map((record) => ({
      account: record.named("account", accountAt),
      caseName: record.text("case") === "" ? null : record.text("case"),
      officer: record.text("officer"),
      evidence: record.text("evidence"),
      markedMs: record.time("marked"),
    })),
    answers: proofRecords("answers.csv", texts.answers).map((record) => ({
      account: record.named("account", accountAt),
      atMs: record.time("at"),
      balanceMinor: toMinorUnits(record.number("balance_minor")),
    })),
  };
}

function readCoverage(
  text: string,
  accountAt: Names,
): Pick<AccountColumns, "coverageStart" | "coverageFromMs" | "coverageToMs" | "coverageInferred"> {
  const records = proofRecords("coverage.csv", text);
  const coverageStart = new Uint32Array(accountAt.size + 1);
  let before = { account: "", to: Number.NaN };
  for (const [at, record] of records.entries()) {
    const [account, from, to] = [record.text("account"), record.time("from"), record.time("to")];
    if (to < from || (account === before.account && from < before.to)) {
      const place = { file: "coverage.csv", line: at + 2, column: "from", seen: record.text("from") };
      throw new SluiceError("PROOF_BAD_VALUE", { ...place, wanted: "from₁ ≤ to₁ ≤ from₂ ≤ to₂" });
    }
    before = { account, to };
    const next = record.named("account", accountAt) + 1;
    coverageStart[next] = (coverageStart[next] ?? 0) + 1;
  }
  for (let account = 1; account <= accountAt.size; account++) {
    coverageStart[account] = (coverageStart[account] ?? 0) + (coverageStart[account - 1] ?? 0);
  }
  return {
    coverageStart,
    coverageFromMs: Float64Array.from(records, (record) => record.time("from")),
    coverageToMs: Float64Array.from(records, (record) => record.time("to")),
    coverageInferred: Uint8Array.from(records, (record) => (record.word("inferred", ["no", "yes"]) === "yes" ? 1 : 0)),
  };
}

function readTies(text: string, accountAt: Names, transferAt: Names): TransferColumns["ties"] {
  const records = proofRecords("ties.csv", text);
  const account: number[] = [];
  const start: number[] = [];
  let group = Number.NaN;
  for (const [at, record] of records.entries()) {
    if (record.number("group") === group) continue;
    group = record.number("group");
    account.push(record.named("account", accountAt));
    start.push(at);
  }
  return {
    account: Uint32Array.from(account),
    start: Uint32Array.from([...start, records.length]),
    transfer: Uint32Array.from(records, (record) => record.named("transfer", transferAt)),
    fromMs: Float64Array.from(records, (record) => record.time("from")),
    toMs: Float64Array.from(records, (record) => record.time("to")),
  };
}

function readLosses(
  texts: { readonly losses: string; readonly own: string },
  accountAt: Names,
  transferAt: Names,
): readonly ProofLoss[] {
  const own = proofRecords("own-accounts.csv", texts.own).map((record) => ({
    loss: record.text("loss"),
    account: record.named("account", accountAt),
  }));
  return proofRecords("losses.csv", texts.losses).map((record) => {
    const amountMinor = record.number("amount_minor");
    return {
      id: record.text("loss"),
      victim: record.text("victim"),
      transfer: record.named("transfer", transferAt),
      amountMinor: Number.isNaN(amountMinor) ? null : toMinorUnits(amountMinor),
      victimAccounts: own.filter(({ loss }) => loss === record.text("loss")).map(({ account }) => account),
    };
  });
}
