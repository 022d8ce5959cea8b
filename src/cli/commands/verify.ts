import { certifyProof } from "../../app/make-proof.ts";
import type { ProofFinding } from "../../app/proof-finding.ts";
import { isPackage, type PackageVerdict, verifyPackage } from "../../app/verify-package.ts";
import { type ProofVerdict, verifyProof } from "../../app/verify-proof.ts";
import { explain, type Language, SluiceError } from "../../errors/sluice-error.ts";
import type { Command } from "../command.ts";
import { say, type Text } from "../text.ts";

/** Findings shown; all are counted. */
const shown = 100;

export const verifyCommand: Command = {
  shape: {
    name: "verify",
    summary: {
      zh: "核验证明包或证据包：仅凭其中的依据重新计算，指出被改动、缺少、多出的一切",
      en: "verify a proof or an evidence package from itself alone: say what was changed, is missing or was added",
    },
    forms: ["PATH [--expect FINGERPRINT]"],
    argument: {
      name: "PATH",
      count: "one",
      summary: {
        zh: "证明包或证据包所在文件夹，或证据包的 .zip",
        en: "the package's folder, or the .zip of an evidence package",
      },
    },
    options: ["expect"],
    notes: [
      {
        zh: "退出码：0 一致；1 不一致；2 不是证明包。不需要数据目录，也不联网。",
        en: "Exit code: 0 match, 1 it differs, 2 no package. Needs no data folder and no network.",
      },
    ],
  },
  folderUse: () => "no",
  run: async (parsed, { terminal, language, pathOf, signal, workplace }) => {
    const path = pathOf(parsed.positionals[0] ?? "");
    const request = {
      version: workplace.version,
      expected: parsed.value("expect")?.toLowerCase() ?? null,
      signal,
    };
    const { findings, match, told, json } = (await isPackage(path))
      ? packageTold(await verifyPackage(path, request), language)
      : proofTold(await verifyProof(path, request), language);
    const count = findings.length;
    if (parsed.has("json")) {
      const cut = findings.slice(0, shown).map((finding) => findingJson(finding, language));
      terminal.out(`${JSON.stringify({ match: count === 0, ...json, count, findings: cut })}\n`);
    } else {
      for (const finding of findings.slice(0, shown)) terminal.out(`${findingText(finding, language)}\n`);
      if (count > shown) terminal.out(`${say(more, language, { count: count - shown })}\n`);
      // A certificate above differences would be read as if they were none.
      if (count === 0) for (const line of [...told, match]) terminal.out(`${line}\n`);
    }
    if (count > 0) throw new SluiceError("PROOF_DIFFERS", { count });
  },
};

/** A verdict as it is told: the findings, and what is said when there are none. */
interface Told {
  readonly findings: readonly ProofFinding[];
  readonly told: readonly string[];
  readonly match: string;
  readonly json: Readonly<Record<string, unknown>>;
}

function proofTold({ findings, fingerprint, recomputed }: ProofVerdict, language: Language): Told {
  const certificate = recomputed === null ? [] : certifyProof(recomputed, language);
  return {
    findings,
    told: certificate,
    match: say(match, language, { fingerprint }),
    json: { kind: "proof", fingerprint, certificate },
  };
}

function packageTold({ findings, manifest, ...verdict }: PackageVerdict, language: Language): Told {
  const caseNumber = manifest?.caseNumber ?? "";
  return {
    findings,
    told: [say(packed, language, { caseNumber, made: manifest?.made ?? "", ...verdict })],
    match: say(whole, language, { fingerprint: verdict.fingerprint, keyId: verdict.keyId }),
    json: { kind: "package", caseNumber, ...verdict },
  };
}

const packed: Text = {
  zh: "案件 {caseNumber} 的证据包，{made} 制作：{files} 个文件，操作日志 {entries} 条",
  en: "evidence package of case {caseNumber}, made {made}: {files} files, {entries} entries of the log",
};

const whole: Text = {
  zh: "完好：文件、签名、操作日志和证明包逐项相符。指纹 {fingerprint}，签名公钥 {keyId}（请与另行保存的比对）",
  en: "whole: files, signature, log and proof are as they were made. Fingerprint {fingerprint}, key {keyId} (compare with what was kept elsewhere)",
};

const match: Text = {
  zh: "一致：每个字节都与重新计算的结果相同，指纹 {fingerprint}",
  en: "match: every byte is as recomputed, fingerprint {fingerprint}",
};

const more: Text = { zh: "……另有 {count} 处", en: "… and {count} more" };

const words: Readonly<Record<ProofFinding["kind"], Text>> = {
  hash: {
    zh: "文件已被改动：SHA-256 应为 {expected}，实为 {found}",
    en: "the file was changed: SHA-256 should be {expected} and is {found}",
  },
  missing: { zh: "缺少此文件", en: "the file is missing" },
  added: { zh: "多出的文件，或不是普通文件", en: "a file too many, or no plain file" },
  unreadable: { zh: "无法读取：应为 {expected}，实为 {found}", en: "cannot be read: should be {expected}, is {found}" },
  value: { zh: "应为“{expected}”，实为“{found}”", en: "should be “{expected}” and is “{found}”" },
  "row-added": { zh: "多出一行：{found}", en: "a row too many: {found}" },
  "row-missing": { zh: "缺少一行：{expected}", en: "a row is missing: {expected}" },
  form: { zh: "数值相同而写法被改动", en: "its values are the same and its form was changed" },
  contradiction: {
    zh: "依据自相矛盾：应为“{expected}”，实为“{found}”",
    en: "contradicts itself: should be “{expected}” and is “{found}”",
  },
  signature: {
    zh: "签名与清单不符：清单或签名被改动（清单指纹 {expected}）",
    en: "the signature is not that of this manifest ({expected}): one of them was changed",
  },
  log: {
    zh: "操作日志摘录不能自证（{expected}，第 {found} 条）",
    en: "the log's extract does not prove itself ({expected}, entry {found})",
  },
  fingerprint: {
    zh: "不是登记的那个证明包：指纹应为 {expected}，实为 {found}",
    en: "not the package that was written down: its fingerprint should be {expected} and is {found}",
  },
};

/** `flows.csv, line 3, amount_minor: should be “100” and is “900”` */
function findingText(finding: ProofFinding, language: Language): string {
  const { kind, file, line, field, expected, found, problem } = finding;
  const at = line === null ? "" : language === "zh" ? ` 第 ${line} 行` : `, line ${line}`;
  const column = field === "" ? "" : language === "zh" ? ` ${field}` : `, ${field}`;
  const colon = language === "zh" ? "：" : ": ";
  const text =
    problem === null
      ? say(words[kind], language, { expected, found })
      : `${problem.code} ${explain(problem.code, problem.details, language)}`;
  return printable(`${file}${at}${column}${file === "" ? "" : colon}${text}`);
}

function findingJson({ problem, ...finding }: ProofFinding, language: Language): Readonly<Record<string, unknown>> {
  const code = problem?.code ?? null;
  return { ...finding, code, message: problem === null ? null : explain(problem.code, problem.details, language) };
}

/** A forged file may hold what would drive a terminal, and lines without end. */
function printable(text: string): string {
  const visible = text.replace(
    /\p{Cc}|\p{Cf}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return visible.length > 1_000 ? `${visible.slice(0, 1_000)}…` : visible;
}
