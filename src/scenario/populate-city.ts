import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { alipay, type CityBank, cityBanks, silentBanks, tenpay } from "./city-banks.ts";
import type { AccountKind, CityAccount, Holder } from "./city-model.ts";
import type { CitySize } from "./city-scale.ts";
import { clearingIssuers, isWallet, reserveNames } from "./reserve-crossing.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { syntheticAccountNumber, syntheticCard, syntheticIdNumber, syntheticPhone } from "./synthetic-numbers.ts";

/** What an account is opened with; the rest is numbered. */
export interface Opening {
  readonly kind: AccountKind;
  readonly bank: CityBank;
  readonly openingMinor?: MinorUnits;
  readonly reservedMinor?: MinorUnits;
  readonly statementHeld: boolean;
  /** A firm's name; a person is invented otherwise. */
  readonly firm?: string;
  /** Whose it is, where that person has an account already. */
  readonly holder?: Holder;
}

/** Everybody who lives, works and sells in the city. `open` adds an account and the person behind it. */
export interface CityPeople {
  readonly accounts: readonly CityAccount[];
  readonly residents: readonly CityAccount[];
  readonly strangers: readonly CityAccount[];
  readonly merchants: readonly CityAccount[];
  readonly employers: readonly CityAccount[];
  readonly reserves: readonly CityAccount[];
  readonly wallets: readonly CityAccount[];
  open(opening: Opening): CityAccount;
}

const surnames = Array.from("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜");
const ordinals = Array.from("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃");
const trades = ["超市", "餐饮店", "药房", "手机店", "金店", "加油站", "服装店", "五金行"];
const zero = toMinorUnits(0);

/** Opens every ordinary account of a city of the given size. */
export function populateCity(size: CitySize, random: SeededRandom): CityPeople {
  const accounts: CityAccount[] = [];
  const open = (opening: Opening): CityAccount => {
    const account = openAccount(accounts.length, opening, random);
    accounts.push(account);
    return account;
  };
  const many = (count: number, opening: (index: number) => Opening): CityAccount[] =>
    Array.from({ length: count }, (_, index) => open(opening(index)));

  const employers = many(size.employers, (index) => ({
    kind: "employer",
    bank: cityBanks[index % 4] as CityBank,
    openingMinor: toMinorUnits(5_000_000_000),
    statementHeld: index % 4 === 0,
    firm: `示例${ordinals[index % ordinals.length]}号制造有限公司`,
  }));
  const residents = many(size.residents, (index) => ({
    kind: "resident",
    bank: residentBank(index, size),
    openingMinor: toMinorUnits(random.between(200_000, 15_000_000)),
    statementHeld: true,
  }));
  const strangers = many(size.strangers, () => ({
    kind: "resident",
    bank: random.pick(random.chance(0.3) ? silentBanks : cityBanks),
    openingMinor: toMinorUnits(random.between(200_000, 9_000_000)),
    statementHeld: false,
  }));
  const merchants = many(size.merchants, (index) => ({
    kind: "merchant",
    bank: random.pick(cityBanks.slice(0, 4)),
    openingMinor: toMinorUnits(2_000_000),
    statementHeld: index % 20 === 3,
    firm: `示例${surnames[index % surnames.length]}记${ordinals[Math.floor(index / 32) % 36]}${trades[index % trades.length]}`,
  }));
  const reserves = Array.from(reserveNames.values(), (firm) =>
    open({ kind: "reserve", bank: cityBanks[0] as CityBank, statementHeld: false, firm }),
  );
  const bound = residents.filter(({ bank }) => clearingIssuers.has(bank.issuer)).slice(0, size.wallets);
  const wallets = many(size.wallets * 3, (index) => ({
    kind: "wallet",
    bank: index % 3 === 2 ? alipay : tenpay,
    openingMinor: toMinorUnits(random.between(10_000, 800_000)),
    statementHeld: index < size.wallets,
    ...(bound[index] === undefined ? {} : { holder: bound[index].holder }),
  }));
  return { accounts, residents, strangers, merchants, employers, reserves, wallets, open };
}

/**
 * The bank-slip bank gives one file an account, and the library that writes old workbooks takes 16 KiB for each cell of
 * text, so these two have only one customer a file; the others share the rest.
 */
function residentBank(index: number, size: CitySize): CityBank {
  const slipCustomers = size.filesPerBank[6] ?? 0;
  const oldWorkbookCustomers = size.filesPerBank[5] ?? 0;
  if (index < slipCustomers) return cityBanks[6] as CityBank;
  if (index < slipCustomers + oldWorkbookCustomers) return cityBanks[5] as CityBank;
  const weighted = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 4, 7];
  return cityBanks[weighted[index % weighted.length] ?? 0] as CityBank;
}

function openAccount(index: number, opening: Opening, random: SeededRandom): CityAccount {
  const { bank, kind, firm } = opening;
  const wallet = isWallet(opening);
  return {
    index,
    kind,
    holder: opening.holder ?? (firm === undefined ? inventPerson(index, random) : { name: firm, idNo: "", phone: "" }),
    bank,
    card: wallet || firm !== undefined ? "" : syntheticCard(bank.issuer, index + 1),
    number: wallet ? walletId(bank, index) : syntheticAccountNumber(bank.issuer, index + 1),
    openingMinor: opening.openingMinor ?? zero,
    reservedMinor: opening.reservedMinor ?? zero,
    statementHeld: opening.statementHeld,
  };
}

function walletId(bank: CityBank, index: number): string {
  return bank === tenpay ? `wxid_demo${String(index).padStart(6, "0")}` : `20880000${String(index).padStart(8, "0")}`;
}

function inventPerson(index: number, random: SeededRandom): Holder {
  const year = random.between(1950, 2004);
  const month = String(random.between(1, 12)).padStart(2, "0");
  const day = String(random.between(1, 28)).padStart(2, "0");
  return {
    name: `${random.pick(surnames)}例${random.pick(ordinals)}`,
    idNo: syntheticIdNumber(`${year}${month}${day}`, index),
    phone: syntheticPhone(index + 1),
  };
}
