import { describe, expect, it } from "vitest";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "./derive-ledger.ts";
import { type DerivedLedger, rowOutcomes } from "./derived-ledger.ts";

const [card, other] = ["6222021234567890", "6217000011112222"];
const [me, you] = ["wxid_me", "wxid_you"];
const noon = 1_700_000_000_000;
const minute = 60_000;
const reserve = { otherName: "财付通支付科技有限公司客户备付金" } as const;

const derive = (rows: readonly WitnessRow[]): DerivedLedger =>
  deriveLedger(toWitnesses(rows), { holders: [], periods: [] });

function transfers({ columns }: DerivedLedger): string[] {
  const { payer, payee, amountMinor } = columns.transfers;
  const key = (account: number | undefined): string => columns.accounts.keys[account ?? -1] ?? "";
  return Array.from(amountMinor, (amount, i) => `${key(payer[i])}>${key(payee[i])}:${amount}`);
}

const outcomes = (ledger: DerivedLedger): string[] => Array.from(ledger.outcome, (code) => rowOutcomes[code] ?? "");

/** A row of the card's bank: what it pays into, or receives from, the institution's reserve. */
const atBank = (more: Partial<WitnessRow> = {}): WitnessRow => ({
  file: "a-bank",
  ownCard: card,
  ...reserve,
  atMs: noon,
  amount: 500,
  direction: "out",
  serial: "B1",
  references: ["NUCC1"],
  ...more,
});
const atWallet = (more: Partial<WitnessRow> = {}): WitnessRow => ({
  file: "b-wallet",
  ownAccount: me,
  atMs: noon + 2_000,
  amount: 500,
  direction: "in",
  serial: "W1",
  references: ["BIG1", "NUCC1"],
  ...more,
});

describe("one transfer through a payment reserve (T9, F26)", () => {
  it("T9: a card's payment into the reserve and the wallet's receipt are one transfer from card to wallet", () => {
    const ledger = derive([atBank(), atWallet({ otherCard: card })]);
    expect(transfers(ledger)).toEqual([`${card}>${me}:500`]);
    expect(outcomes(ledger)).toEqual(["transfer", "second-witness"]);
  });

  it("T9: a withdrawal is one transfer from wallet to card, whichever number the two share", () => {
    for (const shared of [
      { serial: "W1" },
      { references: ["W1"] },
      { references: ["BIG1"] },
      { references: ["NUCC1"] },
    ]) {
      const ledger = derive([
        atWallet({ direction: "out", otherCard: card }),
        atBank({ direction: "in", references: [], atMs: noon + minute, ...shared }),
      ]);
      expect(transfers(ledger)).toEqual([`${me}>${card}:500`]);
    }
  });

  it("T9: a payment from a card to another wallet is one transfer, and the sender's wallet a third witness", () => {
    const sent = atWallet({ direction: "out", otherAccount: you, balance: 70 });
    const got = atWallet({ file: "c", ownAccount: you, otherAccount: me, references: ["BIG1"] });
    for (const rows of [
      [atBank(), sent],
      [atBank(), sent, got],
      [sent, got, atBank()],
    ]) {
      const ledger = derive(rows);
      expect(transfers(ledger)).toEqual([`${card}>${you}:500`]);
      expect(outcomes(ledger).filter((outcome) => outcome === "wallet-witness")).toHaveLength(1);
      expect([...ledger.transferOf].every((transfer) => transfer === 0)).toBe(true);
    }
    expect(transfers(derive([atBank({ references: ["BIG1"] }), got]))).toEqual([`${card}>${you}:500`]);
  });

  it("T9: a quick payment to a merchant is a purchase from the card; a refund comes back from the merchant", () => {
    const shop = { otherName: "示例超市", movement: "purchase" } as const;
    expect(transfers(derive([atBank({ movement: "purchase" }), atWallet({ direction: "out", ...shop })]))).toEqual([
      `${card}>@purchase:示例超市:500`,
    ]);
    const refund = [atBank({ direction: "in" }), atWallet({ otherAccount: "shop_1" })];
    expect(transfers(derive(refund))).toEqual([`shop_1>${card}:500`]);
  });

  it("T9: from card to card by way of a wallet is one transfer with three witnesses", () => {
    const paid = atWallet({ direction: "out", otherCard: other, references: ["BIG1", "NUCC1", "NUCC2"] });
    const got = atBank({ file: "d", ownCard: other, direction: "in", serial: "Q9", references: ["NUCC2"] });
    const ledger = derive([atBank(), paid, got]);
    expect(transfers(ledger)).toEqual([`${card}>${other}:500`]);
    expect(outcomes(ledger)).toEqual(["transfer", "wallet-witness", "second-witness"]);
  });

  it("T9: a top-up and the payment made of it stay two transfers although they share the order", () => {
    const ledger = derive([
      atBank(),
      atWallet(),
      atWallet({ direction: "out", otherAccount: you, atMs: noon + 3_000 }),
    ]);
    expect(transfers(ledger)).toEqual([`${card}>${me}:500`, `${me}>${you}:500`]);
  });

  it("T9: two banks' rows of one clearing serial are one transfer even where no wallet's statement is held", () => {
    const ledger = derive([atBank(), atBank({ file: "d", ownCard: other, direction: "in", serial: "Q9" })]);
    expect(transfers(ledger)).toEqual([`${card}>${other}:500`]);
  });
});

