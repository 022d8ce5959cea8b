import {
  addFromFolder,
  centreUnit,
  listAllPeople,
  makeFirstAdministrator,
  makeOneTimePassword,
  type Person,
  resetFromFolder,
} from "../../app/people.ts";
import { readPersonDraft } from "../../app/person-draft.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { dataFolderOf, requiredValue } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { renderTable } from "../render-table.ts";
import { say } from "../text.ts";
import { type OpenStores, withStores } from "../with-stores.ts";
import { firstAccountText } from "./serve.ts";

type Records = Awaited<ReturnType<OpenStores["openRecords"]>>["records"];

export const peopleCommand: Command = {
  shape: {
    name: "people",
    summary: {
      zh: "能登录的人员：列出、添加，为丢失密码的人重发一次性密码",
      en: "who can sign in: list them, add one, a new one-time password for whoever lost theirs",
    },
    forms: [
      "[--data DIR]",
      "add --login LOGIN --name NAME --roles ROLE,… [--unit CODE] [--data DIR]",
      "reset --login LOGIN [--data DIR]",
    ],
    argument: {
      name: "add|reset",
      count: "at-most-one",
      summary: {
        zh: "添加人员，或重发一次性密码；不写则列出",
        en: "add a person, or give a new one-time password; list the people without it",
      },
    },
    options: ["data", "login", "name", "roles", "unit", "unit-name", "police-number", "bank"],
    notes: [
      {
        zh: "只有能写数据目录的人才能执行，记入操作日志。一次性密码只显示这一次。重发密码时，其会话和动态口令随之作废。",
        en: "Only who may write the data folder can run it; the log says so. A one-time password is shown only now. With a new one the sessions and the second factor of its owner end.",
      },
      {
        zh: "联络员以 --bank 写明其银行或运营商。单位须已登记，或以 --unit-name 同时登记。",
        en: "A liaison's bank or carrier is given by --bank. The unit must be known, or is made known by --unit-name.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals.length === 0 ? "reads" : "writes"),
  run: async (parsed, context) => {
    const [action] = parsed.positionals;
    if (action !== undefined && action !== "reset" && action !== "add")
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "people", seen: action, wanted: "add | reset" });
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { records } = await stores.openRecords();
      if (action === "add") return add(records, parsed, context);
      if (action === "reset") return reset(records, parsed, context);
      const people = await listAllPeople(records);
      context.terminal.out(parsed.has("json") ? `${JSON.stringify({ people })}\n` : tableOf(people, context));
    });
  },
};

async function add(records: Records, parsed: ParsedArguments, { terminal, language, workplace }: CommandContext) {
  const draft = readPersonDraft({
    login: requiredValue(parsed, "login", "people add"),
    name: requiredValue(parsed, "name", "people add"),
    roles: requiredValue(parsed, "roles", "people add"),
    unitCode: parsed.value("unit") ?? centreUnit.code,
    policeNumber: parsed.value("police-number") ?? "",
    bank: parsed.value("bank") ?? "",
  });
  // Whoever comes first, an administrator is there too.
  const first = await makeFirstAdministrator(records);
  if (first !== undefined) terminal.err(`${say(firstAccountText, language, { ...first })}\n`);
  const unitName = parsed.value("unit-name") ?? "";
  const given = { draft, unitName, by: workplace.user, hashed: await makeOneTimePassword() };
  const added = await addFromFolder(records, given);
  const text = parsed.has("json") ? JSON.stringify(added) : say(addedText, language, { ...added });
  terminal.out(`${text}\n`);
}

async function reset(records: Records, parsed: ParsedArguments, { terminal, language, workplace }: CommandContext) {
  const login = requiredValue(parsed, "login", "people reset");
  const given = await resetFromFolder(records, { login, by: workplace.user, hashed: await makeOneTimePassword() });
  const text = parsed.has("json") ? JSON.stringify(given) : say(resetText, language, { ...given });
  terminal.out(`${text}\n`);
}

function tableOf(people: readonly Person[], { language }: CommandContext): string {
  const headings =
    language === "zh" ? ["登录名", "姓名", "单位", "角色", "在用"] : ["login", "name", "unit", "roles", "active"];
  const columns = headings.map((heading) => ({ heading, align: "left" as const }));
  const rows = people.map(({ login, name, unitCode, roles, active }) => {
    return [login, name, unitCode, roles.join(", "), active ? "✓" : "–"];
  });
  return renderTable(columns, rows);
}

const addedText = {
  zh: "已添加 {login}，一次性密码：{password}（只显示这一次，首次登录须修改）",
  en: "added {login}, one-time password: {password} (shown only now, to be changed at the first sign-in)",
};
const resetText = {
  zh: "{login} 的一次性密码：{password}（只显示这一次，登录后须修改）",
  en: "one-time password of {login}: {password} (shown only now, to be changed at the next sign-in)",
};
