import { spawn } from "node:child_process";
import { join } from "node:path";

/** The checkout's root; tests run there. */
export const root: string = join(import.meta.dirname, "../..");

/** How a run of the program ended. */
export interface SluiceRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `bin/sluice` from the built checkout, as a user would, without a terminal. The language is Chinese unless asked. */
export async function runSluice(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd: string = root,
): Promise<SluiceRun> {
  const { LANG: _lang, LC_ALL: _all, LC_MESSAGES: _messages, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, "bin/sluice"), ...words], {
    cwd,
    env: { ...inherited, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { exitCode, ...texts };
}
