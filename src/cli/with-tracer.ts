import { makeTracer, type Tracer } from "../app/tracer.ts";
import type { CommandContext } from "./command-context.ts";
import { ProgressLine } from "./progress.ts";
import { say, type Text } from "./text.ts";

/** Does a piece of work that traces, with a line of progress where that takes long; Ctrl-C ends it at once. */
export async function withTracer<T>(context: CommandContext, work: (tracer: Tracer) => Promise<T>): Promise<T> {
  const line = new ProgressLine(context);
  const { signal, workplace, language } = context;
  const tracer = makeTracer({
    signal,
    workerEntry: workplace.workerEntry,
    memoryBytes: workplace.memoryBytes(),
    progress: ({ walked, transfers }) => line.show({ label: say(tracing, language), done: walked, total: transfers }),
  });
  try {
    return await work(tracer);
  } finally {
    line.end();
  }
}

const tracing: Text = { zh: "追踪：已走过的交易", en: "Tracing: transfers walked" };
