import { describe, expect, it } from "vitest";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "./derive-ledger.ts";
import { type DerivedLedger, rowOutcomes } from "./derived-ledger.ts";
import type { HolderRecord } from "./file-reading.ts";
import { TRANSFER_FAILED, TRANSFER_REVERSAL } from "./ledger-columns.ts";
import { flagBit } from "./statement-row.ts";
import { NONE } from "./witness-columns.ts";

const [A, B, C] = ["6222021234567890", "6217000011112222", "6228480033334444"];
const noon = 1_700_000_000_000;
const minute = 60_000;

const derive = (rows: readonly WitnessRow[], holders: readonly HolderRecord[] = []): DerivedLedger =>
  deriveLedger(toWitnesses(rows), { holders, periods: [] });

const outcomes = (ledger: DerivedLedger): string[] => Array.from(ledger.outcome, (code) => rowOutcomes[code] ?? "");

/** Each transfer as `payer>payee:amount`, in the ledger's order. */
function transfers({ columns }: DerivedLedger): string[] {
  const { payer, payee, amountMinor } = columns.transfers;
  const key = (account: number | undefined): string => columns.accounts.keys[account ?? -1] ?? "";
  return Array.from(amountMinor, (amount, i) => `${key(payer[i])}>${key(payee[i])}:${amount}`);
}

const pays = (more: Partial<WitnessRow> = {}): WitnessRow => ({
  file: "a",
  ownCard: A,
  otherCard: B,
  atMs: noon,
  amount: 500,
  direction: "out",
  ...more,
});
/** A row of a list of transfers, which is nobody's statement. */
const listed = (more: Partial<WitnessRow> = {}): WitnessRow =>
  pays({ file: "list", flags: flagBit("own-unstated"), ...more });
const receives = (more: Partial<WitnessRow> = {}): WitnessRow => ({
  file: "b",
  ownCard: B,
  otherCard: A,
  atMs: noon + 2_000,
  amount: 500,
  direction: "in",
  ...more,
});
const information = (card: string, account: string, holderName = ""): HolderRecord => ({
  place: { sheet: 0, row: 2 },
  table: "account-information",
  card,
  account,
  holderName,
  idNo: "",
  bank: "",
  phone: "",
  openedText: "",
  closedText: "",
  state: "",
  cells: {},
});

describe("failures seen in other systems", () => {
  it("anchor 1: five transfers that share one reference stay five; one leg reported by both banks is counted once", () => {
    const five = [0, 1, 2, 3, 4];
    const ledger = derive([
      ...five.map(() => pays({ serial: "REF1" })),
      ...five.map(() => receives({ serial: "REF1" })),
      receives({ amount: 70 }),
      pays({ amount: 70 }),
    ]);
    expect(transfers(ledger).sort()).toEqual([...five.map(() => `${A}>${B}:500`), `${A}>${B}:70`].sort());
    expect(ledger.secondWitness.includes(NONE)).toBe(false);
  });

  it("anchor 2: every row ends in one outcome, exact duplicates name the row that they repeat", () => {
    const ledger = derive([pays({ balance: 100 }), pays({ balance: 100 }), pays({ balance: 100, file: "z" })]);
    expect(outcomes(ledger)).toEqual(["transfer", "duplicate", "duplicate"]);
    expect([...ledger.sameAs]).toEqual([NONE, 0, 0]);
    expect([...ledger.transferOf]).toEqual([0, 0, 0]);
  });

  it("anchor 3: zero-padded numbers are one account, short ones and those in E-notation are left alone", () => {
    const ledger = derive([
      pays({ ownCard: "", ownAccount: `000${A}`, otherCard: "0012345" }),
      pays({ ownCard: A, otherCard: "12345" }),
      pays({ ownCard: A, otherCard: "6.22E+18" }),
      pays({ ownCard: A, otherCard: "6.22E+18", file: "z" }),
    ]);
    expect(ledger.columns.accounts.keys).toEqual([A, "0012345", "12345", "6.22E+18@a", "6.22E+18@z"]);
  });
});

