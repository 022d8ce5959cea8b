import type { AccountFacts, DerivedLedger, UnjoinedReference } from "../../flows/derived-ledger.ts";
import type { LedgerColumns } from "../../flows/ledger-columns.ts";
import type { WitnessPlaces } from "../../flows/witness-columns.ts";
import type { KeptDerivation } from "../ledger-snapshots.ts";
import { atFirstUse } from "./at-first-use.ts";
import type { ColumnFile, Columns, FiledColumns } from "./column-file.ts";
import { type ColumnTaker, takerOf } from "./column-taker.ts";
import { shortNumbers, shortRuns } from "./short-column.ts";
import { TextTable, textsIn } from "./text-table.ts";

/**
 * Lays a derivation out as columns; first what every trace needs, later what says whose accounts are and where rows stand.
 * Columns named `…Text` hold numbers of texts.
 */
export function columnsOf({ derived, witnesses }: KeptDerivation): FiledColumns {
  const keys = new TextTable();
  const names = new TextTable();
  const ledger = columnsOfLedger(derived.columns, keys);
  const fileText = Uint32Array.from(witnesses.files, (file) => keys.numberOf(file));
  const facts = columnsOfFacts(derived.facts, names);
  return {
    first: { ...ledger, ...columnsOfFindings(derived), fileText, ...columnsOfTexts("key", keys) },
    later: { ...facts, ...columnsOfTexts("name", names), ...columnsOfWitnesses(witnesses), ...columnsOfFates(derived) },
  };
}

/**
 * The derivation that a file holds. Holders, and what is kept of rows, are read when they are asked for, and then kept.
 * @throws RangeError when a column is missing; SluiceError as `ColumnFile.take` does, also at such a first use.
 */
export function derivationIn(file: ColumnFile): KeptDerivation {
  const take = takerOf(file);
  const texts = textsOf(take, "key");
  const textsBy = (name: string): string[] => Array.from(take.u32(name), (number) => texts[number] ?? "");
  const ledger = { transfers: transfersIn(take), accounts: accountsIn(take, textsBy("keyText")) };
  const [files, findings] = [textsBy("fileText"), findingsIn(take)];
  return {
    isDamaged: () => file.damaged,
    derived: atFirstUse<DerivedLedger>({
      columns: () => ledger,
      facts: () => factsIn(take, textsOf(take, "name")),
      firstWitness: () => take.u32("firstWitness"),
      secondWitness: () => take.runs("secondWitness", Uint32Array),
      outcome: () => take.runs("outcome", Uint8Array),
      sameAs: () => take.runs("sameAs", Uint32Array),
      transferOf: () => take.u32("transferOf"),
      balanceBreaks: () => findings.balanceBreaks,
      contradictions: () => findings.contradictions,
      walletWitnesses: () => findings.walletWitnesses,
      unjoined: () => findings.unjoined,
      cycleAccounts: () => findings.cycleAccounts,
    }),
    witnesses: atFirstUse<WitnessPlaces>({
      length: () => file.lengthOf("transferOf"),
      files: () => files,
      file: () => take.runs("file", Uint32Array),
      sheet: () => take.runs("sheet", Uint16Array),
      row: () => take.rows("row"),
      atMs: () => take.numbers("rowAtMs"),
      precision: () => take.runs("rowPrecision", Uint8Array),
    }),
  };
}

function columnsOfTexts(name: string, texts: TextTable): Columns {
  const { utf8, end, runEnd } = texts.columns();
  return { [`${name}Utf8`]: utf8, [`${name}End`]: end, [`${name}RunEnd`]: runEnd };
}

function textsOf(take: ColumnTaker, name: string): readonly string[] {
  return textsIn({ utf8: take.u8(`${name}Utf8`), end: take.u32(`${name}End`), runEnd: take.u32(`${name}RunEnd`) });
}

