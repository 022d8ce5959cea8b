import { PassThrough } from "node:stream";
import { SluiceError } from "../errors/sluice-error.ts";
import { csvLine } from "../exports/csv.ts";
import { graphml } from "../exports/graphml.ts";
import { htmlReport } from "../exports/html-report.ts";
import { mapDocument } from "../exports/map-document.ts";
import { mapJson } from "../exports/map-json.ts";
import { moneyMapSvg } from "../exports/money-map-svg.ts";
import type { PackedFile } from "../exports/pack-zip.ts";
import { writeTraceWorkbook } from "../exports/trace-workbook.ts";
import type { CaseFindings } from "../tracing/case-findings.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { findBeside, findingsJson } from "./find-beside.ts";
import { openCaseLedger } from "./good-faith.ts";
import { type MadeProof, makeProof } from "./make-proof.ts";
import { manifestOf, textsOf } from "./write-proof.ts";
import { runTrace, type TraceRequest } from "./run-trace.ts";
import type { CaseStores } from "./shown-cases.ts";
import { withReceiptFacts } from "./source-facts.ts";
import { traceJson } from "./trace-json.ts";
import type { Tracer } from "./tracer.ts";

/** A case's trace with its proof. */
export interface PackageTrace {
  readonly view: TraceView;
  readonly findings: CaseFindings;
  readonly made: MadeProof;
}

/** Traces the case by the doctrine that it is locked to; `undefined` while it has no loss in the ledger. */
export async function tracePackage(
  stores: CaseStores,
  caseName: string,
  { tracer, version }: { readonly tracer: Tracer; readonly version: string },
): Promise<PackageTrace | undefined> {
  const claims = await stores.losses.claims(caseName);
  if (claims.length === 0) return undefined;
  const opened = await openCaseLedger(stores, caseName);
  const request: TraceRequest = {
    caseName,
    claims,
    doctrine: (await caseDoctrine(stores, caseName)).search,
    asOfMs: null,
    stops: [],
    hubCounterparties: null,
    dustMinor: null,
    orderBook: { records: await stores.orders.records(), nowMs: null },
    version,
  };
  try {
    const run = await runTrace(opened, request, tracer);
    const view = await withReceiptFacts(stores, opened, run.view);
    const findings = await findBeside(stores, opened, { ...run, view });
    return { view, findings, made: await makeProof(opened, request, tracer) };
  } catch (thrown) {
    // A case whose losses wait for their statements has a package all the same.
    if (thrown instanceof SluiceError && thrown.code === "CASE_WITHOUT_BOUND_LOSS") return undefined;
    throw thrown;
  }
}

/** The files of a package that say where the money went, and the proof of it. */
export function traceFiles({ view, findings, made }: PackageTrace): readonly PackedFile[] {
  const map = mapDocument(view);
  const { proof } = made;
  return [
    file("map/money-map.svg", () => [standalone(moneyMapSvg(map))]),
    file("map/money-map.graphml", () => graphml(map)),
    file("map/money-map.json", () => mapJson(map)),
    file("extracts/report.html", () => htmlReport(view, map)),
    file("extracts/trace.json", () => [`${JSON.stringify({ ...traceJson(view), ...findingsJson(findings) })}\n`]),
    file("extracts/balance-sheet.csv", () => balanceSheet(view)),
    {
      name: "extracts/lists.xlsx",
      bytes: () => {
        const out = new PassThrough();
        writeTraceWorkbook(view, findings, out).catch((cause: unknown) => out.destroy(cause as Error));
        return out;
      },
    },
    ...textsOf(proof).map(([name, text]) => file(`proof/${name}`, () => [text])),
    file("proof/manifest.json", () => [manifestOf(proof)]),
  ];
}

/** A file of texts. */
export function file(name: string, texts: () => Iterable<string>): PackedFile {
  return {
    name,
    *bytes() {
      for (const text of texts()) yield Buffer.from(text, "utf8");
    },
  };
}

function* balanceSheet(view: TraceView): Generator<string> {
  yield `\uFEFF${csvLine(["loss", "victim", "currency", ...sheetColumns])}`;
  if (view.kind === "reach") return;
  for (const { loss, currency, ...amounts } of view.balanceSheet) {
    yield csvLine([loss.id, loss.victim, currency, ...sheetColumns.map((column) => String(amounts[column]))]);
  }
}

const sheetColumns = [
  "lossMinor",
  "atRestMinor",
  "exitedMinor",
  "lostSightMinor",
  "returnedMinor",
  "writtenOffMinor",
] as const;

/** The drawing without the page's caption, as a file of its own. */
function standalone(drawing: string): string {
  const style = "<style>text{font:12px sans-serif;fill:#1f1f1f}</style>";
  return drawing.slice(drawing.indexOf("<svg")).replace(/^<svg[^>]*>/, (tag) => tag + style);
}
