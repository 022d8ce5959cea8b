import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileReport, SetAsideKind } from "../flows/file-reading.ts";
import type { StatementRow } from "../flows/statement-row.ts";
import { intakeLimits } from "../intake/limits.ts";
import { parseOldWorkbook } from "../intake/old-workbook.ts";
import { openFile } from "../intake/open-file.ts";
import { readFile } from "../intake/read-file.ts";
import { walkSources } from "../intake/source-tree.ts";
import type { StatementLine } from "./account-statements.ts";
import { isReadable } from "./bank-files.ts";
import { buildCity } from "./build-city.ts";
import type { CityTruth } from "./city-truth.ts";
import { renderCity } from "./render-city.ts";
import { crossingOf, isWallet } from "./reserve-crossing.ts";
import { cardOf, partyOf } from "./wallet-cells.ts";
import { cityPaths, makeCity, writeCity } from "./write-city.ts";

describe("makeCity", () => {
  it("gives the same bytes for the same seed, and others for another", () => {
    expect(hashes(11)).toEqual(hashes(11));
    expect(hashes(12)).not.toEqual(hashes(11));
  });

  it("knows where every line of its files went", () => {
    for (const seed of [1, 2, 3]) {
      const { expected, files } = makeCity(seed, "small", () => undefined);
      expect(expected.transfers + expected.duplicates + expected.secondWitnesses).toBe(expected.accepted);
      expect(files.reduce((sum, file) => sum + file.accepted, 0)).toBe(expected.accepted);
      expect(files.reduce((sum, file) => sum + file.rejected, 0)).toBe(expected.rejected);
      for (const kind of ["duplicates", "secondWitnesses", "blankDirections", "balanceBreaks"] as const) {
        expect(expected[kind]).toBeGreaterThan(0);
      }
    }
  });
});

describe("a written city, read back by the intake", () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-city-"));
  const seed = 1;
  let truth: CityTruth;
  let read: Map<string, { readonly report: FileReport; readonly rows: readonly StatementRow[] }>;

  beforeAll(async () => {
    truth = await writeCity({ seed, folder, scale: "small" }, () => undefined);
    read = await readEverything(join(folder, cityPaths.exports));
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has every file, without one too many", () => {
    expect([...read.keys()].sort()).toEqual(truth.files.map((file) => file.path).sort());
  });

  it("counts every row of every file as the truth does", () => {
    for (const file of truth.files) {
      const sheet = read.get(file.path)?.report.sheets[0];
      const setAside: Readonly<Record<SetAsideKind, number>> = {
        blank: 0,
        title: file.titles,
        heading: file.headings,
        total: file.totals,
        feedback: file.feedback,
        record: file.records,
        rejected: file.rejected,
      };
      expect({ path: file.path, accepted: sheet?.accepted, setAside: sheet?.setAside }).toEqual({
        path: file.path,
        accepted: file.accepted,
        setAside,
      });
    }
  });

  it("yields every line's account, counterparty, time, amount, direction and balance, in file order", () => {
    const rendered = renderCity(buildCity(seed, "small"), () => undefined);
    for (const file of rendered.files) {
      const rows = read.get(file.path)?.rows ?? [];
      expect(rows.map(rowFacts)).toEqual(file.lines.filter(isReadable).map(lineFacts));
    }
  });
});

function hashes(seed: number): Map<string, string> {
  const found = new Map<string, string>();
  makeCity(seed, "small", (path, bytes) => found.set(path, createHash("sha256").update(bytes).digest("hex")));
  return found;
}

async function readEverything(folder: string): Promise<Map<string, { report: FileReport; rows: StatementRow[] }>> {
  const read = new Map<string, { report: FileReport; rows: StatementRow[] }>();
  for await (const item of walkSources([folder], intakeLimits)) {
    if (item.kind !== "file") throw new Error(`${item.path} was not read: ${item.kind}`);
    const path = item.path.slice(folder.length + 1);
    const parseXls = async (bytes: Uint8Array) => parseOldWorkbook(bytes);
    const opened = await openFile(item.bytes, { limits: intakeLimits, parseXls });
    const rows: StatementRow[] = [];
    const ignore = (): void => undefined;
    const sink = { row: (row: StatementRow) => void rows.push(row), setAside: ignore, holder: ignore, period: ignore };
    const file = { path, sha256: "", bytes: item.bytes.length };
    const report = await readFile({ opened, file, options: { layout: null, columns: {}, saved: [] } }, sink);
    read.set(path, { report, rows });
  }
  return read;
}

function rowFacts(row: StatementRow): unknown {
  const { own, other, atMs, amountMinor, direction, ownBalanceMinor } = row;
  const eNotation = (row.flags & 3) !== 0;
  const counterparty = eNotation ? "E-notation" : other.card || other.account;
  return { own: own.account || own.card, counterparty, atMs, amountMinor, direction, balance: ownBalanceMinor };
}

/** A bank's row names the reserve without a number; a wallet's row the other wallet, else (财付通's alone) the card. */
function acrossReserve(line: StatementLine): string {
  if (!isWallet(line.own)) return "";
  const card = line.own.bank.style?.layout === "tenpay" ? cardOf(line)?.number : "";
  return partyOf(line)?.number ?? card ?? "";
}

function lineFacts(line: StatementLine): unknown {
  const { own, other, atMs, movement, side, balanceMinor, fault } = line;
  const alipay = own.bank.style?.layout === "alipay";
  const unnumbered = other === null || (movement.trace.merchant !== "" && !other.statementHeld);
  const byCard = own.bank.style?.counterpartyBy === "card" || !other?.statementHeld;
  const bankAccount = unnumbered ? "" : (byCard && other.card) || other.number;
  const counterparty = crossingOf(movement) === undefined ? bankAccount : acrossReserve(line);
  return {
    own: own.number,
    counterparty: fault === "e-notation" ? "E-notation" : counterparty,
    atMs,
    amountMinor: movement.amountMinor,
    direction: fault === "blank-direction" ? "unknown" : side,
    // The police table of Alipay has no balance column.
    balance: alipay ? null : balanceMinor,
  };
}
