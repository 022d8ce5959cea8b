import type { MessagePort } from "node:worker_threads";
import type { FileReport, HolderRecord, ReadingSink, SetAsideRow, StatedPeriod } from "../flows/file-reading.ts";
import { RowLineWriter } from "../flows/row-lines.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { intakeLimits } from "../intake/limits.ts";
import { readBytes } from "../intake/read-bytes.ts";
import type { AskedReading, ReadingPart } from "./worker-messages.ts";

/** Parts that may be under way before the reader waits: enough to keep both threads busy, and a bound on memory. */
const partsAhead = 4;

/** Reads a file and posts what it reads in parts; answers when all of them were taken. */
export async function readInParts({ bytes, file, options, prefix, parts }: AskedReading): Promise<FileReport> {
  const sender = new PartSender(prefix, parts);
  const tools = { limits: intakeLimits, parseXls: refuseXls };
  const report = await readBytes({ bytes, file, options, tools }, sender);
  await sender.finish();
  return report;
}

/** Old xls has a thread of its own, with limits. */
async function refuseXls(): Promise<never> {
  throw new SluiceError("INTAKE_WORKBOOK_DAMAGED", { reason: "xls" });
}

class PartSender implements ReadingSink {
  readonly #parts: MessagePort;
  readonly #lines: RowLineWriter;
  #setAside: SetAsideRow[] = [];
  #holders: HolderRecord[] = [];
  #periods: StatedPeriod[] = [];
  #underWay = 0;
  #taken: () => void = () => undefined;

  constructor(prefix: string, parts: MessagePort) {
    this.#lines = new RowLineWriter(prefix);
    this.#parts = parts;
    parts.on("message", () => {
      this.#underWay--;
      this.#taken();
    });
  }

  row(row: StatementRow): void {
    this.#lines.add(row);
  }

  setAside(row: SetAsideRow): void {
    this.#setAside.push(row);
  }

  holder(record: HolderRecord): void {
    this.#holders.push(record);
  }

  period(period: StatedPeriod): void {
    this.#periods.push(period);
  }

  async drain(): Promise<void> {
    this.#post();
    await this.#until(partsAhead - 1);
  }

  async finish(): Promise<void> {
    this.#post();
    await this.#until(0);
    this.#parts.close();
  }

  #post(): void {
    const lines = this.#lines.take();
    const part: ReadingPart = {
      lines,
      setAside: this.#setAside,
      holders: this.#holders,
      periods: this.#periods,
    };
    [this.#setAside, this.#holders, this.#periods] = [[], [], []];
    this.#underWay++;
    this.#parts.postMessage(part, [lines.bytes.buffer, lines.sheet.buffer, lines.row.buffer, lines.end.buffer]);
  }

  /** Waits until at most so many parts are under way. */
  async #until(most: number): Promise<void> {
    while (this.#underWay > most) {
      await new Promise<void>((resolve) => {
        this.#taken = resolve;
      });
    }
  }
}
