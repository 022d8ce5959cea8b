import { CNY } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { AccountStatement } from "./account-statements.ts";
import type { CityBank, FileForm } from "./city-banks.ts";
import { answerDate, type CityFile } from "./city-file.ts";
import type { CityAccount } from "./city-model.ts";
import { encodeTable, extensionOf } from "./encode-table.ts";

type Row = readonly string[];

const accountHeadings =
  "账户开户名称,开户人证件号码,交易卡号,交易账号,账号开户时间,账户余额,可用余额,币种,开户网点代码,开户网点,账户状态,钞汇标志名称," +
  "销户日期,账户类型,备注,账号开户银行,销户网点,最后交易时间";
const personHeadings =
  "客户名称,证照类型,证照号码,单位地址,单位电话,工作单位,邮箱地址,代办人姓名,代办人证件类型,代办人证件号码,国税纳税号,地税纳税号," +
  "法人代表,客户工商执照号码";
const subAccountHeadings =
  "银行名称,开户账号,子账户账号,余额,可用余额,子账户类别,子账户序号,币种,钞汇标识,账户状态,账户序号";
const measureHeadings = "银行名称,账号,冻结措施类型,冻结金额,冻结机关,冻结开始日期,冻结截止日期,措施序号,备注";
const taskHeadings =
  "任务流水号,银行名称,主体类别,证账号码,账卡号,发送时间,反馈时间,反馈结果,反馈非明细结果,反馈明细结果,入库时间,入库状态,请求单号,查询结果";

/** 账户信息 of the accounts that `bank` was asked about: the only place where some banks name their holders. */
export function accountInformation(bank: CityBank, statements: readonly AccountStatement[]): CityFile {
  const rows = statements.map(({ account, lines }) => [
    account.holder.name,
    account.holder.idNo,
    account.card,
    account.number,
    "20190301093000",
    formatDecimal(toMinorUnits(lines.at(-1)?.balanceMinor ?? 0), CNY),
    formatDecimal(toMinorUnits(lines.at(-1)?.balanceMinor ?? 0), CNY),
    "人民币",
    `99${bank.issuer}0001`,
    `${bank.name}示例支行`,
    "正常",
    "钞户",
    "",
    account.card === "" ? "对公结算户" : "个人结算户",
    "",
    bank.name,
    "",
    "",
  ]);
  return table({ name: `${bank.name}_账户信息_${answerDate}`, form: informationForm(bank) }, accountHeadings, rows);
}

/** 人员信息 of one bank's customers. */
export function personInformation(bank: CityBank, statements: readonly AccountStatement[]): CityFile {
  const people = statements.map(({ account }) => account.holder).filter((holder) => holder.idNo !== "");
  const rows = people.map((holder) => [holder.name, "居民身份证", holder.idNo, ...Array<string>(11).fill("")]);
  return table({ name: `${bank.name}_人员信息_${answerDate}`, form: informationForm(bank) }, personHeadings, rows);
}

/** 关联子账户信息, 强制措施信息 and the two 任务信息 tables of the whole batch. */
export function batchInformation(accounts: readonly CityAccount[]): CityFile[] {
  const some = accounts.filter((account) => account.card !== "").slice(0, 12);
  const form = "csv-gb18030";
  return [
    table(
      { name: `关联子账户信息_${answerDate}`, form },
      subAccountHeadings,
      some.filter(hasSubAccount).map(subAccount),
    ),
    table({ name: `强制措施信息_${answerDate}`, form }, measureHeadings, some.slice(0, 2).map(measure)),
    table({ name: `任务信息(成功)_${answerDate}`, form }, taskHeadings, some.map(answeredTask)),
    table({ name: `任务信息（失败）_${answerDate}`, form }, taskHeadings, [failedTask()]),
  ];
}

function hasSubAccount(account: CityAccount): boolean {
  return account.index % 11 === 0;
}

function subAccount({ bank, number }: CityAccount): Row {
  return [bank.name, number, `${number}_1`, "0.00", "0.00", "活期", "1", "人民币", "钞", "正常", "1"];
}

function measure({ bank, number }: CityAccount, index: number): Row {
  return [bank.name, number, "冻结", "100.00", "示例市公安局", "20250710", "20260109", String(index), ""];
}

function answeredTask({ bank, card, holder }: CityAccount, index: number): Row {
  const asked = [task(index), bank.name, "自然人", holder.idNo, card, "20250714090000"];
  return [...asked, "20250715101500", "成功", "1", "1", "20250715110000", "成功", `Q${index}`, "成功"];
}

function failedTask(): Row {
  const asked = [task(99), "远山银行", "自然人", "", "6299800000000000001", "20250714090000"];
  return [...asked, "", "失败", "", "", "", "", "Q99", "查询超时"];
}

function task(index: number): string {
  return `RW${answerDate}${String(index).padStart(4, "0")}`;
}

function informationForm(bank: CityBank): FileForm {
  return bank.style?.form === "xlsx" || bank.style?.form === "csv-utf8-bom" ? bank.style.form : "csv-gb18030";
}

/** What a table is called, and how its bytes are made. */
interface TableFile {
  readonly name: string;
  readonly form: FileForm;
}

/** A table that holds no transactions. */
export function table(file: TableFile, headings: string, rows: readonly Row[]): CityFile {
  const { name, form } = file;
  return {
    path: `${name}.${extensionOf[form]}`,
    layout: "information",
    bytes: encodeTable([headings.split(","), ...rows], form),
    lines: [],
    feedback: 0,
    records: rows.length,
    titles: 0,
    totals: 0,
  };
}
