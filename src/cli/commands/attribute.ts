import { type AttributionProposal, attributeAccount, type AttributionRequest } from "../../app/attribute-account.ts";
import { caseDoctrine } from "../../app/case-doctrine.ts";
import { compareProposals, type ShareChange } from "../../app/compare-proposals.ts";
import { openCaseLedger } from "../../app/good-faith.ts";
import { openLedger } from "../../app/open-ledger.ts";
import type { ProposalJson } from "../../app/proposal-json.ts";
import { readReturned } from "../../app/read-returned.ts";
import { readProposal, replayProposal } from "../../app/replay-proposal.ts";
import { FolderWriter } from "../../app/write-files.ts";
import { SluiceError } from "../../errors/sluice-error.ts";
import { toMinorUnits } from "../../money/minor-units.ts";
import type { Command } from "../command.ts";
import type { CommandContext } from "../command-context.ts";
import {
  allocatingDoctrineOf,
  dataFolderOf,
  instantOf,
  requiredValue,
  wholeNumberOf,
  yuanOf,
} from "../option-values.ts";
import type { OptionName } from "../options.ts";
import type { ParsedArguments } from "../parse-arguments.ts";
import { readGivenFile } from "../read-given-file.ts";
import { renderChangedShares, renderProposal, renderReplay } from "../render-proposal.ts";
import { chooseClaims } from "../choose-case.ts";
import { readStops, warnOfUnknownStops } from "../trace-stored.ts";
import { withStores } from "../with-stores.ts";

export const attributeCommand: Command = {
  shape: {
    name: "attribute",
    summary: {
      zh: "就一笔冻结资金提出返还方案：直接返还、按时间戳、按比例",
      en: "propose how frozen money is returned: direct, by time stamps, in proportion",
    },
    forms: [
      "--account ACCOUNT --frozen YUAN --at TIME [--data DIR] [--case NAME | --all] [--returned FILE] [--epsilon YUAN] [--doctrine D] [--stops FILE] [--hub N] [--dust YUAN] [--beside FILE] [--out DIR]",
      "--replay FILE [--data DIR]",
    ],
    argument: null,
    options: [
      "account",
      "frozen",
      "at",
      "returned",
      "epsilon",
      "beside",
      "replay",
      "data",
      "case",
      "all",
      "doctrine",
      "stops",
      "hub",
      "dust",
      "out",
    ],
    notes: [
      {
        zh: "程序只提出方案并列明理由，由具名民警决定。未给 --doctrine 时，流入账户的涉案资金按本案锁定的归属规则计算，未锁定则用 pro-rata。",
        en: "The engine proposes and shows why; a named officer decides. Without --doctrine the money that entered is counted by the case's doctrine for attribution, else pro-rata.",
      },
      {
        zh: "新发现被害人后再运行一次并加 --beside，即得与先前方案的对照；已返还的不会改动。",
        en: "When a victim is found late, run it again with --beside: both proposals stay, and what was returned stays returned.",
      },
    ],
  },
  folderUse: () => "reads",
  run: async (parsed, context) => {
    const replay = parsed.value("replay");
    await (replay === undefined ? propose(parsed, context) : replayFile(replay, parsed, context));
  },
};

async function propose(parsed: ParsedArguments, context: CommandContext): Promise<void> {
  const besidePath = parsed.value("beside");
  const beside = besidePath === undefined ? null : await readProposalFile(besidePath, context);
  const proposal = await proposalOf(parsed, context);
  const changes = beside === null ? null : compareProposals(beside, proposal.json);
  const out = parsed.value("out");
  const written = out === undefined ? [] : await writeProposal(proposal.json, context.pathOf(out), context);
  show(proposal, { changes, written }, { parsed, context });
}

interface Shown {
  readonly changes: readonly ShareChange[] | null;
  readonly written: readonly string[];
}