describe("accounts", () => {
  it("F1: card and account of one account are one key wherever a row or 账户信息 shows both", () => {
    const ledger = derive(
      [pays({ otherCard: "", otherAccount: "31001234567890" }), receives({ ownAccount: "31001234567890" })],
      [information(A, "31009999999999")],
    );
    expect(transfers(ledger)).toEqual([`${A}>${B}:500`]);
    expect(ledger.facts[0]?.numbers).toEqual(["31009999999999", A]);
  });

  it("F2: another currency is another account; masked numbers join with nothing", () => {
    const ledger = derive([
      pays({ currency: "USD" }),
      pays({ otherCard: "6217****2222" }),
      pays({ otherCard: "6217****2223" }),
    ]);
    expect(ledger.columns.accounts.keys).toEqual([`${A}#USD`, A, `${B}#USD`, "6217****2222", "6217****2223"]);
  });

  it("F5: without a counterparty the movement says which exit the money took", () => {
    const alone = { otherCard: "" } as const;
    const ledger = derive([
      pays({ ...alone, movement: "cash" }),
      pays({ ...alone, movement: "fee", amount: 1 }),
      pays({ ...alone, movement: "purchase", otherName: "超市", amount: 2 }),
      pays({ ...alone, movement: "unknown", otherName: "李四", amount: 3 }),
      pays({ ...alone, movement: "transfer", amount: 4, serial: "9" }),
    ]);
    expect(ledger.columns.accounts.keys).toEqual([
      A,
      "@cash",
      "@fee",
      "@purchase:超市",
      `@name:李四@${A}`,
      `@unknown:${A}`,
    ]);
    expect(outcomes(ledger)).toEqual(["transfer", "transfer", "transfer", "transfer", "transfer"]);
  });

  it("F5: a name in a number column is a name, of its side in each account that shows it; an e-mail is a number", () => {
    const ledger = derive([
      pays({ otherCard: "张三" }),
      pays({ otherCard: "", otherAccount: "张三", ownCard: C }),
      pays({ otherCard: "abc@qq.com" }),
      pays({ otherCard: "abc@qq.com", ownCard: C }),
      pays({ otherCard: "财付通支付科技有限公司" }),
    ]);
    expect(ledger.columns.accounts.keys).toEqual([
      A,
      C,
      `@name:张三@${A}`,
      `@name:张三@${C}`,
      "abc@qq.com",
      "@reserve:财付通支付科技有限公司",
    ]);
    expect(ledger.facts[ledger.columns.accounts.keys.indexOf(`@name:张三@${A}`)]?.holderName).toBe("张三");
  });

  it("F5: in a list that pays from names a name is an account of that list only", () => {
    const list = [listed({ ownCard: "张三", otherCard: "李四" }), listed({ ownCard: "李四", otherCard: "王五" })];
    expect(transfers(derive([...list, ...list.map((row) => ({ ...row, file: "m", amount: 7 }))]))).toEqual([
      "张三@list>李四@list:500",
      "李四@list>@name:王五@李四@list:500",
      "张三@m>李四@m:7",
      "李四@m>@name:王五@李四@m:7",
    ]);
  });

  it("F4: a number that a spreadsheet has cut joins with nothing in another file; the same digits uncut do", () => {
    const [number, own, other] = [
      "6222021234567890000",
      "own-number-possibly-truncated",
      "other-number-possibly-truncated",
    ] as const;
    const cut = derive([
      pays({ otherCard: number, flags: flagBit(other) }),
      pays({ otherCard: number, flags: flagBit(other), amount: 7 }),
      pays({ file: "z", ownCard: number, otherCard: C, flags: flagBit(own) }),
      pays({ file: "y", ownAccount: number, ownCard: B, otherCard: C, flags: flagBit(own) }),
    ]);
    expect(transfers(cut)).toEqual([
      `${A}>${number}@a:500`,
      `${A}>${number}@a:7`,
      `${B}>${C}:500`,
      `${number}@z>${C}:500`,
    ]);
    const uncut = derive([pays({ otherCard: number }), pays({ file: "z", ownCard: number, otherCard: C })]);
    expect(transfers(uncut)).toEqual([`${A}>${number}:500`, `${number}>${C}:500`]);
  });

  it("F4: a number with unreadable characters joins with nothing in another file", () => {
    const cut = "62220\uFFFD34567890";
    const ledger = derive([pays({ otherCard: cut }), pays({ file: "z", ownCard: cut, otherCard: C })]);
    expect(transfers(ledger)).toEqual([`${A}>${cut}@a:500`, `${cut}@z>${C}:500`]);
  });

  it("F7: what a reserve received does not come out of it again", () => {
    const ledger = derive([
      pays({ otherCard: "", otherName: "财付通支付科技有限公司" }),
      pays({ otherCard: "", otherName: "财付通支付科技有限公司", direction: "in", atMs: noon + minute }),
    ]);
    const [into, from] = [`@reserve:财付通支付科技有限公司`, `@from:@reserve:财付通支付科技有限公司`];
    expect(transfers(ledger)).toEqual([`${A}>${into}:500`, `${from}>${A}:500`]);
  });

  it("F18: a missing own name comes from 账户信息 and is marked", () => {
    const ledger = derive([pays()], [information(A, "", "王五")]);
    expect(ledger.facts[0]).toMatchObject({ holderName: "王五", filledFromInformation: true });
  });
});

