import { doctrineText } from "../doctrine-text.ts";
import { type CaseDoctrine, caseDoctrine, decideDoctrine, type DoctrinePurpose } from "../../app/case-doctrine.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import { type AllocatingDoctrine, allocatingDoctrines } from "../../tracing/doctrine.ts";
import { chooseCase } from "../choose-case.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import { instantText } from "../format.ts";
import { dataFolderOf } from "../option-values.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { purposeNames } from "../purpose-names.ts";
import { renderTable } from "../render-table.ts";
import { say } from "../text.ts";
import { type CaseTraces, traceBySeveral } from "../keep-asked-trace.ts";
import { type OpenStores, withStores } from "../with-stores.ts";

export const doctrineCommand: Command = {
  shape: {
    name: "doctrine",
    summary: {
      zh: "本案锁定的追踪规则：查找用哪条，归属用哪条",
      en: "the doctrines that a case is locked to: one to search by, one to attribute by",
    },
    forms: [
      "[--data DIR] [--case NAME]",
      "[--case NAME] --search D [--reason TEXT] [--officer NAME]",
      "[--case NAME] --attribution D --reason TEXT [--officer NAME]",
      "[--case NAME] --undo search|attribution [--reason TEXT] [--officer NAME]",
    ],
    argument: null,
    options: ["data", "case", "search", "attribution", "undo", "reason", "officer"],
    notes: [
      {
        zh: "改变规则会按新规则另做一次追踪，与原来的并存；决定的经过全部保留。poison 不分配金额，不能锁定。",
        en: "A change makes a new trace beside the old one; both stay, and so does every decision. poison allocates no amounts and cannot be locked to.",
      },
    ],
  },
  folderUse: (parsed) => (decisionOf(parsed) === undefined ? "reads" : "writes"),
  run: async (parsed, context) => {
    const asked = decisionOf(parsed);
    const answer = await withStores(dataFolderOf(parsed, context), context, async (stores) => {
      const name = await chooseCase(stores, parsed);
      if (asked === undefined) return { name, locked: await caseDoctrine(stores, name), traces: [] };
      return { name, ...(await change(stores, name, { asked, parsed, context })) };
    });
    const { name, locked, traces } = answer;
    const { terminal, language } = context;
    if (parsed.has("json")) {
      const { search, attribution, isSearchDecided, changes } = locked;
      return terminal.out(`${JSON.stringify({ case: name, search, attribution, isSearchDecided, changes, traces })}\n`);
    }
    terminal.out(renderLock(name, locked, context));
    const made = { zh: "已留存追踪：{ids}", en: "Traces kept: {ids}" };
    if (traces.length > 0) terminal.out(`${say(made, language, { ids: traces.join(", ") })}\n`);
  },
};

interface Asked {
  readonly purpose: DoctrinePurpose;
  readonly doctrine: AllocatingDoctrine | "undo";
}

/** What is to be decided; undefined when the case's doctrines are only asked for. */
function decisionOf(parsed: ParsedArguments): Asked | undefined {
  const given = (["search", "attribution", "undo"] as const).filter((option) => parsed.has(option));
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: `--${first}`, second: `--${second}` });
  }
  if (first === undefined) return undefined;
  const seen = parsed.value(first) ?? "";
  if (first === "undo") {
    if (seen === "search" || seen === "attribution") return { purpose: seen, doctrine: "undo" };
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: "--undo", seen, wanted: "search | attribution" });
  }
  const doctrine = allocatingDoctrines.find((name) => name === seen);
  if (doctrine === undefined) {
    const wanted = allocatingDoctrines.join(" | ");
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option: `--${first}`, seen, wanted });
  }
  if (first === "attribution" && (parsed.value("reason") ?? "").trim() === "") {
    throw new SluiceError("COMMAND_OPTION_MISSING", { command: "doctrine --attribution", option: "--reason" });
  }
  return { purpose: first, doctrine };
}

interface Changing {
  readonly asked: Asked;
  readonly parsed: ParsedArguments;
  readonly context: CommandContext;
}

/** Decides, and sees to it that a trace by the former doctrine and one by the new stand side by side. */
async function change(
  stores: OpenStores,
  caseName: string,
  { asked, parsed, context }: Changing,
): Promise<{ readonly locked: CaseDoctrine; readonly traces: readonly string[] }> {
  const { user, nowMs } = context.workplace;
  const before = await caseDoctrine(stores, caseName);
  const claims = await stores.losses.claims(caseName);
  const former = before[asked.purpose];
  const traceBy = async (doctrine: AllocatingDoctrine | null): Promise<readonly string[]> =>
    doctrine === null ? [] : traceIfBound(stores, { caseName, claims, doctrines: [doctrine] }, context);
  const old = await traceBy(former);
  const locked = await decideDoctrine(stores, caseName, {
    ...asked,
    by: parsed.value("officer") ?? user,
    reason: parsed.value("reason") ?? "",
    atMs: nowMs(),
  });
  return { locked, traces: [...new Set([...old, ...(await traceBy(locked[asked.purpose]))])] };
}

/** A case may be locked before its losses are found in the ledger: then there is nothing to trace yet. */
async function traceIfBound(
  stores: OpenStores,
  asked: CaseTraces,
  context: CommandContext,
): Promise<readonly string[]> {
  try {
    return (await traceBySeveral(stores, asked, context)).map(({ id }) => id);
  } catch (error) {
    if (error instanceof SluiceError && error.code === "CASE_WITHOUT_BOUND_LOSS") return [];
    throw error;
  }
}

function renderLock(
  caseName: string,
  { search, attribution, changes }: CaseDoctrine,
  { language }: CommandContext,
): string {
  const line = {
    zh: "案件 {caseName}：查找规则 {search}，归属规则 {attribution}",
    en: "Case {caseName}: searched by {search}, attributed by {attribution}",
  };
  const none = language === "zh" ? "未定" : "not decided";
  const told = `${say(line, language, {
    caseName,
    search: doctrineText(search, language),
    attribution: attribution === null ? none : doctrineText(attribution, language),
  })}\n`;
  if (changes.length === 0) return told;
  const headings =
    language === "zh" ? ["时间", "用途", "规则", "决定人", "理由"] : ["at", "purpose", "doctrine", "by", "reason"];
  return (
    told +
    renderTable(
      headings.map((heading) => ({ heading, align: "left" as const })),
      changes.map(({ atMs, purpose, doctrine, by, reason }) => [
        instantText(atMs),
        say(purposeNames[purpose], language),
        doctrineText(doctrine, language),
        by,
        reason,
      ]),
    )
  );
}