function show(
  proposal: AttributionProposal,
  { changes, written }: Shown,
  { parsed, context }: { readonly parsed: ParsedArguments; readonly context: CommandContext },
): void {
  const { terminal, language } = context;
  if (parsed.has("json")) {
    const beside = changes === null ? {} : { changes };
    return terminal.out(`${JSON.stringify({ ...proposal.json, ...beside, written })}\n`);
  }
  terminal.out(renderProposal(proposal, language));
  if (changes !== null) terminal.out(renderChangedShares(changes, proposal.account.currency, language));
  for (const path of written) terminal.out(`${path}\n`);
}

async function proposalOf(parsed: ParsedArguments, context: CommandContext): Promise<AttributionProposal> {
  if (parsed.has("case") && parsed.has("all")) {
    throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--case", second: "--all" });
  }
  const account = requiredValue(parsed, "account", "attribute");
  requiredValue(parsed, "frozen", "attribute");
  requiredValue(parsed, "at", "attribute");
  const returned = parsed.value("returned");
  const stops = await readStops(parsed, context);
  const asked = {
    account,
    frozenMinor: yuanOf(parsed, "frozen") ?? toMinorUnits(0),
    frozenAtMs: instantOf(parsed, "at") ?? 0,
    epsilonMinor: yuanOf(parsed, "epsilon") ?? toMinorUnits(0),
    stops: stops.flatMap(({ names }) => names),
    hubCounterparties: wholeNumberOf(parsed, "hub", 1) ?? null,
    dustMinor: yuanOf(parsed, "dust"),
    returned:
      returned === undefined
        ? []
        : readReturned({ name: returned, bytes: await readGivenFile(context.pathOf(returned)) }),
    version: context.workplace.version,
  } satisfies Omit<AttributionRequest, "caseName" | "claims" | "doctrine">;
  return withStores(dataFolderOf(parsed, context), context, async (stores) => {
    const chosen = await chooseClaims(stores, parsed);
    const opened = await openCaseLedger(stores, chosen.caseName);
    warnOfUnknownStops(stops, opened, { parsed, context });
    const locked = chosen.caseName === null ? null : (await caseDoctrine(stores, chosen.caseName)).attribution;
    const doctrine = allocatingDoctrineOf(parsed, locked ?? "pro-rata");
    return attributeAccount(opened, { ...asked, ...chosen, doctrine });
  });
}

/** Named by its digest: a later proposal stands beside an earlier one. */
async function writeProposal(
  json: ProposalJson,
  folder: string,
  { signal }: CommandContext,
): Promise<readonly string[]> {
  const files = new FolderWriter(folder, signal);
  const account = json.inputs.account.replaceAll(/[^0-9A-Za-z]+/g, "-");
  await files.text(`attribution-${account}-${json.digest.slice(0, 12)}.json`, [`${JSON.stringify(json, null, 2)}\n`]);
  return files.written;
}

/** Whatever else is given would change what is replayed. */
const replayOnly: readonly OptionName[] = ["account", "frozen", "at", "returned", "epsilon", "beside", "case", "all"];

async function replayFile(path: string, parsed: ParsedArguments, context: CommandContext): Promise<void> {
  for (const option of replayOnly) {
    if (parsed.has(option))
      throw new SluiceError("COMMAND_OPTIONS_CLASH", { first: "--replay", second: `--${option}` });
  }
  const recorded = await readProposalFile(path, context);
  const replay = await withStores(dataFolderOf(parsed, context), context, async (stores) =>
    replayProposal(stores, await openLedger(stores), recorded),
  );
  const { terminal, language } = context;
  terminal.out(parsed.has("json") ? `${JSON.stringify(replay)}\n` : renderReplay(replay, language));
  if (!replay.matches) throw new SluiceError("PROPOSAL_DIFFERS", { path, count: replay.differences.length });
}

async function readProposalFile(path: string, context: CommandContext): Promise<ProposalJson> {
  return readProposal(path, await readGivenFile(context.pathOf(path)));
}
