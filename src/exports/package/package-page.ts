import { CNY } from "../../money/currency.ts";
import { formatGrouped } from "../../money/format-money.ts";
import { toMinorUnits } from "../../money/minor-units.ts";
import { reportStyle } from "../html-style.ts";
import { xmlText } from "../xml-text.ts";
import { packageScript } from "./package-script.ts";
import type { PackageFacts } from "./package-manifest.ts";

/** A table of the page. */
export interface PageTable {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a package's page shows beside the ways to its files. */
export interface PackagePage {
  readonly facts: PackageFacts;
  readonly tables: readonly PageTable[];
  /** The money map as an inline drawing; empty when nothing was traced. */
  readonly drawing: string;
  /** Names of the files, in the order of the package. */
  readonly files: readonly string[];
}

const style = `${reportStyle}
#verify{border:2px solid #1f1f1f;padding:12px 16px;margin:16px 0}#verdict{font-weight:700;font-size:16px;margin:8px 0}
#verdict.good::before{content:"✔ "}#verdict.bad::before{content:"✘ "}#verdict.good{color:#135200}#verdict.bad{color:#a8071a}
ul{columns:2;padding-left:18px}#details{columns:1}`;

/** What each part of a package holds, by its folder. */
const parts: readonly (readonly [folder: string, words: string])[] = [
  ["case", "案件、警情、损失 case, reports, losses"],
  ["originals", "原始文件 originals"],
  ["extracts", "摘录与资金平衡表 extracts, balance sheet"],
  ["map", "资金图 money map"],
  ["proof", "证明包 proof package"],
  ["recovery", "回收台账 recovery ledger"],
  ["orders", "指令 orders"],
  ["returns", "返还与申诉 returns, grievances"],
  ["papers", "文书 official papers"],
  ["documents", "案件材料 documents"],
  ["audit", "操作日志摘录 audit extract"],
];

/** The page that opens without Sluice and without a network: what the package holds, and its verification. */
export function packagePage({ facts, tables, drawing, files }: PackagePage): string {
  const { caseNumber, caseName, made, mark } = facts;
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${xmlText(`证据包 ${caseNumber}`)}</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<style>${style}</style></head><body>
<h1>证据包 <small>Evidence package</small></h1>
<p class="facts"><span>案件 Case <b>${xmlText(caseNumber)}</b></span><span>${xmlText(caseName)}</span><span>制作 Made <b>${xmlText(made)}</b></span></p>
<p><small>${xmlText(mark)}</small></p>
<section id="verify"><h2>核验 <small>Verification</small></h2>
<p>选择本证据包所在的文件夹，逐个文件核对 SHA-256 和签名；不联网，不上传。 <small>Choose this package's folder: every file is hashed here; nothing is sent.</small></p>
<p><input id="folder" type="file" webkitdirectory aria-label="证据包文件夹 the package's folder"></p>
<p id="verdict" role="status"></p><ul id="details"></ul>
<p><small>装有断流的机器上：sluice verify 文件夹（或 .zip）——还会重新计算证明包、核验操作日志。With Sluice: sluice verify FOLDER, which recomputes the proof too.</small></p></section>
${tables.map(tableHtml).join("\n")}
${drawing === "" ? "" : `<h2>资金图 <small>Money map</small></h2>\n${drawing}`}
<h2>文件 <small>Files</small></h2>
${parts.map(([folder, words]) => partHtml(folder, words, files)).join("\n")}
<script>${packageScript}</script></body></html>
`;
}

function tableHtml({ title, headings, rows }: PageTable): string {
  if (rows.length === 0) return "";
  const cells = (tag: "th" | "td", row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${xmlText(cell)}</${tag}>`).join("")}</tr>`;
  return `<h2>${xmlText(title)}</h2>\n<table><thead>${cells("th", headings)}</thead><tbody>${rows.map((row) => cells("td", row)).join("\n")}</tbody></table>`;
}

function partHtml(folder: string, words: string, files: readonly string[]): string {
  const held = files.filter((name) => name.startsWith(`${folder}/`));
  if (held.length === 0) return "";
  const links = held.map((name) => {
    const href = name.split("/").map(encodeURIComponent).join("/");
    return `<li><a href="${xmlText(href)}">${xmlText(name.slice(folder.length + 1))}</a></li>`;
  });
  return `<h3>${xmlText(words)}</h3><ul>${links.join("")}</ul>`;
}

/** An amount as the page's tables show it, in 元. */
export function pageMoney(amountMinor: number): string {
  return formatGrouped(toMinorUnits(amountMinor), CNY);
}
