import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ImportReport } from "../../app/import-report.ts";
import { openCaseLedger } from "../../app/good-faith.ts";
import { type LossesReport, recordLosses } from "../../app/record-losses.ts";
import { withSourceFacts } from "../../app/source-facts.ts";
import { runTrace } from "../../app/run-trace.ts";
import { balanceJson, engineJson, freezeListJson, requestsJson } from "../../app/trace-json.ts";
import type { DemoCity } from "../../app/write-demo-city.ts";
import type { RunningServer } from "../../app/workplace.ts";
import { adoptedCaseId } from "../../app/adopt-cases.ts";
import {
  addFromFolder,
  centreUnit,
  makeFirstAdministrator,
  makeOneTimePassword,
  resetFromFolder,
} from "../../app/people.ts";
import { readPersonDraft } from "../../app/person-draft.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import type { TraceView } from "../../tracing/trace-view.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { durationText } from "../format.ts";
import { wholeNumberOf } from "../option-values.ts";
import { ProgressLine } from "../progress.ts";
import { renderImportSummary } from "../render-import.ts";
import { renderFreezeList } from "../render-freeze-list.ts";
import { renderBalance, renderExits, renderRequests } from "../render-trace.ts";
import { withTracer } from "../with-tracer.ts";
import { say, type Text } from "../text.ts";
import { type OpenStores, withStores } from "../with-stores.ts";
import { importShowingProgress } from "./import.ts";
import { defaultPort, firstAccountText, untilStopped } from "./serve.ts";

/** The demo's case. */
const demoCase = "demo";
/** Accounts and requests printed; the page has all. */
const listed = 20;

export const demoCommand: Command = {
  shape: {
    name: "demo",
    summary: {
      zh: "演示：虚构城市的一个案件，从导入到冻结建议和网页",
      en: "a synthetic city's case, from import to freeze list and page",
    },
    forms: ["[--folder DIR] [--once] [--port N]"],
    argument: null,
    options: ["folder", "once", "port"],
    notes: [
      {
        zh: "全部数据均为虚构。演示目录每次重建；网页一直服务到按 Ctrl-C，加 --once（或 --json）则打印后退出。",
        en: "Everything is invented. The folder is made afresh; the page is served until Ctrl-C, not with --once or --json.",
      },
    ],
  },
  folderUse: () => "no",
  run: async (parsed, context) => {
    const port = wholeNumberOf(parsed, "port", 0);
    const startedMs = context.clockMs();
    const { terminal, language } = context;
    const folder = parsed.value("folder") ?? "demo-data";
    await refuseWhileServed(join(folder, "data"), context);
    const city = await makeCity(folder, context);
    const madeMs = context.clockMs();
    await withStores(city.data, context, async (stores) => {
      const work = await workTheCase(stores, city, context);
      const ms = { making: madeMs - startedMs, working: context.clockMs() - madeMs };
      if (parsed.has("json")) return terminal.out(`${JSON.stringify(demoJson(work, city, ms))}\n`);
      terminal.out(renderDemo(work, context));
      const durations = { making: durationText(ms.making, language), working: durationText(ms.working, language) };
      terminal.out(`\n${say(words.timing, language, durations)}\n`);
      if (parsed.has("once")) return terminal.out(`${say(words.later, language, { data: city.data })}\n`);
      const login = await addDemoOfficer(stores, context);
      const server = await serveSomewhere(stores, context, port);
      const { records } = await stores.openRecords();
      const shown = `/cases/${await adoptedCaseId(records, demoCase)}?login=${login}&lang=${pageLanguage[language]}`;
      await untilStopped({ ...server, address: server.address + shown }, context, "text");
    });
  },
};

/** Making the city afresh would take the data away under a server that still shows it. */
async function refuseWhileServed(folder: string, { workplace }: CommandContext): Promise<void> {
  const door = await workplace.findServer(folder);
  if (door !== undefined) throw new SluiceError("COMMAND_SERVED_ALREADY", { folder, address: door.address });
}

/** What the demo did with its case. */
interface DemoWork {
  readonly imported: ImportReport;
  readonly losses: LossesReport;
  readonly view: TraceView;
}

/** On the usual port, or on any free one when it is taken and nobody asked for it: a demo must not fail for that. */
async function serveSomewhere(stores: OpenStores, context: CommandContext, asked?: number): Promise<RunningServer> {
  const { workplace } = context;
  const host = "127.0.0.1";
  if (asked !== undefined) return workplace.serve(stores, { host, port: asked });
  try {
    return await workplace.serve(stores, { host, port: defaultPort });
  } catch (thrown) {
    if (!(thrown instanceof SluiceError) || thrown.code !== "WEB_CANNOT_LISTEN") throw thrown;
    return workplace.serve(stores, { host, port: 0 });
  }
}

