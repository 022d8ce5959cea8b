import { SluiceError } from "../errors/sluice-error.ts";
import { breaches } from "../exports/proof/certificate.ts";
import { givenHeadings } from "../exports/proof/given-tables.ts";
import { type ManifestEntry, readManifest } from "../exports/proof/manifest.ts";
import { type Proof, proofFiles } from "../exports/proof/proof-files.ts";
import type { ProofInput } from "../exports/proof/proof-input.ts";
import { readGiven } from "../exports/proof/read-given.ts";
import { compareProofFile } from "./compare-proof-file.ts";
import { aboutFile, type ProofFinding } from "./proof-finding.ts";
import { ProofFolder } from "./proof-folder.ts";
import { exitKinds } from "../flows/exit-kind.ts";
import { proofFileLimit } from "./write-proof.ts";

/** What verifying a package found. It matches when `findings` is empty. */
export interface ProofVerdict {
  readonly fingerprint: string;
  /** Files whose bytes are wrong first, then what follows from recomputing. */
  readonly findings: readonly ProofFinding[];
  /** What was recomputed; `null` when the given files cannot be read. */
  readonly recomputed: { readonly input: ProofInput; readonly proof: Proof } | null;
}

/** What verifying takes besides the folder. */
export interface VerifyRequest {
  /** The program's version: words to the reader are compared when it made the package. */
  readonly version: string;
  /** The fingerprint written down when the package was made; `null`: not compared. */
  readonly expected: string | null;
  readonly signal: AbortSignal;
}

/**
 * Checks every byte of a package against its manifest, recomputes all that it answers from the given files alone, and says
 * where the two differ. Whatever the folder holds, the answer is a verdict.
 * @throws SluiceError PROOF_NOT_A_PACKAGE when the folder holds no manifest; what the system says of the folder itself.
 */
export async function verifyProof(path: string, request: VerifyRequest): Promise<ProofVerdict> {
  const folder = await ProofFolder.open(path);
  const fingerprint =
    folder.bytesOf("manifest.json") === undefined || Number.isNaN(folder.bytesOf("manifest.json"))
      ? ""
      : await folder.sha256Of("manifest.json", request.signal);
  const bytes = await checkBytes(folder, request.signal);
  const asked = request.expected === null || request.expected === fingerprint;
  const other = asked
    ? []
    : [aboutFile("fingerprint", "manifest.json", { expected: request.expected ?? "", found: fingerprint })];
  const read = await attempt(() => recompute(folder, request));
  const findings = [...bytes, ...other, ...("finding" in read ? [read.finding] : read.value.findings)];
  return {
    fingerprint,
    findings: findings.filter(isFirst),
    recomputed: "finding" in read ? null : read.value,
  };
}

/** A file that is missing or too many is seen twice: by the manifest and by what the package should hold. */
function isFirst(finding: ProofFinding, at: number, all: readonly ProofFinding[]): boolean {
  if (finding.kind !== "missing" && finding.kind !== "added") return true;
  return all.findIndex(({ kind, file }) => kind === finding.kind && file === finding.file) === at;
}

/** Rule P2: the manifest against the folder. */
async function checkBytes(folder: ProofFolder, signal: AbortSignal): Promise<readonly ProofFinding[]> {
  const read = await attempt(async () => readManifest(await folder.text("manifest.json", manifestLimit)));
  if ("finding" in read) return [read.finding];
  const entries = new Map(read.value.map((entry) => [entry.name, entry]));
  const findings: ProofFinding[] = [];
  for (const entry of entries.values()) findings.push(...(await checkEntry(folder, entry, signal)));
  for (const name of folder.names) {
    if (name !== "manifest.json" && !entries.has(name)) findings.push(aboutFile("added", name));
  }
  return findings;
}

/** A manifest names some thirty files. */
const manifestLimit = 64 * 1024;

async function checkEntry(
  folder: ProofFolder,
  { name, bytes, sha256 }: ManifestEntry,
  signal: AbortSignal,
): Promise<readonly ProofFinding[]> {
  const length = folder.bytesOf(name);
  if (length === undefined) return [aboutFile("missing", name, { expected: sha256, found: "" })];
  if (Number.isNaN(length)) return [aboutFile("added", name, { expected: sha256, found: "" })];
  const found = await folder.sha256Of(name, signal);
  return found === sha256 && length === bytes ? [] : [aboutFile("hash", name, { expected: sha256, found })];
}

