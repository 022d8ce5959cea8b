import { createHash } from "node:crypto";
import { SluiceError } from "../errors/sluice-error.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import { lastInstantOf } from "../flows/last-instant.ts";
import { filesOfWitnesses } from "../flows/files-of-witnesses.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Stores } from "../storage/stores.ts";
import { type AllocatingDoctrine, allocatingDoctrines } from "../tracing/doctrine.ts";
import { attributeAccount, type AttributionRequest } from "./attribute-account.ts";
import { markAccounts } from "./good-faith.ts";
import { allWitnesses, nameLedger, type OpenedLedger } from "./open-ledger.ts";
import { digestedText, type ProposalJson, type ProposalMark } from "./proposal-json.ts";

/** What came of running a proposal again. */
export interface Replay {
  readonly matches: boolean;
  /** The file's digest is that of its content. */
  readonly intact: boolean;
  readonly recordedDigest: string;
  readonly digest: string;
  /** Files of the proposal that the ledger lacks. */
  readonly missingFiles: readonly string[];
  /** Files that the ledger has gained since; they were left out. */
  readonly laterFiles: number;
  /** Where the results differ, at most twenty places: the path, what was recorded, what is reckoned now. */
  readonly differences: readonly Difference[];
}

/** One place at which two results differ, as JSON. */
export interface Difference {
  readonly path: string;
  readonly recorded: string;
  readonly now: string;
}

/** @throws SluiceError PROPOSAL_UNREADABLE unless the bytes are a proposal. */
export function readProposal(path: string, bytes: Uint8Array): ProposalJson {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SluiceError("PROPOSAL_UNREADABLE", { path, reason }, cause);
  }
  if (isProposal(content)) return content;
  throw new SluiceError("PROPOSAL_UNREADABLE", { path, reason: "format ≠ sluice-attribution-2" });
}

/**
 * Runs a proposal again from what it recorded, over those of its files that the ledger has, and compares.
 * @param opened without marks of good faith: those of the proposal are put on it, not today's.
 */
export async function replayProposal(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  recorded: ProposalJson,
): Promise<Replay> {
  const { inputs } = recorded;
  const known = new Set(opened.witnesses.files);
  const missingFiles = inputs.files.filter((file) => !known.has(file));
  const laterFiles = known.size - (inputs.files.length - missingFiles.length);
  const ledger = laterFiles === 0 ? opened : await withoutLaterFiles(stores, opened, new Set(inputs.files));
  const { json } = attributeAccount(withMarks(ledger, inputs.goodFaith), requestOf(recorded));
  const differences = differencesOf(
    "",
    { inputs, result: recorded.result },
    { inputs: json.inputs, result: json.result },
  );
  const recordedDigest = recorded.digest;
  const intact = createHash("sha256").update(digestedText(recorded)).digest("hex") === recordedDigest;
  const matches = intact && json.digest === recordedDigest;
  return {
    matches,
    intact,
    recordedDigest,
    digest: json.digest,
    missingFiles,
    laterFiles,
    differences: differences.slice(0, 20),
  };
}

async function withoutLaterFiles(
  { ledger }: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  recorded: ReadonlySet<string>,
): Promise<OpenedLedger> {
  const witnesses = filesOfWitnesses(await allWitnesses({ ledger }, opened), recorded);
  const derived = deriveLedger(witnesses, {
    holders: await ledger.holderRecords(recorded),
    periods: await ledger.statedPeriods(recorded),
  });
  const files = opened.files.filter(({ report }) => recorded.has(report.sha256));
  return nameLedger({ files, witnesses, derived });
}

/** The marks of good faith as they were recorded, whoever has set or lifted some since. */
function withMarks(ledger: OpenedLedger, marks: readonly ProposalMark[]): OpenedLedger {
  const places = new Map(ledger.derived.columns.accounts.keys.map((key, account) => [key, account]));
  const recorded = marks.flatMap(({ account: key, case: caseName, officer, evidence, markedAt }) => {
    const account = places.get(key);
    if (account === undefined) return [];
    const markedMs = lastInstantOf(markedAt) ?? 0;
    return [{ account, mark: { account: key, caseName, officer, evidence, markedMs, removed: null } }];
  });
  return markAccounts(ledger, recorded);
}

function requestOf({ inputs }: ProposalJson): AttributionRequest {
  return {
    ...inputs,
    caseName: inputs.case,
    frozenMinor: toMinorUnits(inputs.frozenMinor),
    epsilonMinor: toMinorUnits(inputs.epsilonMinor),
    dustMinor: inputs.dustMinor === null ? null : toMinorUnits(inputs.dustMinor),
    frozenAtMs: lastInstantOf(inputs.frozenAt) ?? 0,
    doctrine: doctrineOf(inputs.doctrine),
    returned: inputs.returned.map(({ victim, amountMinor, account, transfer }, index) => {
      return {
        file: "",
        line: index + 1,
        victim,
        amountMinor: toMinorUnits(amountMinor),
        account,
        transferId: transfer,
      };
    }),
    claims: inputs.losses.map(({ loss, victim, transfer, amountMinor }) => ({
      id: loss,
      victim,
      payer: "",
      payee: "",
      atMs: null,
      precision: null,
      toleranceMs: 0,
      amountMinor: toMinorUnits(amountMinor),
      amountToleranceMinor: toMinorUnits(0),
      transferId: transfer,
    })),
  };
}

function doctrineOf(text: string): AllocatingDoctrine {
  const doctrine = allocatingDoctrines.find((known) => known === text);
  if (doctrine === undefined) throw new SluiceError("PROPOSAL_UNREADABLE", { path: "doctrine", reason: text });
  return doctrine;
}

function differencesOf(path: string, recorded: unknown, now: unknown): Difference[] {
  if (isRecord(recorded) && isRecord(now)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(now)]);
    return [...keys].flatMap((key) => differencesOf(path === "" ? key : `${path}.${key}`, recorded[key], now[key]));
  }
  const [before, after] = [JSON.stringify(recorded) ?? "–", JSON.stringify(now) ?? "–"];
  return before === after ? [] : [{ path, recorded: before, now: after }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isProposal(value: unknown): value is ProposalJson {
  if (!isRecord(value) || value["format"] !== "sluice-attribution-2" || typeof value["digest"] !== "string")
    return false;
  const { inputs, result } = value;
  if (!isRecord(inputs) || !isRecord(result)) return false;
  const lists = [
    inputs["files"],
    inputs["losses"],
    inputs["returned"],
    inputs["stops"],
    result["victims"],
    inputs["goodFaith"],
  ];
  return lists.every(Array.isArray) && typeof inputs["frozenAt"] === "string" && typeof inputs["account"] === "string";
}