describe("what is not joined (F26)", () => {
  it("anchor 1: five rows that share one reference stay five, joined one to one", () => {
    const five = [0, 1, 2, 3, 4];
    const ledger = derive([
      ...five.map((i) => atBank({ atMs: noon + i * 1_000 })),
      ...five.map((i) => atWallet({ atMs: noon + i * 1_000 + 500 })),
    ]);
    expect(transfers(ledger)).toEqual(five.map(() => `${card}>${me}:500`));
    const alone = derive(five.map((i) => atBank({ atMs: noon + i * 1_000 })));
    expect(transfers(alone)).toHaveLength(5);
  });

  it("F26: more than one way to pair changes who paid whom, so nothing is joined and the rows are listed", () => {
    const ledger = derive([atBank(), atWallet(), atWallet({ file: "c", ownAccount: you })]);
    expect(transfers(ledger)).toHaveLength(3);
    expect(ledger.unjoined).toEqual([{ reason: "ambiguous", rows: [0, 1, 2] }]);
  });

  it("F26: amounts that differ, a fee included, and times more than five minutes apart join nothing and are listed", () => {
    const fee = derive([atWallet({ direction: "out", amount: 501 }), atBank({ direction: "in" })]);
    expect(fee.unjoined).toEqual([{ reason: "amounts-differ", rows: [0, 1] }]);
    expect(transfers(fee)).toHaveLength(2);
    const late = derive([atBank(), atWallet({ atMs: noon + 5 * minute + 1_000 })]);
    expect(late.unjoined).toEqual([{ reason: "times-apart", rows: [0, 1] }]);
    expect(derive([atBank(), atWallet({ atMs: noon + 5 * minute - 1_000 })]).unjoined).toEqual([]);
  });

  it("F26: a wallet's row that names another bank's card is not of this one; failed rows join only failed ones", () => {
    expect(
      transfers(
        derive([atBank(), atWallet({ file: "c", ownCard: "", ownAccount: "31009999999999", otherCard: other })]),
      ),
    ).toHaveLength(2);
    expect(transfers(derive([atBank({ status: "failed" }), atWallet()]))).toHaveLength(2);
    expect(transfers(derive([atBank(), atWallet({ currency: "USD" })]))).toHaveLength(2);
  });

  it("F26: a second export of either statement changes nothing", () => {
    const rows = [atBank({ balance: 9 }), atWallet({ balance: 5 })];
    const again = rows.map((row) => ({ ...row, file: `z${row.file}` }));
    const ledger = derive([...rows, ...again]);
    expect(transfers(ledger)).toEqual([`${card}>${me}:500`]);
    expect(outcomes(ledger)).toEqual(["transfer", "second-witness", "duplicate", "duplicate"]);
  });

  it("F26: where the reserve's own statement is held, its account stands between the two", () => {
    const institution = { ownAccount: "243300133", ownName: "财付通支付科技有限公司" };
    const held = { file: "r", ...institution, otherCard: card, atMs: noon, amount: 500, direction: "in" } as const;
    const ledger = derive([atBank({ otherAccount: "243300133" }), atWallet(), held]);
    expect(transfers(ledger)).toContain(`${card}>243300133:500`);
  });
});

it("T9: the wallet's balance is not that of the card's payment, and the reserve's is nobody's", () => {
  const sent = atWallet({ direction: "out", otherAccount: you, balance: 70 });
  const before = atWallet({ atMs: noon - minute, amount: 70, balance: 70, serial: "W0", references: [] });
  const ledger = derive([atBank({ otherBalance: 1_000_000 }), before, sent]);
  expect(ledger.balanceBreaks).toEqual([]);
  expect(ledger.columns.transfers.statedBalances.balanceMinor).toEqual(Float64Array.from([70]));
});