describe("directions", () => {
  it("F8: balances prove an unknown direction, in either order of the file; without proof the row is rejected", () => {
    const oldestFirst = [
      pays({ direction: "unknown", balance: 900, serial: "1" }),
      pays({ direction: "unknown", balance: 400, atMs: noon + minute }),
      pays({ direction: "unknown", balance: 450, amount: 50, atMs: noon + 2 * minute }),
    ];
    for (const rows of [oldestFirst, oldestFirst.toReversed()]) {
      const ledger = derive(rows);
      expect(outcomes(ledger).sort()).toEqual(["rejected-direction", "transfer", "transfer"]);
      expect(transfers(ledger)).toEqual([`${A}>${B}:500`, `${B}>${A}:50`]);
    }
  });
});

describe("duplicates", () => {
  it("F9: equal but for the balance are two", () => {
    expect(transfers(derive([pays({ balance: 100 }), pays({ balance: 600 })]))).toHaveLength(2);
  });

  it("F10: without balances one file's repeats are real, and the file with most of them decides", () => {
    const rows = [pays(), pays(), ...["y", "z"].flatMap((file) => [pays({ file }), pays({ file }), pays({ file })])];
    const ledger = derive(rows);
    expect(transfers(ledger)).toHaveLength(3);
    expect(outcomes(ledger).filter((outcome) => outcome === "duplicate")).toHaveLength(5);
  });

  it("F11: an export that leaves out the balance repeats one that states it, which stands for both", () => {
    const ledger = derive([pays({ serial: "77" }), pays({ file: "z", serial: "77", balance: 5 })]);
    expect(outcomes(ledger)).toEqual(["duplicate", "transfer"]);
    expect([...ledger.sameAs]).toEqual([1, NONE]);
  });
});

