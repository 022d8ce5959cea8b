import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import iconv from "iconv-lite";
import { formatChinaTime } from "../src/flows/china-time.ts";
import { type SeededRandom, seededRandom } from "../src/scenario/seeded-random.ts";

/** How many statements to make. The same sizes and seed give the same bytes on every machine. */
export interface StatementSizes {
  readonly files: number;
  readonly rowsPerFile: number;
  readonly seed: number;
}

const heading =
  "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,交易对手账卡号,现金标志,对手户名," +
  "对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址," +
  "对手交易余额,交易流水号,日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因";

const accountsPerFile = 200;
const startMs = 1_704_067_200_000;
const banks = ["中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "招商银行"];
const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨";
const givenNames = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平";
const purposes = ["转账", "货款", "工资", "房租", "消费", "还款", "往来款", "跨行汇款"];

/**
 * Bank statements of variant A (34 columns) as GB18030 csv: every row with its running balance, half of the transfers
 * between two of the accounts and so shown by both banks, one row in a hundred stands in a second file too, as
 * overlapping exports of one account show it. Written file by file into `folder`.
 */
export async function makeStatements(folder: string, sizes: StatementSizes): Promise<void> {
  const random = seededRandom(sizes.seed, "bench-import");
  const accounts = Array.from({ length: sizes.files * accountsPerFile }, (_, index) => makeAccount(index, random));
  const texts = Array.from({ length: sizes.files }, () => new StatementText());
  const wanted = sizes.files * sizes.rowsPerFile;
  for (let rows = 0, serial = 1; rows < wanted; serial++) {
    const atMs = startMs + serial * 30_000;
    const payer = random.below(accounts.length);
    const inside = rows + 2 <= wanted && random.chance(1 / 3);
    const other = inside ? (payer + 1 + random.below(accounts.length - 1)) % accounts.length : -1;
    const amount = random.between(100, 5_000_000);
    rows += writeTransfer({ accounts, texts, payer, other, amount, atMs, serial, random });
  }
  for (const [index, text] of texts.entries())
    await writeFile(join(folder, `交易明细信息_${String(index + 1).padStart(2, "0")}.csv`), text.bytes());
}

/** The text of one file, encoded piece by piece: a million lines as strings would take gigabytes. */
class StatementText {
  readonly #chunks: Buffer[] = [];
  #text = `${heading}\r\n`;

  add(line: string): void {
    this.#text += line;
    if (this.#text.length > 65_536) this.#encode();
  }

  bytes(): Buffer {
    this.#encode();
    return Buffer.concat(this.#chunks);
  }

  #encode(): void {
    this.#chunks.push(iconv.encode(this.#text, "gb18030"));
    this.#text = "";
  }
}

interface BenchAccount {
  readonly card: string;
  readonly account: string;
  readonly name: string;
  readonly idNo: string;
  readonly bank: string;
  balanceMinor: number;
}

function makeAccount(index: number, random: SeededRandom): BenchAccount {
  return {
    card: `62220${String(202_000_000_000_00 + index * 7)}`,
    account: `1202${String(10_000_000_000 + index * 13)}`,
    name: `${surnames[random.below(surnames.length)]}${givenNames[random.below(givenNames.length)]}${givenNames[random.below(givenNames.length)]}`,
    idNo: `33010619${random.between(60, 99)}0${random.between(1, 9)}${random.between(10, 28)}${String(index % 10_000).padStart(4, "0")}`,
    bank: banks[index % banks.length] ?? "",
    balanceMinor: random.between(1_000_000_000, 9_000_000_000),
  };
}

interface BenchTransfer {
  readonly accounts: readonly BenchAccount[];
  readonly texts: readonly StatementText[];
  readonly payer: number;
  /** -1: someone whose statement is not here. */
  readonly other: number;
  readonly amount: number;
  readonly atMs: number;
  readonly serial: number;
  readonly random: SeededRandom;
}

/** Writes one row, or two where both banks show it; answers how many. */
function writeTransfer(transfer: BenchTransfer): number {
  const { accounts, texts, payer, other, random } = transfer;
  const own = accounts[payer] as BenchAccount;
  const fileOf = (account: number): StatementText | undefined => texts[Math.floor(account / accountsPerFile)];
  if (other < 0) {
    const line = statementLine({ own, other: makeStranger(random), flag: random.chance(0.5) ? "出" : "进" }, transfer);
    fileOf(payer)?.add(line);
    if (!random.chance(0.02)) return 1;
    fileOf((payer + accountsPerFile) % accounts.length)?.add(line);
    return 2;
  }
  const counterparty = accounts[other] as BenchAccount;
  fileOf(payer)?.add(statementLine({ own, other: counterparty, flag: "出" }, transfer));
  fileOf(other)?.add(statementLine({ own: counterparty, other: own, flag: "进" }, transfer));
  return 2;
}

function makeStranger(random: SeededRandom): BenchAccount {
  return { ...makeAccount(900_000 + random.below(100_000), random), idNo: "" };
}

interface BenchSides {
  readonly own: BenchAccount;
  readonly other: BenchAccount;
  readonly flag: "进" | "出";
}

function statementLine({ own, other, flag }: BenchSides, transfer: BenchTransfer): string {
  const { amount, atMs, serial } = transfer;
  own.balanceMinor += flag === "进" ? amount : -amount;
  const purpose = purposes[serial % purposes.length];
  return (
    `${own.card},${own.account},${own.name},${own.idNo},${formatChinaTime(atMs, "second")},${yuan(amount)},` +
    `${yuan(own.balanceMinor)},${flag},${other.card},转账,${other.name},${other.idNo},${other.bank},${purpose},CNY,` +
    `城西支行,${1000 + (serial % 89)},浙江省杭州市,01,,T${serial % 5_000},10.${serial % 200}.${serial % 250}.7,` +
    `00-16-3E-${10 + (serial % 89)}-00-01,,${own.bank.length}${serial},${serial},,,${serial % 900},,,${purpose}款,网银转账,\r\n`
  );
}

function yuan(minor: number): string {
  const sign = minor < 0 ? "-" : "";
  const whole = Math.abs(minor);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
}
