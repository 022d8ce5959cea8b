import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { traceCases } from "../../../test/generators/traced-ledger.ts";
import { allocatingDoctrines } from "../../tracing/doctrine.ts";
import { trace } from "../../tracing/trace.ts";
import type { FormerAnswer } from "../former-answers.ts";
import { openFolderAnswers } from "./folder-answers.ts";

let folder: string;
const warnings: string[] = [];
const open = () => openFolderAnswers(folder, ({ code }) => warnings.push(code));

const answers = fc.tuple(traceCases, fc.constantFrom(...allocatingDoctrines)).map(([asked, doctrine]): FormerAnswer => {
  const answer = trace(asked.ledger, asked.losses, { ...asked.options, doctrine });
  if (answer.kind === "reach") throw new RangeError("no allocating doctrine");
  return {
    losses: asked.losses.map(({ id, transfer, amountMinor }) => ({ id, transfer, amountMinor })),
    stops: asked.options.stops,
    goodFaith: [1],
    balances: [{ account: 2, atMs: 3, balanceMinor: 4 }],
    trace: answer,
  };
});
const [some] = fc.sample(answers, { numRuns: 1, seed: 5 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-answers-"));
});
afterAll(async () => rm(folder, { recursive: true }));

describe("the answers that are kept of cases", () => {
  it("come back as they were kept, the last one of each case and only for the state that it was kept for", async () => {
    const property = fc.asyncProperty(answers, async (answer) => {
      await open().keep("案件", "state", answer);
      expect(await open().open("案件", "state")).toEqual(answer);
    });
    await fc.assert(property, { numRuns: 60, seed: 7 });
    expect(await open().open("案件", "other state")).toBeUndefined();
    expect(await open().open("other", "state")).toBeUndefined();
    expect(await readdir(folder)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("a damaged one is warned of once, removed, and is none", async () => {
    if (some !== undefined) await open().keep("A", "state", some);
    const [name = ""] = (await readdir(folder)).slice(-1);
    for (const file of await readdir(folder)) {
      const bytes = await readFile(join(folder, file));
      bytes.writeUInt8((bytes.readUInt8(40) + 1) % 256, 40);
      await writeFile(join(folder, file), bytes);
    }
    expect(await open().open("A", "state")).toBeUndefined();
    expect(warnings).toEqual(["STORAGE_SNAPSHOT_DAMAGED"]);
    expect(await open().open("A", "state")).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(name).toMatch(/\.columns$/);
  });
});
