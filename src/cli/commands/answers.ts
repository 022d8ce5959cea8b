import { addAnswer, type ListedAnswer, listAnswers, removeAnswer, sameAnswers } from "../../app/bank-answers.ts";
import { type Language, SluiceError } from "../../errors/sluice-error.ts";
import { formatChinaTime } from "../../flows/china-time.ts";
import { type RefusalReason, refusalReasons } from "../../tracing/refusal-reason.ts";
import { refusalWords } from "../../tracing/order-words.ts";
import type { Command } from "../command.ts";
import { instantText, moneyText } from "../format.ts";
import { dataFolderOf, instantOf, requiredValue, yuanOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderTable } from "../render-table.ts";
import { say, type Text } from "../text.ts";
import { warn, type Warning } from "../warn.ts";
import { withStores } from "../with-stores.ts";

export const answersCommand: Command = {
  shape: {
    name: "answers",
    summary: {
      zh: "银行对止付冻结指令的反馈：余额或拒绝原因，记下后立即重新排序",
      en: "what banks answered to freeze orders: a balance or a refusal; lists are ranked anew at once",
    },
    forms: [
      "[--data DIR]",
      "add --account NUMBER --at TIME --balance YUAN [--data DIR]",
      "add --account NUMBER --at TIME --refused WHY [--data DIR]",
      "remove --id ID [--data DIR]",
    ],
    argument: {
      name: "add|remove",
      count: "at-most-one",
      summary: { zh: "记下或撤销；不写则列出", en: "add or take back one; list them without it" },
    },
    options: ["data", "account", "at", "balance", "refused", "id"],
    notes: [
      {
        zh: "反馈的余额与流水中的余额同样有约束力（T17）：超出余额的涉案资金自该户成为断点。",
        en: "A balance told binds as one in a statement does (T17): traced money above it is lost sight of there.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals.length === 0 ? "reads" : "writes"),
  run: async (parsed, context) => {
    const { terminal, language } = context;
    const listed = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const [action] = parsed.positionals;
      const added = action === "add" ? await addAnswer(stores, answerOf(parsed)) : null;
      if (action === "remove") await removeAnswer(stores, requiredValue(parsed, "id", "answers"));
      else if (added === null && action !== undefined) throw badValue("add|remove", action, "add | remove");
      const answers = await listAnswers(stores);
      for (const warning of warningsOf(answers, added)) warn(warning, { parsed, context });
      return answers;
    });
    if (parsed.has("json")) return terminal.out(`${JSON.stringify({ answers: listed.map(answerJson) })}\n`);
    terminal.out(renderAnswers(listed, language));
  },
};

/** What is odd about an answer just told. */
function warningsOf(answers: readonly ListedAnswer[], added: string | null): readonly Warning[] {
  const told = answers.find(({ id }) => id === added);
  if (told === undefined) return [];
  const { id, account, keys } = told;
  const same = sameAnswers(answers, told).map((other) => other.id);
  return [
    ...(keys.length > 0 ? [] : [{ code: "ANSWER_NOT_IN_LEDGER", text: unknownAccount, details: { id, account } }]),
    ...(same.length === 0
      ? []
      : [{ code: "ANSWER_ALREADY_TOLD", text: toldBefore, details: { id, account, same: same.join(" ") } }]),
  ];
}

const unknownAccount: Text = {
  zh: "警告：{id} 的账户 {account} 不在账本中，反馈暂不起作用；请核对账号，或待其流水导入（撤销：sluice answers remove --id {id}）",
  en: "Warning: the account {account} of {id} is none of the ledger's: the answer has no effect yet; check the number, or import its statement (to take it back: sluice answers remove --id {id})",
};
const toldBefore: Text = {
  zh: "警告：{id} 与已记下的 {same} 相同（账户、时间与内容一致），重复不改变任何金额（撤销：sluice answers remove --id {id}）",
  en: "Warning: {id} tells what {same} told already (same account, time and content); told twice it changes no amount (to take it back: sluice answers remove --id {id})",
};

function answerOf(parsed: ParsedArguments): Omit<ListedAnswer, "id" | "keys" | "isBeforeFirstRow"> {
  const account = requiredValue(parsed, "account", "answers").replace(/\s/g, "");
  requiredValue(parsed, "at", "answers");
  const atMs = instantOf(parsed, "at") ?? 0;
  const why = parsed.value("refused");
  const balanceMinor = yuanOf(parsed, "balance");
  if (why !== undefined && balanceMinor !== null) {
    throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--balance", second: "--refused" });
  }
  if (why === undefined && balanceMinor === null) {
    throw new SluiceError("COMMAND_OPTION_MISSING", { command: "answers", option: "--balance | --refused" });
  }
  return { account, atMs, balanceMinor, refusal: why === undefined ? null : refusalOf(why) };
}

function refusalOf(text: string): RefusalReason {
  const reason = refusalReasons.find((known) => known === text);
  if (reason === undefined) throw badValue("--refused", text, refusalReasons.join(" | "));
  return reason;
}

function badValue(option: string, seen: string, wanted: string): SluiceError {
  return new SluiceError("COMMAND_OPTION_BAD_VALUE", { option, seen, wanted });
}

function answerJson({ atMs, keys, isBeforeFirstRow, ...answer }: ListedAnswer): object {
  return { ...answer, at: formatChinaTime(atMs, "second"), accounts: keys, beforeFirstRow: isBeforeFirstRow };
}

function renderAnswers(answers: readonly ListedAnswer[], language: Language): string {
  const headings =
    language === "zh"
      ? ["编号", "账户", "时间", "余额", "拒绝原因", "账本账户"]
      : ["id", "account", "at", "balance", "refused", "in ledger"];
  const missing = say({ zh: "账本中没有", en: "not in the ledger" }, language);
  const columns = headings.map((heading, index) => ({
    heading,
    align: index === 3 ? ("right" as const) : ("left" as const),
  }));
  const rows = answers.map(({ id, account, atMs, balanceMinor, refusal, keys }) => [
    id,
    account,
    instantText(atMs),
    balanceMinor === null ? "" : moneyText(balanceMinor, "CNY"),
    refusal === null ? "" : refusalWords[refusal][language],
    keys.join(" ") || missing,
  ]);
  const early = answers.filter(({ isBeforeFirstRow }) => isBeforeFirstRow);
  const note = say(withoutEffect, language, { ids: early.map(({ id }) => id).join(" ") });
  return renderTable(columns, rows) + (early.length === 0 ? "" : `${note}\n`);
}

const withoutEffect: Text = {
  zh: "注意：{ids} 的时间早于该户在账本中的第一笔，余额不影响任何金额",
  en: "Note: {ids} was told before the account's first row in the ledger; the balance changes no amount",
};
