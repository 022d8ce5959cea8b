import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { root, type SourceFile, sourceFiles } from "../test/house/source-files.ts";
import * as engine from "./engine.ts";

/** Every value that the engine gives away. A name leaves this list only with a new major version. */
const surface = [
  "SluiceError",
  "attribute",
  "decideFreezes",
  "doctrines",
  "dwellTimes",
  "exitKinds",
  "extractLedger",
  "extractLosses",
  "extractOptions",
  "formatDecimal",
  "freezeList",
  "layOver",
  "learnSurvival",
  "makeLedger",
  "parseDecimal",
  "pathsInTime",
  "prepareLedger",
  "reachedAccounts",
  "restoreTrace",
  "retrace",
  "searchOrders",
  "statementRequests",
  "toCurrency",
  "toMinorUnits",
  "trace",
  "traceHolders",
  "tracePrepared",
  "whoseMoney",
];

describe("sluice/engine", () => {
  it("exports these names and no other", () => {
    expect(Object.keys(engine).toSorted()).toEqual(surface);
  });

  it("is described name by name in docs/engine.md, stable or not", () => {
    const text = readFileSync(`${root}/docs/engine.md`, "utf8");
    const described = [...text.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| (?:stable|may change) \|/gm)].flatMap((row) =>
      [...(row[1] ?? "").matchAll(/`(\w+)`/g)].map((name) => name[1] ?? ""),
    );
    expect(described.toSorted()).toEqual(surface);
  });

  it("reaches no package and nothing of Node, however far its imports are followed", () => {
    const files = new Map(sourceFiles(root, ["src"]).map((file) => [file.path, file]));
    const reached = closure("src/engine.ts", files);
    expect(reached.size).toBeGreaterThan(30);
    const outside = [...reached].flatMap((path) =>
      (files.get(path)?.imports ?? []).flatMap(({ specifier, target }) => (target === null ? [specifier] : [])),
    );
    expect(outside).toEqual([]);
  });
});

function closure(from: string, files: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const path of reached) {
    for (const { target } of files.get(path)?.imports ?? []) if (target !== null) reached.add(posix.normalize(target));
  }
  return reached;
}
