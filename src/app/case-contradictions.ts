import { TRANSFER_FAILED } from "../flows/ledger-columns.ts";
import { isReserveName } from "../flows/reserve-names.ts";
import { NONE, type WitnessColumns } from "../flows/witness-columns.ts";
import type { Stores } from "../storage/stores.ts";
import type { CaseContradiction, ContradictingRow, ContradictionKind } from "../tracing/case-findings.ts";
import { reachedAccounts } from "../tracing/extract-ledger.ts";
import { ledgerNames } from "./describe-trace.ts";
import { allWitnesses, type OpenedLedger, placeOf } from "./open-ledger.ts";
import type { TraceRun } from "./run-trace.ts";

export type { CaseContradiction } from "../tracing/case-findings.ts";

/** How far two banks' clocks may stand apart for one transfer (F12). */
const clockDifferenceMs = 5 * 60_000;

/** Lists every contradiction at the accounts that the money of a trace reached, account by account. */
export async function caseContradictions(
  stores: Pick<Stores, "ledger">,
  ledger: OpenedLedger,
  { losses, result }: Pick<TraceRun, "losses" | "result">,
): Promise<readonly CaseContradiction[]> {
  const opened = { ...ledger, witnesses: await allWitnesses(stores, ledger) };
  const reached = new Set(
    result.kind === "reach"
      ? Array.from(result.transfer, (transfer) => opened.derived.columns.transfers.payee[transfer] ?? NONE)
      : reachedAccounts(opened.derived.columns, losses, result),
  );
  const shape = makeShapes(opened);
  const { payer, payee } = opened.derived.columns.transfers;
  const missing = opened.derived.contradictions.filter(
    ({ transfer }) => reached.has(payer[transfer] ?? NONE) || reached.has(payee[transfer] ?? NONE),
  );
  const { pairs, alone } = pairByTime(opened, missing);
  const found = [
    ...pairs.map(([one, other]) => shape.differing(one, other)),
    ...alone.map(({ transfer, account }) => shape.missing(transfer, account)),
    ...otherBalances(opened, reached).map(({ transfer, account, stated }) => shape.balances(transfer, account, stated)),
    ...opened.derived.balanceBreaks.filter(({ account }) => reached.has(account)).map((each) => shape.broken(each)),
    ...opened.derived.unjoined.flatMap((each) => shape.unjoined(each, reached)),
  ];
  return found.sort((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : 0));
}

/** A ledger with all that its rows say. */
interface ReadLedger extends OpenedLedger {
  readonly witnesses: WitnessColumns;
}

interface MissingRow {
  readonly transfer: number;
  readonly account: number;
}

/** Of transfers that only one side shows: those where each side shows another amount at the same time. */
function pairByTime(opened: ReadLedger, missing: readonly MissingRow[]) {
  const { payer, payee, atMs, amountMinor } = opened.derived.columns.transfers;
  const sides = (transfer: number): string => `${payer[transfer] ?? NONE} ${payee[transfer] ?? NONE}`;
  const byPayer = new Map<string, MissingRow[]>();
  for (const each of missing) {
    if (each.account !== payer[each.transfer]) continue;
    byPayer.set(sides(each.transfer), [...(byPayer.get(sides(each.transfer)) ?? []), each]);
  }
  const pairs: (readonly [MissingRow, MissingRow])[] = [];
  const taken = new Set<MissingRow>();
  for (const each of missing) {
    if (each.account !== payee[each.transfer]) continue;
    const other = (byPayer.get(sides(each.transfer)) ?? []).find(
      (one) =>
        !taken.has(one) &&
        amountMinor[one.transfer] !== amountMinor[each.transfer] &&
        Math.abs((atMs[one.transfer] ?? 0) - (atMs[each.transfer] ?? 0)) <= clockDifferenceMs,
    );
    if (other === undefined) continue;
    taken.add(other).add(each);
    pairs.push([each, other]);
  }
  return { pairs, alone: missing.filter((each) => !taken.has(each)) };
}

interface StatedTwice extends MissingRow {
  /** The row that states the account's balance otherwise, and the account's own row. */
  readonly stated: readonly [row: number, minor: number][];
}

/** Transfers whose two witnesses state one account's balance after them differently; what is said of a reserve is not read. */
function otherBalances({ derived, witnesses }: ReadLedger, reached: ReadonlySet<number>): StatedTwice[] {
  const { payer, payee, length, flags } = derived.columns.transfers;
  const { ownBalanceMinor, otherBalanceMinor } = witnesses;
  const found: StatedTwice[] = [];
  for (let transfer = 0; transfer < length; transfer++) {
    const [first, second] = [derived.firstWitness[transfer] ?? NONE, derived.secondWitness[transfer] ?? NONE];
    if (second === NONE || ((flags[transfer] ?? 0) & TRANSFER_FAILED) !== 0) continue;
    for (const [account, own, other] of [
      [payer[transfer] ?? NONE, first, second],
      [payee[transfer] ?? NONE, second, first],
    ] as const) {
      const [said, known] = [otherBalanceMinor[other] ?? Number.NaN, ownBalanceMinor[own] ?? Number.NaN];
      if (!reached.has(account) || isReserveName(witnesses.strings[witnesses.otherName[other] ?? 0] ?? "")) continue;
      if (Number.isNaN(said) || Number.isNaN(known) || said === known) continue;
      found.push({
        transfer,
        account,
        stated: [
          [own, known],
          [other, said],
        ],
      });
    }
  }
  return found;
}

