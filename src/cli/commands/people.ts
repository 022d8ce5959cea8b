import { listAllPeople, makeOneTimePassword, resetFromFolder } from "../../app/people.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { dataFolderOf, requiredValue } from "../option-values.ts";
import { renderTable } from "../render-table.ts";
import { say } from "../text.ts";
import { withStores } from "../with-stores.ts";

export const peopleCommand: Command = {
  shape: {
    name: "people",
    summary: {
      zh: "能登录的人员；为丢失密码的人重发一次性密码",
      en: "who can sign in; a new one-time password for whoever lost theirs",
    },
    forms: ["[--data DIR]", "reset --login NAME [--data DIR]"],
    argument: {
      name: "reset",
      count: "at-most-one",
      summary: { zh: "重发一次性密码；不写则列出", en: "give a new one-time password; list the people without it" },
    },
    options: ["data", "login"],
    notes: [
      {
        zh: "只有能写数据目录的人才能执行：管理员丢失密码时用。其会话和动态口令随之作废，记入操作日志。",
        en: "Only who may write the data folder can run it: for an administrator who lost the password. Their sessions and second factor end, and the log says so.",
      },
    ],
  },
  folderUse: (parsed) => (parsed.positionals.length === 0 ? "reads" : "writes"),
  run: async (parsed, context) => {
    const { terminal, language, workplace } = context;
    const [action] = parsed.positionals;
    if (action !== undefined && action !== "reset")
      throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "people", seen: action, wanted: "reset" });
    const login = action === undefined ? undefined : requiredValue(parsed, "login", "people");
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const { records } = await stores.openRecords();
      if (login !== undefined) {
        const given = await resetFromFolder(records, {
          login,
          by: workplace.user,
          hashed: await makeOneTimePassword(),
        });
        const text = parsed.has("json") ? JSON.stringify(given) : say(resetText, language, { ...given });
        return terminal.out(`${text}\n`);
      }
      const people = await listAllPeople(records);
      if (parsed.has("json")) return terminal.out(`${JSON.stringify({ people })}\n`);
      const headings =
        language === "zh" ? ["登录名", "姓名", "单位", "角色", "在用"] : ["login", "name", "unit", "roles", "active"];
      const columns = headings.map((heading) => ({ heading, align: "left" as const }));
      const rows = people.map((person) => [
        person.login,
        person.name,
        person.unitCode,
        person.roles.join(", "),
        person.active ? "✓" : "–",
      ]);
      terminal.out(renderTable(columns, rows));
    });
  },
};

const resetText = {
  zh: "{login} 的一次性密码：{password}（只显示这一次，登录后须修改）",
  en: "one-time password of {login}: {password} (shown only now, to be changed at the next sign-in)",
};