const pageLanguage = { zh: "zh-CN", en: "en" } as const;

/** Somebody to look at the demo as, who may do all that a case needs; there is no default password. */
async function addDemoOfficer(stores: OpenStores, { terminal, language, workplace }: CommandContext): Promise<string> {
  const { records } = await stores.openRecords();
  const first = await makeFirstAdministrator(records);
  const roles = "analyst,investigator,duty-officer";
  const person = { login: "demo", name: "演示民警", policeNumber: "", unitCode: centreUnit.code, roles, bank: "" };
  const hashed = await makeOneTimePassword();
  const draft = readPersonDraft(person);
  const by = workplace.user;
  const { login, password } = await addFromFolder(records, { draft, unitName: "", by, hashed }).catch(
    (error: unknown) => {
      // Records on a server outlive the demo's folder.
      if (!(error instanceof SluiceError) || error.code !== "PERSON_LOGIN_TAKEN") throw error;
      return resetFromFolder(records, { login: person.login, by, hashed });
    },
  );
  if (first !== undefined) terminal.err(`\n${say(firstAccountText, language, { ...first })}\n`);
  terminal.err(`${say(words.officer, language, { login, password })}\n`);
  return login;
}

async function makeCity(folder: string, context: CommandContext): Promise<DemoCity> {
  const line = new ProgressLine(context);
  const label = say(words.making, context.language);
  const { writeDemoCity } = await import("../../app/write-demo-city.ts");
  try {
    return await writeDemoCity(folder, (files) => line.show({ label, done: files, total: 0 }));
  } finally {
    line.end();
  }
}

async function workTheCase(stores: OpenStores, city: DemoCity, context: CommandContext): Promise<DemoWork> {
  const files = { paths: [city.exports], layout: null, map: {}, saveAs: null, dryRun: false };
  const imported = await importShowingProgress(stores, files, context);
  const bytes = await readFile(city.losses);
  const losses = await recordLosses(stores, { caseName: demoCase, path: city.losses, bytes });
  const opened = await openCaseLedger(stores, demoCase);
  const request = {
    caseName: demoCase,
    claims: await stores.losses.claims(demoCase),
    doctrine: "tainted-first",
    asOfMs: null,
    stops: [],
    hubCounterparties: null,
    dustMinor: null,
    version: context.workplace.version,
  } as const;
  const { view } = await withTracer(context, (tracer) => runTrace(opened, request, tracer));
  return { imported, losses, view: await withSourceFacts(stores, opened, view) };
}

function renderDemo({ imported, losses, view }: DemoWork, { language }: CommandContext): string {
  const { requests } = view;
  const bound = { recorded: losses.recorded, bound: losses.bound.length, unbound: losses.unbound.length };
  return [
    renderImportSummary(imported, language),
    `${say(words.losses, language, bound)}\n`,
    renderBalance(view, language),
    renderExits(view, language),
    renderRequests(requests.slice(0, listed), requests.length, language),
    renderFreezeList(view, listed, language),
  ].join("");
}

function demoJson({ imported, losses, view }: DemoWork, city: DemoCity, ms: Readonly<Record<string, number>>): object {
  return {
    data: city.data,
    case: demoCase,
    import: {
      files: imported.files.length,
      totals: imported.totals,
      ledger: imported.ledger,
      balanceBreaks: imported.balanceBreaks.length,
    },
    losses: { recorded: losses.recorded, bound: losses.bound.length, unbound: losses.unbound.length },
    ...balanceJson(view),
    ...freezeListJson(view),
    ...requestsJson(view),
    engine: engineJson(view),
    milliseconds: ms,
  };
}

const words = {
  making: { zh: "生成虚构城市：文件", en: "Making the city: files" },
  losses: {
    zh: "损失：登记 {recorded} 笔，{bound} 笔对上唯一交易，{unbound} 笔没有",
    en: "Losses: {recorded} registered, {bound} bound to one transfer, {unbound} not",
  },
  timing: {
    zh: "用时：生成城市 {making}，导入、追踪、排序 {working}",
    en: "Took: {making} to make the city, {working} to import, trace and rank",
  },
  officer: {
    zh: "演示人员：用户名 {login}，一次性密码 {password}（只显示这一次）。打开下面的地址，登录，设自己的密码，即见资金图。",
    en: "For the demo: user name {login}, one-time password {password} (shown only now). Open the address below, sign in, choose a password, and the money map is there.",
  },
  later: { zh: "查看网页：sluice serve --data {data}", en: "To see the page: sluice serve --data {data}" },
} as const satisfies Readonly<Record<string, Text>>;
