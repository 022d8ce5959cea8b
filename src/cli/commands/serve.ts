import type { RunningServer } from "../../app/workplace.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { dataFolderOf, wholeNumberOf } from "../option-values.ts";
import { say, type Text } from "../text.ts";
import { withStores } from "../with-stores.ts";

/** Where the page is when nobody says otherwise. */
export const defaultPort = 4180;

export const serveCommand: Command = {
  shape: {
    name: "serve",
    summary: { zh: "启动案件网页", en: "serve the page of the cases" },
    forms: ["[--data DIR] [--port N] [--host ADDRESS]"],
    argument: null,
    options: ["data", "port", "host"],
    notes: [
      {
        zh: "网页须登录，各人只看到有权查看的案件；人员用 sluice people add 添加。默认只监听本机；监听其他地址时，请置于 HTTPS 之后。",
        en: "The page asks for sign-in and shows everyone the cases that they may see; sluice people add adds people. By default only this machine can reach it; on another address, put HTTPS before it.",
      },
    ],
  },
  folderUse: () => "holds",
  run: async (parsed, context) => {
    const port = wholeNumberOf(parsed, "port", 0) ?? defaultPort;
    const host = parsed.value("host") ?? "127.0.0.1";
    await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const server = await context.workplace.serve(stores, { port, host });
      if (!server.hasOfficers && !parsed.has("json")) {
        const folder = parsed.value("data") === undefined ? "" : ` --data ${parsed.value("data")}`;
        context.terminal.err(`${say(firstOfficerText, context.language, { folder })}\n`);
      }
      await untilStopped(server, context, parsed.has("json") ? "json" : "text");
    });
  },
};

/** Says where the page is and serves it until Ctrl-C, which is the ordinary way to end it. */
export async function untilStopped(
  server: RunningServer,
  context: CommandContext,
  format: "text" | "json",
): Promise<void> {
  const { terminal, language, signal } = context;
  const { address, firstAccount } = server;
  const text = { zh: "网页地址：{address}（按 Ctrl-C 停止）", en: "The page: {address} (Ctrl-C stops it)" };
  // On the error stream: what is kept of the output must not hold a password.
  if (firstAccount !== undefined) terminal.err(`${say(firstAccountText, language, { ...firstAccount })}\n`);
  terminal.out(format === "json" ? `${JSON.stringify({ address })}\n` : `${say(text, language, { address })}\n`);
  try {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  } finally {
    await server.close();
  }
}

const firstOfficerText: Text = {
  zh: "还没有办案人员。另开终端添加一人，用显示的一次性密码登录网页：\n  sluice people add --login zhou --name 周警官 --roles analyst,investigator,duty-officer{folder}",
  en: "Nobody works cases here yet. Add a person in another terminal, and sign in on the page with the one-time password shown:\n  sluice people add --login zhou --name Zhou --roles analyst,investigator,duty-officer{folder}",
};

/** The account that a new installation was given. */
export const firstAccountText: Text = {
  zh: "首次启动：管理员用户名 {login}，一次性密码 {password}（只显示这一次，首次登录须修改）",
  en: "First start: administrator {login}, one-time password {password} (shown only now, to be changed at the first sign-in)",
};
