import type { Text } from "./text.ts";

/** One option as help shows it and the parser reads it. */
export interface OptionSpec {
  /** What stands for the value in help; `null` for an option without a value. */
  readonly placeholder: string | null;
  readonly repeats: "once" | "many";
  readonly summary: Text;
}

/** The name of an option, without its dashes. */
export type OptionName =
  | "data"
  | "layout"
  | "map"
  | "save-as"
  | "dry-run"
  | "case"
  | "all"
  | "doctrine"
  | "search"
  | "attribution"
  | "undo"
  | "doctrines"
  | "traces"
  | "as-of"
  | "stops"
  | "openings"
  | "transfers"
  | "losses"
  | "hub"
  | "dust"
  | "plan"
  | "out"
  | "expect"
  | "login"
  | "name"
  | "roles"
  | "unit"
  | "unit-name"
  | "police-number"
  | "budget"
  | "folder"
  | "once"
  | "port"
  | "host"
  | "account"
  | "transfer"
  | "from"
  | "to"
  | "after"
  | "before"
  | "max-hops"
  | "frozen"
  | "at"
  | "epsilon"
  | "returned"
  | "beside"
  | "replay"
  | "cluster"
  | "database"
  | "officer"
  | "evidence"
  | "reason"
  | "now"
  | "sent"
  | "balance"
  | "refused"
  | "bank"
  | "response"
  | "weeks"
  | "id"
  | "json"
  | "lang"
  | "help";

