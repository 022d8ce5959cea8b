import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { FileReport, ReadingSink } from "../flows/file-reading.ts";
import { fileKind } from "../intake/file-kind.ts";
import { intakeLimits } from "../intake/limits.ts";
import type { SpreadsheetParser } from "../intake/old-workbook.ts";
import { type BytesReading, readBytes, unreadable } from "../intake/read-bytes.ts";
import { checkOptions, type ReadingOptions } from "../intake/reading-options.ts";
import type { SourceItem } from "../intake/source-tree.ts";
import { openMemoryLedger } from "../storage/ledger/memory-ledger.ts";
import { noSnapshots } from "../storage/ledger-snapshots.ts";
import type { LedgerFile, LedgerStore, LedgerWriter } from "../storage/ledger-store.ts";
import type { Stores } from "../storage/stores.ts";
import type { ReadElsewhere } from "../threads/reading-thread.ts";
import type { ReadingPart } from "../threads/worker-messages.ts";
import type { FileImport, ImportReport } from "./import-report.ts";
import { openLedger } from "./open-ledger.ts";
import { readingName, readingStands } from "./reading-name.ts";
import { countCorrected, openRejects } from "./rejected-rows.ts";
import { nameRejects } from "./report-rejects.ts";
import { shownSources } from "./shown-sources.ts";
import {
  breaksIn,
  contradictionsOf,
  countRows,
  isUnread,
  type RejectedByReason,
  stateOf,
  sumCounts,
  sumRecords,
} from "./summarise-import.ts";

/** What to import and how. */
export interface ImportRequest {
  /** Files, folders and zips. */
  readonly paths: readonly string[];
  /** What the one path is called in the report and the ledger, where that is not the path itself. */
  readonly shownAs?: string;
  /** A layout's id that overrules finding one; `null`: found from the headings. */
  readonly layout: string | null;
  /** Field → heading, overruling what would be found. */
  readonly map: Readonly<Record<string, string>>;
  /** The bank under whose name layout and map are kept for later files; `null`: not kept. */
  readonly saveAs: string | null;
  /** Reads and reports, and writes nothing. */
  readonly dryRun: boolean;
}

/** Told now and then during an import. */
export interface ImportProgress {
  readonly stage: "reading" | "deriving";
  /** The file at hand; empty while deriving. */
  readonly path: string;
  /** Files and rows done so far. */
  readonly files: number;
  readonly rows: number;
}

/** What an import takes from its caller beside the stores. */
export interface ImportContext {
  readonly signal: AbortSignal;
  readonly progress: (event: ImportProgress) => void;
  /** Parses an old xls where it can do no harm. */
  readonly parseXls: SpreadsheetParser;
  /** Reads large text files while this thread writes; `null`: everything is read in this thread. */
  readonly readElsewhere: ReadElsewhere | null;
}

/**
 * Imports files: the original into evidence, its rows into the ledger, and the report of what became of every row.
 * Importing again changes nothing but the report; an import that was interrupted is completed by the same one again.
 * @throws SluiceError INTAKE_UNKNOWN_LAYOUT, INTAKE_UNKNOWN_FIELD, INTAKE_PATH_MISSING, and the STORAGE codes.
 * The signal's reason when it was aborted.
 */
export async function importFiles(
  stores: Stores,
  request: ImportRequest,
  context: ImportContext,
): Promise<ImportReport> {
  const options = { layout: request.layout, columns: request.map, saved: await stores.mappings.all() };
  checkOptions(options);
  const run = new ImportRun({ stores, request, context }, options);
  await run.readAll();
  if (request.saveAs !== null && !request.dryRun)
    await stores.mappings.save({ bank: request.saveAs, layout: request.layout ?? "", headings: request.map });
  return run.report();
}

/** A file as it was met; its counts follow once the transfers are derived. */
type MetFile = Omit<FileImport, "counts"> & { readonly rejected: RejectedByReason };