/** Rules P3 to P7. */
async function recompute(
  folder: ProofFolder,
  request: VerifyRequest,
): Promise<NonNullable<ProofVerdict["recomputed"]> & Pick<ProofVerdict, "findings">> {
  const texts = new Map<string, string>();
  for (const name of folder.names) {
    if (Number.isNaN(folder.bytesOf(name)) || !/^[\w.-]+\.(?:csv|json|txt|md)$/.test(name)) continue;
    const read = await attempt(() => folder.text(name, proofFileLimit));
    if (!("finding" in read)) texts.set(name, read.value);
  }
  const input = readGiven((name) => {
    const text = texts.get(name);
    if (text !== undefined) return text;
    const wanted = name === "trace.json" ? "JSON" : givenHeadings[name].join(",");
    throw new SluiceError("PROOF_BAD_TABLE", { file: name, line: 1, seen: "–", wanted });
  });
  const proof = proofFiles(input);
  const words = input.settings.version === request.version ? [...proof.words] : [];
  const findings = [...proof.given, ...proof.answers, ...words].flatMap(([name, expected]) =>
    texts.has(name) ? compareProofFile(name, expected, texts.get(name) ?? "") : [aboutFile("missing", name)],
  );
  const known = new Set([...proof.given.keys(), ...proof.answers.keys(), ...proof.words.keys(), "manifest.json"]);
  const strange = folder.names.filter((name) => !known.has(name)).map((name) => aboutFile("added", name));
  return { input, proof, findings: [...findings, ...strange, ...contradictions(input, proof)] };
}

/** Rules P5 to P7 and P10: what no comparison of bytes shows. */
function contradictions(input: ProofInput, proof: Proof): readonly ProofFinding[] {
  const conserved = breaches(input, proof.trace, proof.hops).map((words) =>
    aboutFile("contradiction", "hops.csv", { expected: "", found: words }),
  );
  return [...conserved, ...openEnds(input, proof), ...unmarked(input), ...strangeWitnesses(input)];
}

/** Rule P5. */
function openEnds({ accounts, ledger }: ProofInput, { trace, search }: Proof): readonly ProofFinding[] {
  const { payee } = ledger.transfers;
  const carried = trace.kind === "reach" ? trace.transfer : trace.flows.transfer;
  const reached = [...Array.from(carried, (transfer) => payee[transfer] ?? 0), ...(search?.beyond ?? [])];
  return [...new Set(reached)]
    .filter((account) => accounts[account]?.role === "outside")
    .map((account) =>
      aboutFile("contradiction", "accounts.csv", {
        expected: `${ledger.accounts.keys[account]}: complete | stop`,
        found: "outside",
      }),
    );
}

/** Rule P10. */
function unmarked({ marks, ledger: { accounts } }: ProofInput): readonly ProofFinding[] {
  const marked = new Set(marks.map(({ account }) => account));
  return [...accounts.keys.entries()].flatMap(([account, key]) => {
    const kind = exitKinds[accounts.exitKind[account] ?? 0] ?? "none";
    if (marked.has(account) ? kind !== "none" : kind !== "good-faith") return [];
    const expected = `${key}: ${marked.has(account) ? "good-faith" : "good-faith.csv"}`;
    return [aboutFile("contradiction", "accounts.csv", { expected, found: kind })];
  });
}

/** Rule P7. */
function strangeWitnesses(input: ProofInput): readonly ProofFinding[] {
  const findings: ProofFinding[] = [];
  const sources = new Set(input.sources.map(({ sha256 }) => sha256));
  const witnessed = new Set<number>();
  const seen = new Map<string, string>();
  for (const { transfer, kind, sha256, sheet, row } of input.witnesses) {
    const named = input.transferIds[transfer] ?? "";
    const place = `${sha256} ${sheet} ${row}`;
    const other = seen.get(place);
    if (other !== undefined) {
      const found = `${named}, ${other}: ${sha256.slice(0, 12)}-${sheet}-${row}`;
      findings.push(aboutFile("contradiction", "witnesses.csv", { expected: other, found }));
    }
    seen.set(place, named);
    if (!sources.has(sha256))
      findings.push(aboutFile("contradiction", "witnesses.csv", { expected: "inputs.csv", found: sha256 }));
    if (kind !== "first") continue;
    witnessed.add(transfer);
    const id = `${sha256.slice(0, 12)}-${sheet}-${row}`;
    if (id !== named) findings.push(aboutFile("contradiction", "witnesses.csv", { expected: named, found: id }));
  }
  for (const [transfer, id] of input.transferIds.entries()) {
    if (!witnessed.has(transfer))
      findings.push(aboutFile("contradiction", "witnesses.csv", { expected: id, found: "" }));
  }
  return findings;
}

/** What a reading gives, or the finding that it cannot be done. What is no fault of the package is thrown on. */
async function attempt<T>(
  work: () => T | Promise<T>,
): Promise<{ readonly value: T } | { readonly finding: ProofFinding }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    if (!(thrown instanceof SluiceError)) throw thrown;
    const { file = "", line, column = "", seen = "", wanted = "" } = thrown.details;
    return {
      finding: {
        kind: "unreadable",
        file: String(file),
        line: typeof line === "number" ? line : null,
        field: String(column),
        expected: String(wanted),
        found: String(seen),
        problem: thrown,
      },
    };
  }
}
