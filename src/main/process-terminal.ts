import { isatty } from "node:tty";
import type { Terminal } from "../cli/command-context.ts";

/** The process's own terminal. A reader that goes away (`sluice … | head`) ends the program quietly. */
export function terminalOf(process: NodeJS.Process): Terminal & { flush(): Promise<void> } {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "EPIPE") process.exit(0);
      throw cause;
    });
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: isatty(2),
    outInteractive: isatty(1),
    // An empty write calls back when everything before it has gone out.
    flush: async () => {
      await Promise.all([stdout, stderr].map((stream) => new Promise<void>((done) => stream.write("", () => done()))));
    },
  };
}