function columnsOfLedger({ transfers, accounts }: LedgerColumns, texts: TextTable): Columns {
  const { reversals, statedBalances, ties } = transfers;
  return {
    payer: transfers.payer,
    payee: transfers.payee,
    ...shortNumbers("atMs", transfers.atMs),
    ...shortNumbers("amountMinor", transfers.amountMinor),
    flags: transfers.flags,
    reversal: reversals.transfer,
    reversalOriginal: reversals.original,
    stated: statedBalances.transfer,
    statedSide: statedBalances.side,
    statedMinor: statedBalances.balanceMinor,
    tieAccount: ties.account,
    tieStart: ties.start,
    tieTransfer: ties.transfer,
    tieFromMs: ties.fromMs,
    tieToMs: ties.toMs,
    keyText: Uint32Array.from(accounts.keys, (key) => texts.numberOf(key)),
    exitKind: accounts.exitKind,
    openingMinor: accounts.openingMinor,
    coverageStart: accounts.coverageStart,
    coverageFromMs: accounts.coverageFromMs,
    coverageToMs: accounts.coverageToMs,
    coverageInferred: accounts.coverageInferred,
  };
}

function transfersIn(take: ColumnTaker): LedgerColumns["transfers"] {
  const payer = take.u32("payer");
  return {
    length: payer.length,
    payer,
    payee: take.u32("payee"),
    atMs: take.numbers("atMs"),
    amountMinor: take.numbers("amountMinor"),
    flags: take.u8("flags"),
    reversals: { transfer: take.u32("reversal"), original: take.u32("reversalOriginal") },
    statedBalances: {
      transfer: take.u32("stated"),
      side: take.u8("statedSide"),
      balanceMinor: take.f64("statedMinor"),
    },
    ties: {
      account: take.u32("tieAccount"),
      start: take.u32("tieStart"),
      transfer: take.u32("tieTransfer"),
      fromMs: take.f64("tieFromMs"),
      toMs: take.f64("tieToMs"),
    },
  };
}

function accountsIn(take: ColumnTaker, keys: readonly string[]): LedgerColumns["accounts"] {
  return {
    length: keys.length,
    keys,
    exitKind: take.u8("exitKind"),
    openingMinor: take.f64("openingMinor"),
    coverageStart: take.u32("coverageStart"),
    coverageFromMs: take.f64("coverageFromMs"),
    coverageToMs: take.f64("coverageToMs"),
    coverageInferred: take.u8("coverageInferred"),
  };
}

function columnsOfFacts(facts: readonly AccountFacts[], texts: TextTable): Columns {
  const { start, items } = ragged(facts.map(({ numbers }) => numbers.map((number) => texts.numberOf(number))));
  return {
    holderText: Uint32Array.from(facts, ({ holderName }) => texts.numberOf(holderName)),
    idNoText: Uint32Array.from(facts, ({ idNo }) => texts.numberOf(idNo)),
    bankText: Uint32Array.from(facts, ({ bank }) => texts.numberOf(bank)),
    filledFromInformation: Uint8Array.from(facts, (one) => Number(one.filledFromInformation)),
    numberStart: start,
    numberText: items,
  };
}

function factsIn(take: ColumnTaker, texts: readonly string[]): readonly AccountFacts[] {
  const [idNo, bank] = [take.u32("idNoText"), take.u32("bankText")];
  const filled = take.u8("filledFromInformation");
  const [start, number] = [take.u32("numberStart"), take.u32("numberText")];
  const facts: AccountFacts[] = [];
  // Millions of accounts: a loop takes half the time of `Array.from`.
  for (const [account, holder] of take.u32("holderText").entries()) {
    const numbers: string[] = [];
    for (let at = start[account] ?? 0; at < (start[account + 1] ?? 0); at++) numbers.push(texts[number[at] ?? 0] ?? "");
    facts.push({
      holderName: texts[holder] ?? "",
      idNo: texts[idNo[account] ?? 0] ?? "",
      bank: texts[bank[account] ?? 0] ?? "",
      numbers,
      filledFromInformation: filled[account] === 1,
    });
  }
  return facts;
}

function columnsOfWitnesses({ file, sheet, row, atMs, precision }: WitnessPlaces): Columns {
  return {
    ...shortRuns("file", file, 0),
    ...shortRuns("sheet", sheet, 0),
    ...shortRuns("row", row, 1),
    ...shortNumbers("rowAtMs", atMs),
    ...shortRuns("rowPrecision", precision, 0),
  };
}

type Fates = Pick<DerivedLedger, "firstWitness" | "secondWitness" | "outcome" | "sameAs" | "transferOf">;