describe("restated rows", () => {
  const chinaDay = Math.floor((noon + 8 * 60 * minute) / 86_400_000) * 86_400_000 - 8 * 60 * minute;

  it("F21: another export with a bare day or without the counterparty repeats the row; a differing balance does not", () => {
    const coarse = { file: "z", atMs: chinaDay, precision: "day", otherCard: "", balance: 5 } as const;
    expect(outcomes(derive([pays({ balance: 5 }), pays(coarse)]))).toEqual(["transfer", "duplicate"]);
    expect(outcomes(derive([pays({ balance: 5, file: "zz" }), pays(coarse)]))).toEqual(["duplicate", "transfer"]);
    expect(transfers(derive([pays({ balance: 5 }), pays({ ...coarse, balance: 6 })]))).toHaveLength(2);
  });

  it("F21: each row stands for at most one of another file, and a differing sure counterparty is another row", () => {
    const coarse = { file: "z", atMs: chinaDay, precision: "day", otherCard: "", balance: 5 } as const;
    const twice = [pays({ balance: 5 }), pays({ balance: 5, atMs: noon + minute }), pays(coarse)];
    expect(outcomes(derive(twice))).toEqual(["transfer", "transfer", "duplicate"]);
    expect(transfers(derive([pays({ balance: 5 }), pays({ ...coarse, otherCard: C })]))).toHaveLength(2);
  });
});

describe("pairs", () => {
  it("F12: pairs as many as can be, within the clocks' difference", () => {
    const ledger = derive([
      pays({ atMs: noon }),
      pays({ atMs: noon + 5 * minute }),
      receives({ atMs: noon + 4 * minute }),
      receives({ atMs: noon + 9 * minute }),
      receives({ atMs: noon + 60 * minute }),
    ]);
    expect(transfers(ledger)).toHaveLength(3);
    expect([...ledger.secondWitness].filter((row) => row === NONE)).toHaveLength(1);
  });

  it("F12: equal payments of one second pair in their true order, however each file lists them", () => {
    const sent = [pays({ balance: 1_500 }), pays({ balance: 1_000 })];
    const later = pays({ otherCard: C, atMs: noon + minute, balance: 500 });
    const got = [receives({ atMs: noon, balance: 500 }), receives({ atMs: noon, balance: 1_000 })];
    const newestFirst = [later, ...sent.toReversed()];
    const newestFirstButForTies = [later, ...sent];
    const withoutBalances = [pays({ otherCard: C, atMs: noon + minute }), pays({ serial: "2" }), pays({ serial: "1" })];
    for (const payments of [[...sent, later], newestFirst, newestFirstButForTies, withoutBalances]) {
      const ledger = derive([...payments, ...got]);
      const older = payments.findIndex((row) => row.balance === 1_500 || row.serial === "1");
      const receiptOf = new Map(Array.from(ledger.firstWitness, (row, i) => [row, ledger.secondWitness[i]]));
      expect(receiptOf.get(older)).toBe(payments.length);
      expect(ledger.balanceBreaks).toEqual([]);
      expect(ledger.cycleAccounts).toEqual([]);
    }
  });

  it("F12: a bare day pairs within its day only", () => {
    const day = Math.floor(noon / 86_400_000) * 86_400_000 - 8 * 60 * minute;
    const near = (atMs: number): WitnessRow[] => [pays({ atMs: day, precision: "day" }), receives({ atMs })];
    expect(transfers(derive(near(day + 86_399_000)))).toHaveLength(1);
    expect(transfers(derive(near(day + 86_400_000)))).toHaveLength(2);
  });

  it("F13: a masked or missing counterparty pairs where mask, name or serial fits", () => {
    expect(transfers(derive([pays({ otherCard: "6217****2222" }), receives()]))).toEqual([`${A}>${B}:500`]);
    expect(transfers(derive([pays({ otherCard: "6217****9999" }), receives()]))).toHaveLength(2);
    expect(transfers(derive([pays({ otherCard: "", serial: "5" }), receives({ serial: "5" })]))).toEqual([
      `${A}>${B}:500`,
    ]);
  });

  it("F14: the serial alone pairs exactly two rows", () => {
    const blind = [pays({ otherCard: "", serial: "5" }), receives({ otherCard: "", serial: "5" })];
    expect(transfers(derive(blind))).toEqual([`${A}>${B}:500`]);
    expect(transfers(derive([...blind, pays({ otherCard: "", serial: "5" })]))).toHaveLength(3);
  });
});

