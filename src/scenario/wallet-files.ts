import type { AccountStatement } from "./account-statements.ts";
import { alipay, tenpay } from "./city-banks.ts";
import { answerDate, type CityFile } from "./city-file.ts";
import { encodeTable } from "./encode-table.ts";
import { table } from "./information-files.ts";
import { statementHeadings } from "./statement-headings.ts";
import { alipayCells, tenpayCells } from "./wallet-cells.ts";

const tenpayRegistration = "账户状态,账号,注册姓名,注册时间,注册身份证号,绑定手机,绑定状态,开户行信息,银行账号";
const alipayRegistration =
  "用户ID,登录邮箱,登录手机,账户名称,证件类型,证件号,可用余额,绑定手机,注册时间,绑定银行卡,关联账户,备注,对应的协查数据";

/** 财付通's answer: one folder a wallet with its trades and its registration. */
export function tenpayFiles(statements: readonly AccountStatement[]): CityFile[] {
  return statements
    .filter(({ account }) => account.bank === tenpay)
    .flatMap(({ account, lines }, index) => {
      const { holder, number } = account;
      const folder = `TP${answerDate}${String(index + 1).padStart(3, "0")}/IDCARD/${holder.idNo}/${number}`;
      const registered = ["正常", number, holder.name, "2019-03-01 09:30:00", holder.idNo, holder.phone, "", "", ""];
      const registration = table({ name: "TenpayRegInfo", form: "txt-tree" }, tenpayRegistration, [registered]);
      const trades = encodeTable([statementHeadings.tenpay, ...lines.map(tenpayCells)], "txt-tree");
      return [
        { ...walletFile("tenpay", lines), path: `${folder}/TenpayTrades.txt`, bytes: trades },
        { ...registration, path: `${folder}/${registration.path}` },
      ];
    });
}

/** 支付宝's answer: registrations, and the details of all wallets in one task. */
export function alipayFiles(statements: readonly AccountStatement[]): CityFile[] {
  const wallets = statements.filter(({ account }) => account.bank === alipay);
  if (wallets.length === 0) return [];
  const lines = wallets.flatMap((each) => each.lines);
  const registered = wallets.map(({ account: { holder, number } }) =>
    [number, "", holder.phone, holder.name, "身份证", holder.idNo, "0.00", holder.phone, "2019-03-01 09:30:00"].concat([
      "",
      "",
      "",
      holder.idNo,
    ]),
  );
  return [
    table({ name: `${answerDate}001_注册信息_${answerDate}`, form: "wallet-csv" }, alipayRegistration, registered),
    {
      ...walletFile("alipay", lines),
      path: `${answerDate}001_账户明细d2_${answerDate}_part1.csv`,
      bytes: encodeTable([statementHeadings.alipay, ...lines.map(alipayCells)], "wallet-csv"),
    },
  ];
}

function walletFile(layout: "tenpay" | "alipay", lines: AccountStatement["lines"]): Omit<CityFile, "path" | "bytes"> {
  return { layout, lines, feedback: 0, records: 0, titles: 0, totals: 0 };
}