type Derived = OpenedLedger["derived"];

/** Where a witness stands, and what it states. */
function makeRows({ files, witnesses }: ReadLedger) {
  const pathOf = new Map(files.map(({ report }) => [report.sha256, report.path]));
  return (role: ContradictingRow["role"], witness: number, statedMinor: number | null): ContradictingRow => {
    const { sha256, sheet, row } = placeOf(witnesses, witness);
    return { role, file: pathOf.get(sha256) ?? "", sha256, sheet: sheet + 1, row, statedMinor };
  };
}

/** Puts contradictions into words and rows. */
function makeShapes(opened: ReadLedger) {
  const { derived, witnesses } = opened;
  const names = ledgerNames(opened);
  const row = makeRows(opened);
  const shape = (
    kind: ContradictionKind,
    { account, transfer }: { readonly account: number; readonly transfer: number },
    rows: readonly ContradictingRow[],
  ): CaseContradiction => {
    const { key, holder } = names.account(account);
    return { kind, account: key, holder, transfer: transfer === NONE ? "" : opened.transferId(transfer), rows };
  };
  const amountOf = (transfer: number): number => derived.columns.transfers.amountMinor[transfer] ?? 0;
  const shows = (transfer: number): ContradictingRow[] =>
    [derived.firstWitness[transfer] ?? NONE, derived.secondWitness[transfer] ?? NONE]
      .filter((witness) => witness !== NONE)
      .map((witness) => row("shows", witness, amountOf(transfer)));
  const neighbours = makeNeighbours(opened);
  return {
    missing: (transfer: number, account: number): CaseContradiction => {
      const { before, after } = neighbours(account, transfer);
      const around = [
        ...(before === NONE ? [] : [row("before", before, null)]),
        ...(after === NONE ? [] : [row("after", after, null)]),
      ];
      return shape("row-missing", { account, transfer }, [...shows(transfer), ...around]);
    },
    differing: (one: MissingRow, other: MissingRow): CaseContradiction =>
      shape("amounts-differ", one, [...shows(one.transfer), ...shows(other.transfer)]),
    balances: (transfer: number, account: number, stated: StatedTwice["stated"]): CaseContradiction =>
      shape(
        "balances-differ",
        { account, transfer },
        stated.map(([witness, minor]) => row("shows", witness, minor)),
      ),
    broken: ({ account, beforeRow, afterRow, expectedMinor, statedMinor }: Derived["balanceBreaks"][number]) =>
      shape("balance-break", { account, transfer: NONE }, [
        row("before", beforeRow, expectedMinor),
        row("after", afterRow, statedMinor),
      ]),
    unjoined: ({ reason, rows }: Derived["unjoined"][number], reached: ReadonlySet<number>): CaseContradiction[] => {
      const { payer, payee } = derived.columns.transfers;
      const transfers = rows.map((witness) => derived.transferOf[witness] ?? NONE).filter((at) => at !== NONE);
      const account = transfers.flatMap((at) => [payer[at] ?? NONE, payee[at] ?? NONE]).find((one) => reached.has(one));
      if (account === undefined) return [];
      const stated = rows.map((witness) => row("shows", witness, witnesses.amountMinor[witness] ?? 0));
      return [shape(`reference-${reason}`, { account, transfer: transfers[0] ?? NONE }, stated)];
    },
  };
}

/** Of an account's own statement: its rows next before and next after a transfer that it lacks. */
function makeNeighbours({ derived, witnesses }: ReadLedger) {
  const { payer, payee, length } = derived.columns.transfers;
  const out = 2;
  /** The row of the account's own statement for a transfer, if it has one. */
  const ownRow = (account: number, transfer: number): number => {
    const [first, second] = [derived.firstWitness[transfer] ?? NONE, derived.secondWitness[transfer] ?? NONE];
    if (second !== NONE) return payer[transfer] === account ? first : second;
    const isPayers = witnesses.direction[first] === out;
    return (isPayers ? payer[transfer] : payee[transfer]) === account ? first : NONE;
  };
  const seek = (account: number, from: number, step: 1 | -1): number => {
    for (let at = from + step; at >= 0 && at < length; at += step) {
      if (payer[at] !== account && payee[at] !== account) continue;
      const own = ownRow(account, at);
      if (own !== NONE) return own;
    }
    return NONE;
  };
  return (account: number, transfer: number) => ({
    before: seek(account, transfer, -1),
    after: seek(account, transfer, 1),
  });
}