/** What an import was called with. */
interface ImportJob {
  readonly stores: Stores;
  readonly request: ImportRequest;
  readonly context: ImportContext;
}

class ImportRun {
  readonly #stores: Stores;
  readonly #request: ImportRequest;
  readonly #context: ImportContext;
  readonly #options: ReadingOptions;
  /** Where the rows go: the ledger, or for a dry run one that is forgotten. */
  readonly #ledger: LedgerStore;
  readonly #met: MetFile[] = [];
  readonly #bySha256 = new Map<string, MetFile>();
  readonly #ignored: { readonly path: string; readonly reason: string }[] = [];
  /** The last file's finish, which goes on while the next file is being read. */
  #finishing: Promise<void> = Promise.resolve();
  #rows = 0;

  constructor({ stores, request, context }: ImportJob, options: ReadingOptions) {
    this.#stores = stores;
    this.#request = request;
    this.#context = context;
    this.#options = options;
    this.#ledger = request.dryRun ? openMemoryLedger() : stores.ledger;
  }

  async readAll(): Promise<void> {
    const known = new Map((await this.#stores.ledger.files()).map((file) => [file.report.sha256, file]));
    try {
      for await (const item of shownSources(this.#request)) {
        await this.#breathe(item.path);
        await this.#take(item, known);
      }
    } finally {
      await this.#finishing;
    }
  }

  async report(): Promise<ImportReport> {
    await this.#breathe("");
    const opened = await openLedger({
      ledger: this.#ledger,
      snapshots: this.#request.dryRun ? noSnapshots : this.#stores.snapshots,
    });
    const files: FileImport[] = this.#met.map(({ rejected, ...met }) => ({
      ...met,
      counts: countRows(opened, met.report, rejected),
    }));
    const distinct = files.filter((file) => file.state !== "same-content");
    const paths = new Map(distinct.map(({ report, path }) => [report.sha256, path]));
    const rejects = await openRejects({ ledger: this.#ledger }, opened);
    return {
      dryRun: this.#request.dryRun,
      files,
      ignored: this.#ignored,
      totals: sumCounts(distinct.map((file) => file.counts)),
      ledger: {
        files: opened.files.length,
        transfers: opened.derived.columns.transfers.length,
        accounts: opened.derived.columns.accounts.length,
      },
      corrected: countCorrected(
        opened,
        distinct.map((file) => file.report),
      ),
      flags: sumRecords(distinct.map((file) => file.report.flags)),
      rejectedRows: nameRejects(rejects, paths),
      balanceBreaks: breaksIn(opened, paths, rejects),
      contradictions: contradictionsOf(opened),
    };
  }

  async #take(item: SourceItem, known: ReadonlyMap<string, LedgerFile>): Promise<void> {
    switch (item.kind) {
      case "ignored":
        this.#ignored.push({ path: item.path, reason: item.reason });
        return;
      case "failed":
        this.#meet({
          path: item.path,
          state: "unreadable",
          metBefore: false,
          report: unreadable({ path: item.path, sha256: "", bytes: 0 }, item.error),
          rejected: new Map(),
        });
        return;
      case "file":
        await this.#takeFile(item, known);
        return;
    }
  }

  async #takeFile(item: SourceItem & { readonly kind: "file" }, known: ReadonlyMap<string, LedgerFile>): Promise<void> {
    const { bytes, path } = item;
    const sha256 = this.#request.dryRun ? digest(bytes) : await this.#stores.evidence.put(bytes);
    const twin = this.#bySha256.get(sha256);
    if (twin !== undefined) {
      this.#met.push({ ...twin, path, state: "same-content", sameAs: twin.path });
      return;
    }
    const before = known.get(sha256);
    const stands = before !== undefined && readingStands(before.reading, this.#options);
    if (stands && !this.#request.dryRun) {
      const rejected = await this.#rejectedBefore(before.report);
      const state = stateOf(before.report, "already-imported");
      this.#meet({ path, state, metBefore: true, report: before.report, rejected });
      return;
    }
    const rejected = new Map<string, number>();
    const report = await this.#read(item, sha256, rejected);
    const whole = stands ? "already-imported" : before === undefined ? "imported" : "replaced";
    this.#meet({ path, state: stateOf(report, whole), metBefore: before !== undefined, report, rejected });
  }

  async #read(
    item: SourceItem & { readonly kind: "file" },
    sha256: string,
    rejected: Map<string, number>,
  ): Promise<FileReport> {
    const { path, bytes } = item;
    const writer = await this.#ledger.begin(sha256, readingName(this.#options));
    const asked = { bytes, file: { path, sha256, bytes: bytes.byteLength }, options: this.#options };
    const sink = this.#sink(path, writer, rejected);
    const report = await this.#readInto(asked, writer, sink).catch(async (cause: unknown) => {
      // The stores may stay open: a later import must not meet rows of this one that are still on their way.
      await writer.flush().catch(() => undefined);
      throw cause;
    });
    await this.#finishing;
    // What could be read counts, and the report says what could not. A full disk, met by the writer, comes out here.
    this.#finishing = isUnread(report) ? writer.flush() : writer.finish(report);
    this.#finishing.catch(() => undefined);
    return report;
  }

  /** Large texts are read in the other thread, if there is one and the ledger takes what comes from there. */
  async #readInto(
    asked: Omit<BytesReading, "tools">,
    writer: LedgerWriter,
    sink: ReadingSink & Pick<LedgerWriter, "drain">,
  ): Promise<FileReport> {
    const { readElsewhere, parseXls } = this.#context;
    const { lines } = writer;
    const isLarge = asked.bytes.byteLength >= largeBytes && fileKind(asked.bytes).kind === "text";
    if (!isLarge || readElsewhere === null || lines === null)
      return readBytes({ ...asked, tools: { limits: intakeLimits, parseXls } }, sink);
    return readElsewhere({ ...asked, prefix: lines.prefix }, async (part: ReadingPart) => {
      this.#rows += part.lines.end.length;
      lines.add(part.lines);
      part.setAside.forEach((row) => sink.setAside(row));
      part.holders.forEach((record) => sink.holder(record));
      part.periods.forEach((period) => sink.period(period));
      await sink.drain();
    });
  }

  /** Passes on to the writer and counts. */
  #sink(path: string, writer: LedgerWriter, rejected: Map<string, number>): ReadingSink & Pick<LedgerWriter, "drain"> {
    return {
      row: (row) => {
        this.#rows++;
        writer.row(row);
      },
      setAside: (row) => {
        this.#rows++;
        if (row.kind === "rejected") rejected.set(row.reason, (rejected.get(row.reason) ?? 0) + 1);
        writer.setAside(row);
      },
      holder: (record) => writer.holder(record),
      period: (period) => writer.period(period),
      drain: async () => {
        await this.#breathe(path);
        await writer.drain();
      },
    };
  }

  async #rejectedBefore(report: FileReport): Promise<RejectedByReason> {
    const rejected = new Map<string, number>();
    if (report.sheets.every((sheet) => sheet.setAside.rejected === 0)) return rejected;
    for (const row of await this.#ledger.setAsideRows(report.sha256))
      if (row.kind === "rejected") rejected.set(row.reason, (rejected.get(row.reason) ?? 0) + 1);
    return rejected;
  }

  #meet(met: Omit<MetFile, "sameAs">): void {
    const first = { ...met, sameAs: "" };
    this.#met.push(first);
    this.#bySha256.set(met.report.sha256, first);
  }

  /** Tells how far it is, lets the event loop turn, and stops when asked to. */
  async #breathe(path: string): Promise<void> {
    const { signal, progress } = this.#context;
    progress({ stage: path === "" ? "deriving" : "reading", path, files: this.#met.length, rows: this.#rows });
    await setImmediate();
    signal.throwIfAborted();
  }
}

/** Smaller files are read before another thread has begun. */
const largeBytes = 1 << 20;

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
