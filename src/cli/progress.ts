import type { CommandContext } from "./command-context.ts";

/** Where a long piece of work stands. `total` is 0 while it is not known. */
export interface ProgressStep {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** Between two lines of progress, ms: redrawn often for a person, a line every few seconds in a log. */
const redrawMs = 200;
const lineMs = 5_000;

/**
 * Shows progress on standard error: one line that is redrawn on a terminal, else a line every five seconds, so that
 * a short run in a log says nothing at all.
 */
export class ProgressLine {
  readonly #context: CommandContext;
  readonly #startedMs: number;
  #shownMs: number;
  #drawn = false;

  constructor(context: CommandContext) {
    this.#context = context;
    this.#startedMs = context.clockMs();
    this.#shownMs = this.#startedMs;
  }

  show(step: ProgressStep): void {
    const { terminal, clockMs } = this.#context;
    const nowMs = clockMs();
    if (nowMs - this.#shownMs < (terminal.interactive ? redrawMs : lineMs)) return;
    this.#shownMs = nowMs;
    const share = step.total > 0 ? ` ${Math.floor((100 * step.done) / step.total)}%` : "";
    const count = step.total > 0 ? `${step.done}/${step.total}` : String(step.done);
    const text = `${step.label} ${count}${share} (${Math.floor((nowMs - this.#startedMs) / 1000)} s)`;
    terminal.err(terminal.interactive ? `\r\u001B[2K${text}` : `${text}\n`);
    this.#drawn = terminal.interactive;
  }

  /** Clears the redrawn line. */
  end(): void {
    if (this.#drawn) this.#context.terminal.err("\r\u001B[2K");
    this.#drawn = false;
  }
}
