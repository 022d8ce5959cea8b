import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../errors/sluice-error.ts";
import { derivationVersion } from "../../flows/derivation-version.ts";
import type { FormerAnswers } from "../former-answers.ts";
import { answerIn, columnsOfAnswer } from "./answer-columns.ts";
import { openColumnFile, writeColumnFile } from "./column-file.ts";
import { snapshotWarning } from "./snapshot-warning.ts";

/** Raised by whoever changes which columns an answer has, or what the engine answers. */
const answersVersion = 2;

/** Answers in a folder of their own, one a case, named by the case and by what was asked. */
export function openFolderAnswers(folder: string, warn: (warning: SluiceError) => void): FormerAnswers {
  let writing: Promise<void> = Promise.resolve();
  const write = async (caseName: string, key: string, answer: Parameters<FormerAnswers["keep"]>[2]): Promise<void> => {
    const name = nameOf(caseName, key);
    const path = join(folder, `${name}.columns`);
    try {
      for (const old of await readdir(folder).catch(() => [])) {
        if (old.startsWith(caseOf(caseName))) await rm(join(folder, old), { force: true });
      }
      await writeColumnFile(path, name, { first: columnsOfAnswer(answer), later: {} });
    } catch (cause) {
      warn(snapshotWarning("STORAGE_SNAPSHOT_NOT_KEPT", path, cause));
    }
  };
  return {
    async open(caseName, key) {
      const name = nameOf(caseName, key);
      const path = join(folder, `${name}.columns`);
      try {
        return answerIn(await openColumnFile(path, { key: name, wholeUpToBytes: 0 }));
      } catch (cause) {
        if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
        warn(cause instanceof SluiceError ? cause : snapshotWarning("STORAGE_SNAPSHOT_DAMAGED", path, cause));
        await rm(path, { force: true }).catch(() => undefined);
        return undefined;
      }
    },

    async keep(caseName, key, answer) {
      writing = writing.then(() => write(caseName, key, answer));
      await writing;
    },
  };
}

function nameOf(caseName: string, key: string): string {
  return `${caseOf(caseName)}-${hashOf(`answers ${answersVersion}, derivation ${derivationVersion}\n${key}`)}`;
}

function caseOf(caseName: string): string {
  return hashOf(caseName);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