function columnsOfFates({ firstWitness, secondWitness, outcome, sameAs, transferOf }: Fates): Columns {
  return {
    firstWitness,
    ...shortRuns("secondWitness", secondWitness, 0),
    ...shortRuns("outcome", outcome, 0),
    ...shortRuns("sameAs", sameAs, 0),
    transferOf,
  };
}

type Findings = Pick<
  DerivedLedger,
  "balanceBreaks" | "contradictions" | "walletWitnesses" | "unjoined" | "cycleAccounts"
>;

/** Positions in this list are stored. Append only. */
const unjoinedReasons: readonly UnjoinedReference["reason"][] = ["ambiguous", "amounts-differ", "times-apart"];

function columnsOfFindings(findings: Findings): Columns {
  const { balanceBreaks, contradictions, walletWitnesses, unjoined } = findings;
  const rows = ragged(unjoined.map((one) => one.rows));
  return {
    breakAccount: Uint32Array.from(balanceBreaks, ({ account }) => account),
    breakBefore: Uint32Array.from(balanceBreaks, ({ beforeRow }) => beforeRow),
    breakAfter: Uint32Array.from(balanceBreaks, ({ afterRow }) => afterRow),
    breakExpectedMinor: Float64Array.from(balanceBreaks, ({ expectedMinor }) => expectedMinor),
    breakStatedMinor: Float64Array.from(balanceBreaks, ({ statedMinor }) => statedMinor),
    missingTransfer: Uint32Array.from(contradictions, ({ transfer }) => transfer),
    missingAccount: Uint32Array.from(contradictions, ({ account }) => account),
    walletTransfer: Uint32Array.from(walletWitnesses, ({ transfer }) => transfer),
    walletRow: Uint32Array.from(walletWitnesses, ({ row }) => row),
    walletAccount: Uint32Array.from(walletWitnesses, ({ account }) => account),
    unjoinedReason: Uint8Array.from(unjoined, ({ reason }) => unjoinedReasons.indexOf(reason)),
    unjoinedStart: rows.start,
    unjoinedRow: rows.items,
    cycleAccount: Uint32Array.from(findings.cycleAccounts),
  };
}

function findingsIn(take: ColumnTaker): Findings {
  const [before, after] = [take.u32("breakBefore"), take.u32("breakAfter")];
  const [expected, stated] = [take.f64("breakExpectedMinor"), take.f64("breakStatedMinor")];
  const missing = take.u32("missingAccount");
  const [walletRow, wallet] = [take.u32("walletRow"), take.u32("walletAccount")];
  const [unjoinedStart, unjoinedRow] = [take.u32("unjoinedStart"), take.u32("unjoinedRow")];
  return {
    balanceBreaks: Array.from(take.u32("breakAccount"), (account, at) => ({
      account,
      beforeRow: before[at] ?? 0,
      afterRow: after[at] ?? 0,
      expectedMinor: expected[at] ?? 0,
      statedMinor: stated[at] ?? 0,
    })),
    contradictions: Array.from(take.u32("missingTransfer"), (transfer, at) => ({
      transfer,
      account: missing[at] ?? 0,
    })),
    walletWitnesses: Array.from(take.u32("walletTransfer"), (transfer, at) => ({
      transfer,
      row: walletRow[at] ?? 0,
      account: wallet[at] ?? 0,
    })),
    unjoined: Array.from(take.u8("unjoinedReason"), (reason, at) => ({
      reason: unjoinedReasons[reason] ?? "ambiguous",
      rows: [...part(unjoinedRow, unjoinedStart, at)],
    })),
    cycleAccounts: [...take.u32("cycleAccount")],
  };
}

/** Lists of lists as one list and where each begins; `start` has one entry more. */
function ragged(lists: readonly (readonly number[])[]): { readonly start: Uint32Array; readonly items: Uint32Array } {
  const start = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (start[at + 1] = (start[at] ?? 0) + list.length));
  const items = new Uint32Array(start[lists.length] ?? 0);
  lists.forEach((list, at) => items.set(list, start[at]));
  return { start, items };
}

function part(items: Uint32Array, start: Uint32Array, at: number): Uint32Array {
  return items.subarray(start[at], start[at + 1]);
}
