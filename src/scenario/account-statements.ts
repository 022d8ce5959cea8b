import type { City } from "./build-city.ts";
import type { CityAccount, Movement } from "./city-model.ts";
import { citySizes } from "./city-scale.ts";
import { crossingOf } from "./reserve-crossing.ts";
import { type SeededRandom, seededRandom } from "./seeded-random.ts";

/** What is wrong with a line on purpose. The first three rows of a statement and rows of frauds are left alone. */
export type LineFault = "none" | "blank-direction" | "bad-amount" | "bad-time" | "e-notation";

/** One line of an account's statement as its bank holds it. */
export interface StatementLine {
  readonly movement: Movement;
  readonly own: CityAccount;
  readonly other: CityAccount | null;
  readonly side: "out" | "in";
  readonly atMs: number;
  readonly balanceMinor: number;
  readonly serial: string;
  readonly fault: LineFault;
}

/** The statement of one account, oldest line first. `missing` is a page that the bank left out. */
export interface AccountStatement {
  readonly account: CityAccount;
  readonly lines: readonly StatementLine[];
  readonly missing: readonly StatementLine[];
}

const missingPageLines = 12;

/** Every held statement, by account index, with the faults that the truth counts. */
export function accountStatements(city: City): AccountStatement[] {
  const held = new Map<CityAccount, StatementLine[]>();
  for (const account of city.accounts) if (account.statementHeld) held.set(account, []);
  const balances = new Map<CityAccount, number>();
  for (const movement of city.movements) {
    const { payer, payee, atMs, payeeAtMs, payerBalanceMinor, payeeBalanceMinor, payerSerial, payeeSerial } = movement;
    const failed = movement.purpose === "failed-attempt";
    const wallet = movement.throughWallet;
    if (payer !== null) balances.set(payer, payerBalanceMinor);
    if (payee !== null) balances.set(payee, payeeBalanceMinor);
    if (payer !== null && !(failed && payer.bank.style?.listsFailures === "left-out")) {
      const [balanceMinor, serial] = [payerBalanceMinor, payerSerial];
      held
        .get(payer)
        ?.push({ movement, own: payer, other: payee, side: "out", atMs, balanceMinor, serial, fault: "none" });
    }
    if (wallet !== null) {
      const balanceMinor = balances.get(wallet) ?? wallet.openingMinor;
      const serial = `${wallet.bank.issuer}${payerSerial}`;
      held
        .get(wallet)
        ?.push({ movement, own: wallet, other: payee, side: "out", atMs, balanceMinor, serial, fault: "none" });
    }
    if (payee !== null && !failed) {
      const [bookedMs, balanceMinor, serial] = [payeeAtMs, payeeBalanceMinor, payeeSerial];
      held
        .get(payee)
        ?.push({ movement, own: payee, other: payer, side: "in", atMs: bookedMs, balanceMinor, serial, fault: "none" });
    }
  }
  const random = seededRandom(city.seed, "faults");
  const undone = new Set(city.movements.flatMap((each) => (each.reversesId === null ? [] : [each.reversesId])));
  const statements = [...held].map(([account, lines]) => ({
    account,
    lines: spoil(lines, undone, { random, damagedShare: citySizes[city.scale].damagedShare }),
    missing: [],
  }));
  return losePage(statements.filter((statement) => statement.lines.length > 0));
}

/** Marks some lines of a statement as dirty, where what is damaged can still be told. */
function spoil(lines: readonly StatementLine[], undone: ReadonlySet<number>, dirt: Dirt): StatementLine[] {
  let last = 0;
  return lines.map((line, index) => {
    const fault = faultOf(dirt);
    const [before, after] = [lines[index - 1], lines[index + 1]];
    const apart = before !== undefined && after !== undefined && before.atMs < line.atMs && line.atMs < after.atMs;
    const { purpose, trace } = line.movement;
    const ordinary = purpose === "life" && trace.sharedSerial === "" && crossingOf(line.movement) === undefined;
    if (index < 3 || index - last < 4 || !apart || !ordinary || undone.has(line.movement.id)) return line;
    if (!fits(fault, line)) return line;
    last = index;
    return { ...line, fault };
  });
}

interface Dirt {
  readonly random: SeededRandom;
  readonly damagedShare: number;
}

function faultOf({ random, damagedShare }: Dirt): LineFault {
  if (random.chance(damagedShare)) return random.chance(0.5) ? "bad-amount" : "bad-time";
  const draw = random.fraction();
  if (draw < 0.008) return "blank-direction";
  return draw < 0.014 ? "e-notation" : "none";
}

function fits(fault: LineFault, line: StatementLine): boolean {
  const layout = line.own.bank.style?.layout;
  const wallet = layout === "tenpay" || layout === "alipay";
  switch (fault) {
    case "none":
      return false;
    case "blank-direction":
      return !wallet && layout !== "bank-slip";
    case "bad-amount":
    case "bad-time":
      // Only where no other statement shows the movement, so that the truth need not know who wins.
      return line.other?.statementHeld !== true;
    case "e-notation":
      return !wallet && line.other !== null && !line.other.statementHeld && line.movement.trace.merchant === "";
  }
}

/** The first line from the middle on at which a page can go between two lines that can be read: one break, not two in one. */
function pageStart(lines: readonly StatementLine[]): number {
  const middle = Math.floor(lines.length / 2);
  const isWhole = (line: StatementLine | undefined): boolean => line?.fault === "none";
  const shift = lines
    .slice(middle)
    .findIndex((_, index) => isWhole(lines[middle + index - 1]) && isWhole(lines[middle + index + missingPageLines]));
  return middle + Math.max(0, shift);
}

/** Takes twelve lines out of the middle of the longest ordinary statement of the first bank. */
function losePage(statements: readonly AccountStatement[]): AccountStatement[] {
  const candidates = statements.filter(
    ({ account }) => account.kind === "resident" && account.reservedMinor === 0 && account.bank.issuer === "90",
  );
  const victim = candidates.reduce<AccountStatement | undefined>(
    (longest, each) => (each.lines.length > (longest?.lines.length ?? 0) ? each : longest),
    undefined,
  );
  if (victim === undefined) return [...statements];
  const from = pageStart(victim.lines);
  const missing = victim.lines.slice(from, from + missingPageLines);
  const lines = [...victim.lines.slice(0, from), ...victim.lines.slice(from + missingPageLines)];
  return statements.map((each) => (each === victim ? { account: each.account, lines, missing } : each));
}
