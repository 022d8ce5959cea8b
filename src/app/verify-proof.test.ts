import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toProofInput } from "../../test/generators/proof-input.ts";
import { toLedger, type TraceCase, traceCases } from "../../test/generators/traced-ledger.ts";
import { TRANSFER_REVERSAL } from "../flows/ledger-columns.ts";
import { manifestText } from "../exports/proof/manifest.ts";
import { proofFiles } from "../exports/proof/proof-files.ts";
import type { ProofFinding } from "./proof-finding.ts";
import { type ProofVerdict, verifyProof } from "./verify-proof.ts";
import { writeProof } from "./write-proof.ts";

const { signal } = new AbortController();
let root = "";
let sound = "";
let copies = 0;

const small: TraceCase = {
  ledger: toLedger(
    [{ openingMinor: 90 }, { openingMinor: 10, coverage: [[0, 9]] }, { coverage: [[0, 9]] }, { exitKind: "cash" }, {}],
    [
      { payer: 0, payee: 1, atMs: 1, amountMinor: 60 },
      { payer: 1, payee: 2, atMs: 2, amountMinor: 40 },
      { payer: 4, payee: 2, atMs: 3, amountMinor: 5 },
      { payer: 2, payee: 3, atMs: 4, amountMinor: 25, payerBalance: 20 },
    ],
  ),
  losses: [{ id: "甲", transfer: 0, amountMinor: null, victimAccounts: [] }],
  options: { asOfMs: null, stops: [], hubCounterparties: null, dustMinor: null, coverage: "as-recorded" },
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "sluice-proof-"));
  sound = join(root, "sound");
  await writeProof(proofFiles(toProofInput(small, "fifo")), sound, signal);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function copy(): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(sound, folder, { recursive: true });
  return folder;
}

function verify(folder: string, expected: string | null = null): Promise<ProofVerdict> {
  return verifyProof(folder, { version: "test", expected, signal });
}

/** Edits a file and corrects its entry in the manifest, as a forger would. */
function forge(folder: string, name: string, edit: (text: string) => string): void {
  const forged = edit(readFileSync(join(folder, name), "utf8"));
  writeFileSync(join(folder, name), forged);
  sign(folder);
}

function sign(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => name !== "manifest.json")
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return { name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    });
  writeFileSync(join(folder, "manifest.json"), manifestText(entries));
}

function kinds({ findings }: ProofVerdict): readonly ProofFinding["kind"][] {
  return findings.map(({ kind }) => kind);
}

