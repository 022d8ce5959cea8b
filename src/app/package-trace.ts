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
import type { SheetAmounts, TraceView } from "../tracing/trace-view.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { findBeside, findingsJson } from "./find-beside.ts";
import { openCaseLedger } from "./good-faith.ts";
import { type MadeProof, makeProof } from "./make-proof.ts";
import { manifestOf, textsOf } from "./write-proof.ts";
import { runTrace, type TraceRequest, type TraceRun } from "./run-trace.ts";
import type { OpenedLedger } from "./open-ledger.ts";
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

/** What tracing a case takes. */
export interface CaseTracing {
  readonly stores: CaseStores;
  readonly tracer: Tracer;
  readonly version: string;
}

/** A case as it is traced for what leaves the records. */
interface TracedForExport extends Pick<PackageTrace, "view"> {
  readonly opened: OpenedLedger;
  readonly request: TraceRequest;
  readonly run: TraceRun;
}

/**
 * Traces the case by the doctrine that it is locked to, to the ledger's end.
 * @throws SluiceError CASE_WITHOUT_BOUND_LOSS while none of its losses is found in the ledger
 */
export async function traceForExport(tracing: CaseTracing, caseName: string): Promise<TracedForExport> {
  const { stores, tracer, version } = tracing;
  const opened = await openCaseLedger(stores, caseName);
  const request: TraceRequest = {
    caseName,
    claims: await stores.losses.claims(caseName),
    doctrine: (await caseDoctrine(stores, caseName)).search,
    asOfMs: null,
    stops: [],
    hubCounterparties: null,
    dustMinor: null,
    orderBook: { records: await stores.orders.records(), nowMs: null },
    version,
  };
  const run = await runTrace(opened, request, tracer);
  return { opened, request, run, view: await withReceiptFacts(stores, opened, run.view) };
}

/** The case's trace with its proof; `undefined` while it has no loss in the ledger. */
export async function tracePackage(tracing: CaseTracing, caseName: string): Promise<PackageTrace | undefined> {
  try {
    const { opened, request, run, view } = await traceForExport(tracing, caseName);
    const findings = await findBeside(tracing.stores, opened, { ...run, view });
    return { view, findings, made: await makeProof(opened, request, tracing.tracer) };
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
    file("map/money-map.graphml", () => graphml(map, "")),
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
  yield `\uFEFF${csvLine(["loss", "victim", "currency", ...traceAmounts.map(([amount]) => amount)])}`;
  if (view.kind === "reach") return;
  for (const { loss, currency, ...amounts } of view.balanceSheet) {
    yield csvLine([loss.id, loss.victim, currency, ...traceAmounts.map(([amount]) => String(amounts[amount]))]);
  }
}

/** The amounts of a trace's balance sheet, in order, each with its heading. */
export const traceAmounts: readonly (readonly [keyof SheetAmounts, string])[] = [
  ["lossMinor", "损失金额 Lost"],
  ["atRestMinor", "卡内资金 At rest"],
  ["exitedMinor", "资金末端 Exited"],
  ["lostSightMinor", "断点 Lost sight of"],
  ["returnedMinor", "已返还 Returned"],
  ["writtenOffMinor", "核销 Written off"],
];

/** The drawing without the page's caption, as a file of its own. */
function standalone(drawing: string): string {
  const style = "<style>text{font:12px sans-serif;fill:#1f1f1f}</style>";
  return drawing.slice(drawing.indexOf("<svg")).replace(/^<svg[^>]*>/, (tag) => tag + style);
}
