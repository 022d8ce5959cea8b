import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./source-files.ts";

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};

it("package-lock.json names the binaries of every platform, so that `npm ci` works everywhere", () => {
  const missing = Object.entries(lock.packages).flatMap(([where, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in lock.packages || `${where}/node_modules/${name}` in lock.packages),
    ),
  );
  expect(missing, "run: node scripts/complete-lock.mjs").toEqual([]);
});

it("package-lock.json names no registry's address", () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.includes("://"))).toEqual([]);
});
