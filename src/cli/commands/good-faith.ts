import { marksNotInLedger } from "../../app/good-faith.ts";
import { markJson } from "../../app/good-faith-json.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import { openLedger } from "../../app/open-ledger.ts";
import { readGivenAccount } from "../../app/read-given-account.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { instantText } from "../format.ts";
import { dataFolderOf, textOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderTable } from "../render-table.ts";
import { say, type Text } from "../text.ts";
import { warn } from "../warn.ts";
import { withStores } from "../with-stores.ts";

type GoodFaithMark = Parameters<typeof markJson>[0];

const actions = ["add", "list", "remove"] as const;

export const goodFaithCommand: Command = {
  shape: {
    name: "good-faith",
    summary: {
      zh: "登记善意取得：追踪到此为止，注明民警与证据",
      en: "mark holders who acquired in good faith: the trace stops there, with the officer and the evidence",
    },
    forms: [
      "add --account NUMBER --officer NAME --evidence TEXT [--case NAME] [--data DIR]",
      "remove --account NUMBER --officer NAME --reason TEXT [--case NAME] [--data DIR]",
      "list [--data DIR]",
    ],
    argument: {
      name: "add|list|remove",
      count: "one",
      summary: { zh: "登记、列出或撤回", en: "mark, list, or take back" },
    },
    options: ["data", "case", "account", "officer", "evidence", "reason"],
    notes: [
      {
        zh: "不写 --case 则对所有案件有效；--all 一并追踪时只用对所有案件有效的登记。撤回的登记保留在历史中，可重新登记。",
        en: "Without --case a mark holds for every case; a trace of --all cases sees those only. What is taken back stays in the history and can be marked again.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals[0] === "list" ? "reads" : "writes"),
  run: async (parsed, context) => {
    const text = parsed.positionals[0] ?? "";
    const action = actions.find((known) => known === text);
    if (action === undefined) {
      throw new SluiceError("COMMAND_ARGUMENT_UNKNOWN", {
        command: "good-faith",
        seen: text,
        known: actions.join(", "),
      });
    }
    switch (action) {
      case "add":
        return add(parsed, context);
      case "remove":
        return remove(parsed, context);
      case "list":
        return list(parsed, context);
    }
  },
};

async function add(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  const mark = {
    ...placeOf(parsed),
    officer: textOf(parsed, "good-faith", "officer"),
    evidence: textOf(parsed, "good-faith", "evidence"),
    markedMs: context.nowMs(),
  };
  await withStores(dataFolderOf(parsed, context), context, async (stores) => {
    const before = (await stores.goodFaith.marks()).filter((known) => isSamePlace(known, mark));
    await stores.goodFaith.add(mark);
    const details = { account: mark.account, officers: before.map(({ officer }) => officer).join("、") };
    if (before.length > 0)
      warn({ code: "GOOD_FAITH_ALREADY_MARKED", text: alreadyMarked, details }, { parsed, context });
    const unknown = marksNotInLedger(await openLedger(stores), [{ ...mark, removed: null }]);
    if (unknown.length > 0) warn({ code: "GOOD_FAITH_NOT_IN_LEDGER", text: notInLedger, details }, { parsed, context });
  });
  const { terminal, language } = context;
  if (parsed.has("json")) return terminal.out(`${JSON.stringify({ marked: markJson({ ...mark, removed: null }) })}\n`);
  terminal.out(`${say(marked, language, { account: mark.account, officer: mark.officer })}\n`);
}

async function remove(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  const place = placeOf(parsed);
  const removal = {
    officer: textOf(parsed, "good-faith", "officer"),
    reason: textOf(parsed, "good-faith", "reason"),
    removedMs: context.nowMs(),
  };
  const count = await withStores(dataFolderOf(parsed, context), context, ({ goodFaith }) =>
    goodFaith.remove(place, removal),
  );
  if (count === 0)
    throw new SluiceError("GOOD_FAITH_NOT_MARKED", { account: place.account, case: place.caseName ?? "–" });
  const { terminal, language } = context;
  if (parsed.has("json")) return terminal.out(`${JSON.stringify({ removed: count, account: place.account })}\n`);
  terminal.out(`${say(takenBack, language, { account: place.account, officer: removal.officer })}\n`);
}

async function list(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  const marks = await withStores(dataFolderOf(parsed, context), context, ({ goodFaith }) => goodFaith.marks());
  const { terminal, language } = context;
  if (parsed.has("json")) return terminal.out(`${JSON.stringify({ goodFaith: marks.map(markJson) })}\n`);
  const columns = headings.map((heading) => ({ heading: say(heading, language), align: "left" as const }));
  terminal.out(
    renderTable(
      columns,
      marks.map((mark) => cellsOf(mark, context)),
    ),
  );
}

/** Whether a mark in force is for the account and the case of another. */
function isSamePlace(
  known: GoodFaithMark,
  { account, caseName }: Pick<GoodFaithMark, "account" | "caseName">,
): boolean {
  return known.removed === null && known.account === account && known.caseName === caseName;
}

function placeOf(parsed: ParsedArguments): Pick<GoodFaithMark, "account" | "caseName"> {
  const account = readGivenAccount(textOf(parsed, "good-faith", "account"));
  return { account, caseName: parsed.value("case") ?? null };
}

function cellsOf(mark: GoodFaithMark, { language }: CommandContext): readonly string[] {
  const { account, caseName, officer, evidence, markedMs, removed } = mark;
  const state: Text = removed === null ? inForce : backText;
  return [
    account,
    caseName ?? say(everyCase, language),
    officer,
    evidence,
    instantText(markedMs),
    say(state, language, removed === null ? {} : { officer: removed.officer, reason: removed.reason }),
  ];
}

const headings: readonly Text[] = [
  { zh: "账户", en: "account" },
  { zh: "案件", en: "case" },
  { zh: "民警", en: "officer" },
  { zh: "证据", en: "evidence" },
  { zh: "登记时间", en: "marked" },
  { zh: "状态", en: "state" },
];
const marked: Text = {
  zh: "已登记 {account} 善意取得（{officer}）：此后的追踪到此为止",
  en: "{account} is marked as acquiring in good faith ({officer}): traces stop there from now on",
};
const takenBack: Text = {
  zh: "已撤回 {account} 的善意取得登记（{officer}）；记录保留",
  en: "The mark of {account} is taken back ({officer}); it stays in the history",
};
const alreadyMarked: Text = {
  zh: "警告：{account} 此前已登记善意取得（{officers}），两次登记都保留；撤回时一并撤回",
  en: "Warning: {account} was marked already ({officers}); both marks stay, and taking back takes back both",
};
const notInLedger: Text = {
  zh: "警告：账户 {account} 不在账本中，登记暂不起作用；请核对账号，或待其流水导入",
  en: "Warning: {account} is no account of the ledger and stops nothing yet; check the number, or import its statement",
};
const everyCase: Text = { zh: "所有案件", en: "every case" };
const inForce: Text = { zh: "有效", en: "in force" };
const backText: Text = { zh: "已撤回：{officer}，{reason}", en: "taken back by {officer}: {reason}" };