describe("reversals", () => {
  const worded = flagBit("reversal-wording");

  it("F15: a row that names its original is linked to it", () => {
    const ledger = derive([
      pays({ serial: "1" }),
      pays({ serial: "2", reverses: "1", ownCard: B, otherCard: A, atMs: noon + minute }),
    ]);
    expect([...ledger.columns.transfers.reversals.original]).toEqual([0]);
    expect(ledger.columns.transfers.flags[1]).toBe(TRANSFER_REVERSAL);
  });

  it("F16: wording links to the nearest earlier payment; without a counterparty the serial must agree", () => {
    const back = pays({ direction: "in", atMs: noon + 2 * minute, flags: worded });
    const ledger = derive([pays(), pays({ atMs: noon + minute }), back]);
    expect([...ledger.columns.transfers.reversals.original]).toEqual([1]);
    const blind = derive([pays({ serial: "8", otherCard: C }), { ...back, serial: "8", otherCard: "" }]);
    expect(transfers(blind)).toEqual([`${A}>${C}:500`, `${C}>${A}:500`]);
  });

  it("F16: finds the original behind any number of payments to others, and each reversal its own", () => {
    const others = Array.from({ length: 300 }, (_, i) => pays({ otherCard: C, atMs: noon + 2_000 + i }));
    const back = pays({ direction: "in", atMs: noon + minute, flags: worded });
    const ledger = derive([
      pays(),
      pays({ atMs: noon + 1_000 }),
      ...others,
      back,
      { ...back, atMs: noon + 2 * minute },
    ]);
    expect([...ledger.columns.transfers.reversals.original]).toEqual([1, 0]);
  });

  it("F22: what a failed row states of a balance opens no account and binds nothing", () => {
    const { transfers: columns, accounts } = derive([pays({ status: "failed", balance: 10 })]).columns;
    expect([...accounts.openingMinor]).toEqual([Number.NaN, Number.NaN]);
    expect(columns.statedBalances.transfer).toHaveLength(0);
  });

  it("F15: failed rows are transfers that move nothing", () => {
    const ledger = derive([
      pays({ status: "failed", balance: 10 }),
      pays({ balance: 10, atMs: noon + minute, amount: 0 }),
    ]);
    expect([...ledger.columns.transfers.flags]).toEqual([TRANSFER_FAILED, 0]);
    expect(ledger.balanceBreaks).toEqual([]);
  });
});

