import { basename, extname } from "node:path";
import type { Kysely } from "kysely";
import { SluiceError } from "../errors/sluice-error.ts";
import { mapDocument } from "../exports/map-document.ts";
import { moneyMapSvg } from "../exports/money-map-svg.ts";
import type { PackedFile } from "../exports/pack-zip.ts";
import { packagePage } from "../exports/package/package-page.ts";
import type { Paper } from "../exports/papers/paper.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import type { EvidenceStore } from "../storage/evidence-store.ts";
import { sha256 } from "../storage/records/audit-key.ts";
import { sealLog } from "../storage/records/audit-log.ts";
import { logExtract } from "../storage/records/log-extract.ts";
import type { RecordsStore, RecordsWork } from "../storage/records/records-store.ts";
import type { RecordsTables, RowOf } from "../storage/records/records-tables.ts";
import type { Stores } from "../storage/stores.ts";
import { exportMark } from "./export-mark.ts";
import { orderPaper } from "./order-paper.ts";
import { extractTexts } from "./package-extract.ts";
import { type CaseRecords, packedCase, readCase, recordTexts } from "./package-records.ts";
import { packageTables } from "./package-tables.ts";
import { file, type PackageTrace, traceFiles, tracePackage } from "./package-trace.ts";
import { renderPaper, settledPaper } from "./issue-paper.ts";
import type { Tracer } from "./tracer.ts";
import type { PackageContent } from "./write-package.ts";

/** What a package is made with. */
export interface Packing {
  readonly stores: Stores;
  readonly tracer: Tracer;
  readonly version: string;
  /** One transaction of whoever asks, with their rights. */
  readonly transact: <T>(work: (work: RecordsWork) => Promise<T>) => Promise<T>;
}

/** A case's records as they go into a package, and the papers of its orders. */
interface Gathered {
  readonly records: CaseRecords;
  readonly papers: readonly CasePaper[];
  readonly mark: string;
  readonly exportNumber: string;
  readonly madeMs: number;
}

/** A signed paper: the bytes that went out, or what it is set from. */
interface CasePaper {
  readonly name: string;
  readonly format: "docx" | "pdf";
  readonly sha256: string;
  readonly paper: Paper;
}

/**
 * Gathers the evidence package of a case: everything that its records, its trace and its files hold. Taking it out needs the
 * right to export the case's package, and is logged under the case's number.
 * @throws SluiceError RECORDS_NOT_FOUND, ACCESS_DENIED
 */
export async function gatherPackage(packing: Packing, caseId: string): Promise<PackageContent> {
  const { stores, version } = packing;
  const gathered = await packing.transact((work) => gatherRecords(work, caseId));
  const { records, mark, madeMs } = gathered;
  const { row } = records;
  const traced = await tracePackage(packing, row.trace_name);
  const { records: store, key } = await stores.openRecords();
  await sealLog(store, sha256, key);
  const files = [
    ...recordTexts(records).map(([name, text]) => file(name, () => [text])),
    ...originals(stores.evidence, traced),
    ...(traced === undefined ? [] : traceFiles(traced)),
    ...paperFiles(stores.evidence, gathered),
    ...documentFiles(stores.evidence, records),
    ...(await logFiles(store, records)),
  ];
  const facts = {
    caseNumber: row.number,
    caseName: row.name,
    made: formatChinaTime(madeMs, "second"),
    mark,
    version,
  };
  const drawing = traced === undefined ? "" : moneyMapSvg(mapDocument(traced.view));
  const page = { facts, tables: packageTables(records, traced), drawing, files: files.map(({ name }) => name) };
  return { facts, files: [file("index.html", () => [packagePage(page)]), ...files] };
}

/** The case of a number, a trace's name or an id. @throws SluiceError PACKAGE_CASE_UNKNOWN */
export async function caseNamed(db: Kysely<RecordsTables>, name: string): Promise<RowOf<"cases">> {
  const row = await db
    .selectFrom("cases")
    .selectAll()
    .where((of) => of.or([of("number", "=", name), of("trace_name", "=", name)]))
    .executeTakeFirst();
  if (row === undefined) throw new SluiceError("PACKAGE_CASE_UNKNOWN", { seen: name });
  return row;
}