/** Every option of every command; an option means the same wherever it is taken. */
const options: Readonly<Record<OptionName, OptionSpec>> = {
  data: once("DIR", "数据目录（默认取 SLUICE_DATA，否则 ./data）", "data folder (default: SLUICE_DATA, else ./data)"),
  layout: once("NAME", "指定版式，不自动识别", "read the files by this layout instead of finding it"),
  map: many("FIELD=HEADING", "指定某字段取自哪个表头，可多次给出", "take a field from this heading; may be repeated"),
  "save-as": once("BANK", "把 --map 的对应关系以银行名保存备用", "keep the --map headings under a bank's name"),
  "dry-run": flag("只读取并报告，不写入账本", "read and report, write nothing to the ledger"),
  case: once(
    "NAME",
    "案件名称；登记损失时默认 default，其余命令在只有一个案件时可省略",
    "name of the case; losses registers under default, elsewhere it may be left out while there is one case",
  ),
  all: flag("所有案件的损失一并追踪", "trace the losses of all cases in one pass"),
  doctrine: once(
    "D",
    "追踪规则：tainted-first、fifo、lifo、pro-rata、libr、poison",
    "doctrine: tainted-first, fifo, lifo, pro-rata, libr, poison",
  ),
  search: once("D", "本案查找资金用的规则", "the doctrine by which the case searches for money"),
  attribution: once("D", "本案归属（返还）用的规则", "the doctrine by which the case attributes money to victims"),
  undo: once("search|attribution", "恢复上一次的规则", "back to the doctrine before the last decision"),
  doctrines: once("D,D,…", "要并列比较的规则，逗号分隔", "the doctrines to put side by side, with commas"),
  traces: once("ID,ID,…", "要并列比较的已存追踪，逗号分隔", "the kept traces to put side by side, with commas"),
  "as-of": once(
    "TIME",
    "截至时间，北京时间，如 2024-03-05 14:03:22；只写日期则含当日全天",
    "look no further than this time (China time), e.g. 2024-03-05 14:03:22; a date alone means to its end",
  ),
  stops: once("FILE", "止追账户表（CSV，列 account）", "accounts at which the trace stops (CSV with a column account)"),
  openings: once(
    "FILE",
    "期初余额表（CSV，列 account,balance）",
    "opening balances (CSV with columns account,balance)",
  ),
  transfers: once("FILE", "不用数据目录：转账 CSV", "no data folder: the transfers as CSV"),
  losses: once("FILE", "不用数据目录：损失 CSV", "no data folder: the losses as CSV"),
  hub: once(
    "N",
    "对手数超过 N 的账户视为枢纽并止追",
    "accounts with more than N counterparties are hubs, where the trace stops",
  ),
  dust: once("YUAN", "低于此金额（元）的零星资金就地核销", "write off lots below this amount (yuan)"),
  plan: flag(
    "先显示如何追踪（全部载入内存或逐跳）及原因，不执行追踪",
    "show how the trace would be run (all in memory or hop by hop) and why, without running it",
  ),
  out: once(
    "DIR",
    "把结果文件写入此目录（各是什么见 docs/cli.md）",
    "write the files into this folder; docs/cli.md says which",
  ),
  login: once("LOGIN", "人员的登录名", "a person's login"),
  name: once("NAME", "人员的姓名", "a person's name"),
  roles: once(
    "ROLE,ROLE,…",
    "人员的角色，逗号分隔：analyst 研判、duty-officer 值班、investigator 办案、approver 审批等",
    "a person's roles, with commas: analyst, duty-officer, investigator, approver, …",
  ),
  unit: once("CODE", "所在单位的 12 位代码，默认为中心", "the 12 digits of a person's unit (default: the centre)"),
  "unit-name": once("NAME", "单位的名称：单位尚未登记时写明", "the unit's name, where the unit is new"),
  "police-number": once("N", "警号", "a person's police number"),
  expect: once(
    "WHAT",
    "另行保存的核对依据：证明包的指纹，或日志链头的文件",
    "what was kept to compare with: a package's fingerprint, or the file of a log's head",
  ),
  budget: once("N", "清单最多列出 N 条", "list at most N entries"),
  folder: once(
    "DIR",
    "演示数据所在目录（默认 ./demo-data，每次重建）",
    "where the demo's data goes (default ./demo-data, made afresh)",
  ),
  once: flag("打印结果后退出，不启动网页", "print and exit, start no page"),
  port: once("N", "监听端口（默认 4180；0 表示任选）", "port to listen on (default 4180; 0: any free one)"),
  host: once(
    "ADDRESS",
    "监听地址（默认 127.0.0.1，仅本机）",
    "address to listen on (default 127.0.0.1, this machine only)",
  ),
  account: once("ACCOUNT", "账户：账号、卡号或键", "an account: any of its numbers, or its key"),
  transfer: once("ID", "交易编号（见 sluice trace --json）", "a transfer's id (sluice trace --json shows them)"),
  from: once("ACCOUNT", "起点账户", "the account where the path begins"),
  to: once("ACCOUNT", "终点账户", "the account where the path ends"),
  after: once("TIME", "只看此时刻及以后的交易", "look at transfers from this instant on"),
  before: once(
    "TIME",
    "只看此时刻及以前的交易；只写日期则含当日全天",
    "look at transfers up to this instant; a date alone means to its end",
  ),
  "max-hops": once("N", "最多经过 N 笔交易（默认 8）", "at most N transfers (default 8)"),
  frozen: once("YUAN", "冻结金额（元），当初冻结的总额", "the sum frozen (yuan), as it was frozen at first"),
  at: once(
    "TIME",
    "时刻，北京时间，如 2024-03-05 14:03:22；只写日期则到当日结束",
    "an instant (China time), e.g. 2024-03-05 14:03:22; a date alone means its end",
  ),
  epsilon: once(
    "YUAN",
    "唯一进账之前允许的余额（元，默认 0）",
    "the balance allowed before a single deposit (yuan, default 0)",
  ),
  returned: once(
    "FILE",
    "已返还的金额表（CSV，列 victim,amount[,account,transfer]）",
    "what was returned already (CSV with columns victim,amount[,account,transfer])",
  ),
  beside: once("FILE", "与先前的方案对照", "show what changes beside an earlier proposal"),
  replay: once("FILE", "按方案记录的输入重算并核对", "run a proposal again from what it recorded, and compare"),
  cluster: once("NAME", "集群在 remote_servers 中的名称", "the cluster's name in remote_servers"),
  database: once("NAME", "数据库名称（默认 sluice）", "name of the database (default sluice)"),
  officer: once("NAME", "作出认定的民警姓名", "the officer who decides, by name"),
  evidence: once("TEXT", "依据的证据", "what shows it"),
  reason: once("TEXT", "理由", "why"),
  now: once(
    "TIME",
    "止付冻结指令发出的时间，北京时间（默认取截至时间，否则账本最后时刻）",
    "when orders are sent, China time (default: the as-of time, else the ledger's last instant)",
  ),
  sent: flag("把列出的调单请求记为已发出", "note the listed requests as sent"),
  balance: once("YUAN", "银行反馈的余额（元）", "the balance that the bank told (yuan)"),
  refused: once(
    "WHY",
    "银行拒绝的原因：wrong-receipt 要素不符、already-frozen 已冻结、no-such-account 无此账户、closed 已销户、other 其他",
    "why the bank refused: wrong-receipt, already-frozen, no-such-account, closed, other",
  ),
  weeks: once("N", "留出账本最后几周（默认 4）", "how many weeks of the ledger are held back (default 4)"),
  bank: once("NAME", "银行名称或其中一段", "the bank's name or a part of it"),
  response: once("MINUTES", "从发出指令到生效的分钟数", "minutes from an order to its effect"),
  id: once("ID", "反馈编号，如 A1", "the answer's id, e.g. A1"),
  json: flag("以 JSON 输出，金额为整数分", "print JSON, amounts as integer minor units"),
  lang: once("zh|en", "语言（默认按系统区域设置，否则中文）", "language (default: by the locale, else Chinese)"),
  help: flag("显示说明", "show this help"),
};

/** Options that every command takes. */
export const commonOptions: readonly OptionName[] = ["json", "lang", "help"];

/** The specification of an option. */
export function optionSpec(name: OptionName): OptionSpec {
  return options[name];
}

function once(placeholder: string, zh: string, en: string): OptionSpec {
  return { placeholder, repeats: "once", summary: { zh, en } };
}

function many(placeholder: string, zh: string, en: string): OptionSpec {
  return { placeholder, repeats: "many", summary: { zh, en } };
}

function flag(zh: string, en: string): OptionSpec {
  return { placeholder: null, repeats: "once", summary: { zh, en } };
}