describe("coverage and balances", () => {
  it("F17: the period asked for covers, rows outside it are inferred, and gaps stay gaps", () => {
    const rows = [pays({ atMs: noon + 10_000 }), pays({ atMs: noon + 50_000 })];
    const ledger = deriveLedger(toWitnesses(rows), {
      holders: [],
      periods: [{ accountNumber: A, fromMs: noon, toMs: noon + 20_000 }],
    });
    const { coverageStart, coverageFromMs, coverageToMs, coverageInferred } = ledger.columns.accounts;
    expect([...coverageStart]).toEqual([0, 2, 2]);
    expect([...coverageFromMs]).toEqual([noon, noon + 20_001]);
    expect([...coverageToMs]).toEqual([noon + 20_000, noon + 50_999]);
    expect([...coverageInferred]).toEqual([0, 1]);
  });

  it("F19: a break is reported between its two rows, and a list with the newest first is no break", () => {
    const rows = [
      pays({ balance: 1_000 }),
      pays({ balance: 500, atMs: noon + minute }),
      pays({ balance: 9_500, atMs: noon + 2 * minute }),
    ];
    expect(derive(rows).balanceBreaks).toEqual([
      { account: 0, beforeRow: 1, afterRow: 2, expectedMinor: 0, statedMinor: 9_500 },
    ]);
    expect(derive(rows.toReversed()).balanceBreaks).toHaveLength(1);
    expect(derive(rows.slice(0, 2).toReversed()).balanceBreaks).toEqual([]);
  });

  it("T5: the opening balance is the first stated one less its row; T10: what a covered account lacks is listed", () => {
    const ledger = derive([
      pays({ balance: 1_000, atMs: noon }),
      pays({ balance: 500, atMs: noon + 2 * minute }),
      receives({ atMs: noon + minute, amount: 40, file: "b" }),
    ]);
    expect(ledger.columns.accounts.openingMinor[0]).toBe(1_500);
    expect(ledger.contradictions).toEqual([{ transfer: 1, account: 0 }]);
  });

  it("F24: a list covers both accounts of its rows, from their first to their last, and contradicts nothing", () => {
    const ledger = derive([
      listed(),
      listed({ ownCard: B, otherCard: C, atMs: noon + minute }),
      listed({ ownCard: C, otherCard: A, atMs: noon + 2 * minute }),
      listed({ ownCard: C, otherCard: A, atMs: noon + 3 * minute }),
    ]);
    expect(ledger.contradictions).toEqual([]);
    const { coverageStart, coverageFromMs, coverageToMs, coverageInferred } = ledger.columns.accounts;
    expect([...coverageStart]).toEqual([0, 1, 2, 3]);
    expect([...coverageFromMs]).toEqual([noon, noon, noon + minute]);
    expect([...coverageToMs]).toEqual([noon + 3 * minute + 999, noon + minute + 999, noon + 3 * minute + 999]);
    expect([...coverageInferred]).toEqual([1, 1, 1]);
  });

  it("F24: beside a list a statement stays a statement: what the list adds to it is listed, what the list lacks is not", () => {
    const statement = [receives(), receives({ otherCard: C, atMs: noon + 5 * minute, amount: 7 })];
    const list = [listed(), listed({ atMs: noon + 2 * minute, amount: 40 }), listed({ ownCard: C, otherCard: A })];
    const ledger = derive([...statement, ...list]);
    expect(transfers(ledger)).toHaveLength(4);
    const [shownOnce] = ledger.contradictions;
    expect(ledger.contradictions).toHaveLength(1);
    expect(ledger.columns.transfers.amountMinor[shownOnce?.transfer ?? -1]).toBe(40);
    expect(ledger.columns.accounts.keys[shownOnce?.account ?? -1]).toBe(B);
  });

  it("F24: neither a list nor what it adds to a statement breaks the statement's balances", () => {
    const statement = [pays({ file: "z", balance: 1_000 }), pays({ file: "z", balance: 500, atMs: noon + minute })];
    const list = [listed({ atMs: noon + 30_000 }), listed({ ownCard: C, otherCard: A, otherBalance: 503 })];
    expect(derive([...statement, ...list]).balanceBreaks).toEqual([]);
    expect(derive(list).columns.accounts.openingMinor[0]).toBe(3);
  });

  it("F24: a statement whose account nothing names is no list", () => {
    const own = "unstated-0123456789abcdef";
    const ledger = derive([
      listed({ file: "a", ownCard: "", ownAccount: own }),
      listed({ file: "a", ownCard: "", ownAccount: own, atMs: noon + minute }),
      receives({ otherCard: own, atMs: noon + 10_000, amount: 3 }),
    ]);
    expect([...ledger.columns.accounts.coverageStart]).toEqual([0, 1, 2]);
    expect(ledger.contradictions).toEqual([{ transfer: 1, account: 0 }]);
  });

  it("F9: joins rows of overlapping exports whose counterparty is written in the same E-notation", () => {
    const flags = flagBit("other-number-in-e-notation");
    const row = { ownCard: A, otherCard: "6.22202E+18", atMs: noon, amount: 500, balance: 90, flags, serial: "7" };
    const ledger = derive([
      { ...row, file: "a", direction: "out" },
      { ...row, file: "b", direction: "out" },
    ]);
    expect(outcomes(ledger)).toEqual(["transfer", "duplicate"]);
  });
});