describe("verifying a proof package", () => {
  it("matches as it was made, and P8: made twice it is the same to the byte", async () => {
    const again = join(root, "again");
    const { fingerprint } = await writeProof(proofFiles(toProofInput(small, "fifo")), again, signal);
    for (const name of readdirSync(sound)) {
      expect(readFileSync(join(again, name)).equals(readFileSync(join(sound, name))), name).toBe(true);
    }
    expect(await verify(again, fingerprint)).toMatchObject({ findings: [], fingerprint });
  });

  it("matches for whatever ledger, and every doctrine", async () => {
    await fc.assert(
      fc.asyncProperty(traceCases, fc.constantFrom("fifo", "pro-rata", "poison"), async (traced, doctrine) => {
        const folder = join(root, "generated");
        rmSync(folder, { recursive: true, force: true });
        await writeProof(proofFiles(toProofInput(traced, doctrine)), folder, signal);
        const { findings } = await verify(folder);
        // The generator's row numbers are those of the whole ledger, so that ids and rows agree in it.
        expect(findings).toEqual([]);
      }),
      { seed: 17, numRuns: 60 },
    );
  });

  it("P2, P3: finds a changed byte anywhere, whichever it is", async () => {
    const folder = copy();
    for (const name of readdirSync(sound)) {
      const bytes = readFileSync(join(sound, name));
      const step = Math.max(1, Math.floor(bytes.length / 9));
      for (let at = 0; at < bytes.length; at += step) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(join(folder, name), changed);
        const verdict = await verify(folder);
        expect(verdict.findings.length, `${name} ${at}`).toBeGreaterThan(0);
        expect(verdict.findings[0]?.file === name || name === "manifest.json", `${name} ${at}`).toBe(true);
      }
      writeFileSync(join(folder, name), bytes);
    }
    expect((await verify(folder)).findings).toEqual([]);
  });

  it("P4: finds a figure that was edited together with its hash, and says where", async () => {
    const folder = copy();
    forge(folder, "balance-sheet.csv", (text) => text.replace("甲,60,", "甲,61,"));
    expect((await verify(folder)).findings).toEqual([
      {
        kind: "value",
        file: "balance-sheet.csv",
        line: 2,
        field: "loss_minor",
        expected: "60",
        found: "61",
        problem: null,
      },
    ]);
  });

  it.each([
    ["transfers.csv", "40,ok", "41,ok"],
    ["transfers.csv", ",20,", ",19,"],
    ["accounts.csv", "complete,none,none,10", "complete,none,none,11"],
    ["accounts.csv", "stop,asked,cash", "stop,asked,purchase"],
    ["trace.json", '"fifo"', '"lifo"'],
    ["coverage.csv", "1970-01-01 08:00:00.009", "1970-01-01 08:00:00.001"],
    ["losses.csv", "-0-2,", "-0-2,59"],
    ["README.en.md", "proves", "proved"],
    ["certificate.txt", "0.60", "0.61"],
    ["guesses.csv", "account", "acount"],
    ["witnesses.csv", "first", "second"],
    ["witnesses.csv", ",1,2\r\n", ",1,9\r\n"],
    ["inputs.csv", "abab", "cdab"],
    ["flows.csv", "\r\n", "\n"],
    ["flows.csv", "甲,1,60", '甲,1,"60"'],
  ])("P3 to P7: finds a forgery of %s with its hash (%j → %j)", async (name, from, to) => {
    const folder = copy();
    forge(folder, name, (text) => {
      expect(text).toContain(from);
      return text.replace(from, to);
    });
    expect((await verify(folder)).findings.length).toBeGreaterThan(0);
  });

  it("P5: finds rows taken out of the extract when all else was made anew", async () => {
    const folder = join(root, "open");
    const input = toProofInput(small, "fifo");
    const accounts = input.accounts.map((account, at) =>
      at === 2 ? { ...account, role: "outside" as const } : account,
    );
    await writeProof(proofFiles({ ...input, accounts }), folder, signal);
    expect(kinds(await verify(folder))).toEqual(["contradiction"]);
  });

  it("T1, P3, P7: finds values no ledger has, when their hashes were made anew", async () => {
    const input = toProofInput(small, "fifo");
    const { transfers, accounts } = input.ledger;
    const amountMinor = transfers.amountMinor.with(2, -5);
    const coverageToMs = accounts.coverageToMs.with(1, -1);
    const forged = {
      amount: { ...input, ledger: { accounts, transfers: { ...transfers, amountMinor } } },
      coverage: { ...input, ledger: { transfers, accounts: { ...accounts, coverageToMs } } },
      witness: { ...input, witnesses: [...input.witnesses, ...input.witnesses.slice(2, 3)] },
      shared: {
        ...input,
        witnesses: [
          ...input.witnesses,
          ...input.witnesses.slice(2, 3).map((row) => ({ ...row, kind: "second" as const, transfer: 3 })),
        ],
      },
      selfReversing: {
        ...input,
        ledger: {
          accounts,
          transfers: {
            ...transfers,
            flags: transfers.flags.with(2, TRANSFER_REVERSAL),
            reversals: { transfer: Uint32Array.of(2), original: Uint32Array.of(2) },
          },
        },
      },
      yearZero: {
        ...input,
        ledger: { accounts, transfers: { ...transfers, atMs: transfers.atMs.with(2, -62_167_219_200_000) } },
      },
      currencies: { ...input, ledger: { transfers, accounts: { ...accounts, keys: accounts.keys.with(4, "A4#USD") } } },
    };
    const found: string[] = [];
    for (const [name, given] of Object.entries(forged)) {
      const folder = join(root, name);
      await writeProof(proofFiles(given), folder, signal);
      found.push(...(await verify(folder)).findings.map(({ kind, file, field }) => `${kind} ${file} ${field}`));
    }
    expect(found).toEqual([
      "unreadable transfers.csv amount_minor",
      "unreadable coverage.csv from",
      "contradiction witnesses.csv ",
      "contradiction witnesses.csv ",
      "unreadable transfers.csv reverses",
      "unreadable transfers.csv at",
      "unreadable transfers.csv payee",
    ]);
  });

  it("P2: finds a file that is missing, one that is too many, a link, a folder in a file's place", async () => {
    const folder = copy();
    rmSync(join(folder, "flows.csv"));
    writeFileSync(join(folder, "more.csv"), "");
    rmSync(join(folder, "exits.csv"));
    symlinkSync("/dev/zero", join(folder, "exits.csv"));
    rmSync(join(folder, "accounts.csv"));
    mkdirSync(join(folder, "accounts.csv"));
    const { findings } = await verify(folder);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "missing", file: "flows.csv" }),
        expect.objectContaining({ kind: "added", file: "more.csv" }),
        expect.objectContaining({ kind: "added", file: "exits.csv" }),
        expect.objectContaining({ kind: "added", file: "accounts.csv" }),
      ]),
    );
  });

  it("P2: finds a file that was added together with its entry in the manifest", async () => {
    const folder = copy();
    writeFileSync(join(folder, "more.csv"), "x");
    sign(folder);
    expect(kinds(await verify(folder))).toEqual(["added"]);
  });

  it("P9: tells a package made anew from the one that was written down", async () => {
    const folder = join(root, "anew");
    const input = toProofInput(small, "fifo");
    await writeProof(proofFiles({ ...input, settings: { ...input.settings, caseName: "other" } }), folder, signal);
    expect(kinds(await verify(folder))).toEqual([]);
    const { fingerprint } = await verify(sound);
    expect(kinds(await verify(folder, fingerprint))).toEqual(["fingerprint"]);
  });

  it.each([
    ["nothing", ""],
    ["no text", "\0\0\0\0"],
    ["other columns", "\uFEFForder\r\n"],
    ["an open quote", '\uFEFF"'],
    ["an empty list", "[]"],
    ["deep JSON", "[".repeat(10_000)],
  ])("survives any given file replaced by %s", async (_, text) => {
    for (const name of ["trace.json", "transfers.csv", "accounts.csv", "losses.csv", "ties.csv", "manifest.json"]) {
      const folder = copy();
      writeFileSync(join(folder, name), text);
      const { findings } = await verify(folder);
      expect(findings.length, name).toBeGreaterThan(0);
      expect(findings[0]?.file).toBe(name);
    }
    const folder = copy();
    writeFileSync(join(folder, "transfers.csv"), Buffer.from([0xef, 0xbb, 0xbf, 0xd6, 0xd0, 0xb9, 0xfa]));
    sign(folder);
    expect(kinds(await verify(folder))).toEqual(["unreadable"]);
  });

  it("says that a folder without a manifest is no package, and makes none beside other files", async () => {
    const folder = join(root, "other");
    mkdirSync(folder);
    writeFileSync(join(folder, "a.txt"), "");
    await expect(verify(folder)).rejects.toMatchObject({ code: "PROOF_NOT_A_PACKAGE" });
    const proof = proofFiles(toProofInput(small, "fifo"));
    await expect(writeProof(proof, folder, signal)).rejects.toMatchObject({ code: "PROOF_FOLDER_NOT_EMPTY" });
  });
});
