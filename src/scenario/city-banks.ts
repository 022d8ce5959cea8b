/** How a bank writes the time of a row. */
export type TimeForm = "compact" | "dashes" | "slashes" | "db2" | "chinese" | "two-columns" | "two-columns-compact";

/** How the bytes of a bank's tables are made. */
export type FileForm =
  | "csv-gb18030"
  | "csv-utf8-bom"
  | "csv-utf16"
  | "xlsx"
  | "xls"
  | "tab-text-as-xls"
  | "html-as-xls"
  | "txt-tree"
  | "wallet-csv";

export type LayoutName =
  | "variant-a"
  | "variant-b"
  | "variant-c"
  | "queried-account"
  | "merchants-bank"
  | "split-time"
  | "bank-slip"
  | "tenpay"
  | "alipay";

/** How one bank answers: its layout, its bytes and its habits. */
export interface BankStyle {
  readonly layout: LayoutName;
  readonly form: FileForm;
  readonly time: TimeForm;
  /** The words for out and in. */
  readonly direction: readonly [out: string, into: string];
  readonly amounts: "plain" | "thousands";
  /** Whether a counterparty is shown by its card or by its account number. */
  readonly counterpartyBy: "card" | "account";
  readonly ownNames: "shown" | "left-to-account-information";
  /** What stands for a value that is missing. */
  readonly missing: "" | "nan" | "-";
  readonly order: "oldest-first" | "newest-first";
  /** What is put behind every number so that Excel leaves it alone. */
  readonly numberTail: "" | "\t";
  readonly listsFailures: "listed" | "left-out";
  readonly preambleLines: number;
  readonly footer: "total" | "none";
}

/** A bank or payment institution; without a style it never answers, and what reaches it is lost sight of. */
export interface CityBank {
  readonly name: string;
  /** Two digits of its card range. */
  readonly issuer: string;
  readonly style: BankStyle | null;
}

const plainStyle: BankStyle = {
  layout: "variant-a",
  form: "csv-gb18030",
  time: "compact",
  direction: ["出", "进"],
  amounts: "plain",
  counterpartyBy: "card",
  ownNames: "shown",
  missing: "",
  order: "oldest-first",
  numberTail: "",
  listsFailures: "listed",
  preambleLines: 0,
  footer: "none",
};

/** Made-up banks, one a way of writing. The layouts' own names (招商, 财付通, 支付宝) stay with the layouts. */
export const cityBanks: readonly CityBank[] = [
  bank("江城商业银行", "90", { ownNames: "left-to-account-information", numberTail: "\t" }),
  bank("东湖农村商业银行", "91", {
    layout: "variant-b",
    form: "csv-utf8-bom",
    time: "dashes",
    direction: ["借", "贷"],
    amounts: "thousands",
    counterpartyBy: "account",
    missing: "nan",
    preambleLines: 3,
    footer: "total",
  }),
  bank("南岭银行", "92", {
    layout: "variant-c",
    form: "csv-utf16",
    time: "db2",
    direction: ["支出", "收入"],
    ownNames: "left-to-account-information",
  }),
  bank("北川银行", "93", {
    layout: "queried-account",
    form: "xlsx",
    time: "chinese",
    direction: ["借方", "贷方"],
    counterpartyBy: "account",
    preambleLines: 5,
  }),
  bank("西泽银行", "94", {
    layout: "merchants-bank",
    time: "two-columns-compact",
    direction: ["D", "C"],
    missing: "-",
    order: "newest-first",
    listsFailures: "left-out",
  }),
  bank("云澜银行", "95", {
    layout: "split-time",
    form: "xls",
    time: "two-columns",
    direction: ["转出", "转入"],
    listsFailures: "left-out",
  }),
  bank("远航银行", "96", {
    layout: "bank-slip",
    form: "tab-text-as-xls",
    time: "two-columns",
    amounts: "thousands",
    order: "newest-first",
    listsFailures: "left-out",
    preambleLines: 4,
    footer: "total",
  }),
  bank("长汀银行", "97", { form: "html-as-xls", time: "slashes", direction: ["付", "收"] }),
];

/** Banks whose answers have not come: accounts there are the frontier. */
export const silentBanks: readonly CityBank[] = [
  { name: "远山银行", issuer: "80", style: null },
  { name: "滨海村镇银行", issuer: "81", style: null },
  { name: "青石农村信用社", issuer: "82", style: null },
];

export const tenpay: CityBank = {
  name: "财付通",
  issuer: "70",
  style: {
    ...plainStyle,
    layout: "tenpay",
    form: "txt-tree",
    time: "dashes",
    direction: ["出", "入"],
    listsFailures: "left-out",
  },
};

export const alipay: CityBank = {
  name: "支付宝",
  issuer: "71",
  style: {
    ...plainStyle,
    layout: "alipay",
    form: "wallet-csv",
    time: "dashes",
    direction: ["支出", "收入"],
    numberTail: "\t",
    listsFailures: "left-out",
  },
};

function bank(name: string, issuer: string, habits: Partial<BankStyle>): CityBank {
  return { name, issuer, style: { ...plainStyle, ...habits } };
}