async function gatherRecords(work: RecordsWork, caseId: string): Promise<Gathered> {
  const row = await packedCase(work, caseId);
  const records = await readCase(work, row);
  const papers: CasePaper[] = [];
  for (const { order } of records.orders) {
    const draft = await orderPaper(work, order.id);
    if (draft.signedMs === null) continue;
    for (const format of ["pdf", "docx"] as const) {
      const { paper, kept: sent } = await settledPaper(work, draft, format);
      papers.push({ name: `papers/${draft.name}.${format}`, format, sha256: sent?.sha256 ?? "", paper });
    }
  }
  const { mark, exportNumber } = await exportMark(work, row.number);
  await work.log({
    action: "package.export",
    subject: `case:${caseId}`,
    purpose: row.number,
    details: { exportNumber, reports: records.reports.length, orders: records.orders.length, papers: papers.length },
  });
  return { records, papers, mark, exportNumber, madeMs: work.nowMs };
}

/**
 * The files with rows of the accounts that the trace rests on, unchanged, under their own names behind the beginning of
 * their hashes. Other people's statements stay where they are; the proof names them by their hashes.
 */
function originals(evidence: EvidenceStore, traced: PackageTrace | undefined): readonly PackedFile[] {
  const { sources = [], witnesses = [] } = traced?.made.input ?? {};
  const used = new Set(witnesses.map(({ sha256: hash }) => hash));
  return sources
    .filter(({ sha256: hash }) => used.has(hash))
    .map(({ sha256: hash, path }) => kept(evidence, `originals/${hash.slice(0, 12)}-${plainName(path)}`, hash));
}

function documentFiles(evidence: EvidenceStore, { notes }: CaseRecords): readonly PackedFile[] {
  return notes
    .filter(({ kind, sha256: hash }) => kind === "document" && hash !== "")
    .map(({ id, text, sha256: hash }) => kept(evidence, `documents/${id.slice(0, 8)}-${plainName(text)}`, hash));
}

function paperFiles(evidence: EvidenceStore, { papers, records }: Gathered): readonly PackedFile[] {
  const ofOrders = papers.map(({ name, format, sha256: hash, paper }): PackedFile => {
    return hash === "" ? { name, bytes: () => rendered(paper, format) } : kept(evidence, name, hash);
  });
  const ofReturns = records.papers.filter(({ return_id: id }) => id !== null);
  return [
    ...ofOrders,
    ...ofReturns.map(({ kind, return_id: id, format, sha256: hash }) =>
      kept(evidence, `papers/${kind}-${id?.slice(0, 8) ?? ""}.${format}`, hash),
    ),
  ];
}

async function* rendered(paper: Paper, format: "docx" | "pdf"): AsyncGenerator<Uint8Array> {
  yield (await renderPaper(paper, format)).bytes;
}

function kept(evidence: EvidenceStore, name: string, hash: string): PackedFile {
  return {
    name,
    async *bytes() {
      yield await evidence.get(hash);
    },
  };
}

async function logFiles(store: RecordsStore, { purposes }: CaseRecords): Promise<readonly PackedFile[]> {
  const extract = await store.read((db) => logExtract(db, purposes));
  // Its own export was logged and sealed just now.
  if (extract === undefined) throw new SluiceError("AUDIT_EMPTY");
  return Object.entries(extractTexts(extract)).map(([name, text]) => file(name, () => [text]));
}

/** A file's name without its folders and without what no system takes in one; never empty. */
function plainName(path: string): string {
  const name = basename(path.replaceAll("\\", "/")).replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, "_");
  const extension = extname(name).slice(0, 12);
  const stem = Array.from(name.slice(0, name.length - extname(name).length))
    .slice(0, 60)
    .join("");
  return `${stem}${extension}`.replace(/^\.+/, "_") || "file";
}
