import fc from "fast-check";
import { expect, it } from "vitest";
import { toWitnesses, type WitnessRow } from "../../test/generators/witness-rows.ts";
import { deriveLedger } from "./derive-ledger.ts";

const cards = ["6222021234567890", "6217000011112222", "6228480033334444"];
const wallets = ["wxid_a", "wxid_b", "2088000000000001"];
const reserve = "财付通支付科技有限公司客户备付金";
const start = 1_700_000_000_000;

const kinds = ["top-up", "withdrawal", "card-to-wallet", "card-to-card", "refund", "wallet-to-wallet"] as const;

/** A movement as it really was. `at` in seconds; the numbers choose among `cards` and `wallets`. */
const movements = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat(400),
    card: fc.nat(2),
    toCard: fc.nat(1),
    wallet: fc.nat(2),
    toWallet: fc.nat(1),
    amount: fc.constantFrom(100, 100, 250),
    shared: fc.constantFrom("order", "clearing"),
    lag: fc.nat(120),
  }),
  { maxLength: 12 },
);
type Movement =
  typeof movements extends fc.Arbitrary<infer T> ? (T extends readonly (infer One)[] ? One : never) : never;

/** Whose statements are held. */
const holdings = fc.record({
  cards: fc.subarray(cards),
  wallets: fc.subarray(wallets),
  names: fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 6 }),
});
type Holding = typeof holdings extends fc.Arbitrary<infer T> ? T : never;

interface Parties {
  readonly card: string;
  readonly toCard: string;
  readonly wallet: string;
  readonly toWallet: string;
}

function partiesOf({ card, toCard, wallet, toWallet }: Movement): Parties {
  return {
    card: cards[card] ?? "",
    toCard: cards[(card + 1 + toCard) % 3] ?? "",
    wallet: wallets[wallet] ?? "",
    toWallet: wallets[(wallet + 1 + toWallet) % 3] ?? "",
  };
}

/** What each statement shows of a movement, by its account. */
function rowsOf(movement: Movement, index: number): [account: string, row: Omit<WitnessRow, "file">][] {
  const { card, toCard, wallet, toWallet } = partiesOf(movement);
  const { kind, amount, shared } = movement;
  const [order, paid, got] = [`order-${index}`, `paid-${index}`, `got-${index}`];
  const atMs = start + movement.at * 1_000;
  const late = atMs + movement.lag * 1_000;
  const bank = (own: string, direction: "in" | "out", clearing: string): [string, Omit<WitnessRow, "file">] => {
    const references = [order, ...(shared === "clearing" ? [clearing] : [])];
    const serial = `bank-${own}-${index}`;
    return [own, { ownCard: own, otherName: reserve, atMs, amount, direction, references, serial }];
  };
  const user = (
    own: string,
    direction: "in" | "out",
    named: Partial<WitnessRow>,
  ): [string, Omit<WitnessRow, "file">] => {
    const references = shared === "clearing" ? [paid, got] : [];
    const serial = shared === "order" ? order : `wallet-${own}-${index}`;
    return [
      own,
      { ownAccount: own, atMs: late, amount, direction, references: [...references, order], serial, ...named },
    ];
  };
  switch (kind) {
    case "top-up":
      return [bank(card, "out", paid), user(wallet, "in", { otherCard: card })];
    case "withdrawal":
      return [user(wallet, "out", { otherCard: card }), bank(card, "in", got)];
    case "card-to-wallet":
      return [
        bank(card, "out", paid),
        user(wallet, "out", { otherAccount: toWallet }),
        user(toWallet, "in", { otherAccount: wallet }),
      ];
    case "card-to-card":
      return [bank(card, "out", paid), user(wallet, "out", { otherCard: toCard }), bank(toCard, "in", got)];
    case "refund":
      return [bank(card, "in", got), user(wallet, "in", { otherAccount: "shop_1" })];
    case "wallet-to-wallet":
      return [user(wallet, "out", { otherAccount: toWallet }), user(toWallet, "in", { otherAccount: wallet })];
  }
}

/** The slow twin: what can be known of a movement from the statements held, case by case. */
function knownOf(movement: Movement, isHeld: (account: string) => boolean): string[] {
  const { card, toCard, wallet, toWallet } = partiesOf(movement);
  const [paysCard, paysWallet] = [isHeld(card), isHeld(wallet)];
  const [out, back] = [`@reserve:${reserve}`, `@from:@reserve:${reserve}`];
  const sides = ((): [string, string] | undefined => {
    switch (movement.kind) {
      case "top-up":
        return paysWallet ? [card, wallet] : paysCard ? [card, out] : undefined;
      case "withdrawal":
        return paysWallet ? [wallet, card] : paysCard ? [back, card] : undefined;
      case "card-to-wallet":
        if (!paysWallet && !isHeld(toWallet)) return paysCard ? [card, out] : undefined;
        return [paysCard ? card : wallet, toWallet];
      case "card-to-card":
        if (paysCard) return [card, paysWallet || isHeld(toCard) ? toCard : out];
        return paysWallet ? [wallet, toCard] : isHeld(toCard) ? [back, toCard] : undefined;
      case "refund":
        return paysCard ? [paysWallet ? "shop_1" : back, card] : paysWallet ? ["shop_1", wallet] : undefined;
      case "wallet-to-wallet":
        return paysWallet || isHeld(toWallet) ? [wallet, toWallet] : undefined;
    }
  })();
  return sides === undefined ? [] : [`${sides.join(">")}:${movement.amount}`];
}

/** Every held statement as one file, under a name that decides where the ledger reads it. */
function statements(
  truth: readonly Movement[],
  { cards: heldCards, wallets: heldWallets, names }: Holding,
): WitnessRow[] {
  const held = [...heldCards, ...heldWallets];
  const rows = truth.flatMap((movement, index) => rowsOf(movement, index));
  const files = [...cards, ...wallets];
  return rows
    .filter(([account]) => held.includes(account))
    .map(([account, row]) => ({ ...row, file: names[files.indexOf(account)] ?? "" }))
    .sort((a, b) => a.atMs - b.atMs);
}

it("T9: statements of banks and wallets give back exactly the transfers that were, in whichever order they come", () => {
  fc.assert(
    fc.property(movements, holdings, (truth, holding) => {
      const rows = statements(truth, holding);
      const ledger = deriveLedger(toWitnesses(rows), { holders: [], periods: [] });
      const { payer, payee, amountMinor, length } = ledger.columns.transfers;
      const key = (account: number | undefined): string => ledger.columns.accounts.keys[account ?? -1] ?? "";
      const shown = Array.from({ length }, (_, i) => `${key(payer[i])}>${key(payee[i])}:${amountMinor[i]}`);
      const held = new Set([...holding.cards, ...holding.wallets]);
      expect(shown.sort()).toEqual(
        truth.flatMap((movement) => knownOf(movement, (account) => held.has(account))).sort(),
      );
      expect(ledger.unjoined).toEqual([]);
      expect(ledger.outcome).toHaveLength(rows.length);
    }),
    { numRuns: 3_000, seed: 9 },
  );
});
