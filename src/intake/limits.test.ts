import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { catalogue } from "../errors/catalogue.ts";
import { intakeLimits } from "./limits.ts";

const units: Readonly<Record<string, number>> = { GiB: 2 ** 30, MiB: 2 ** 20 };
const document = readFileSync(new URL("../../docs/limits.md", import.meta.url), "utf8");

it("docs/limits.md states every limit as it is, and no other", () => {
  const stated = [...document.matchAll(/^\| `(\w+)` \| (\d+)(?: (\w+))? \|/gm)].map(([, name, value, unit]) => [
    name,
    Number(value) * (units[unit ?? ""] ?? 1),
  ]);
  expect(Object.fromEntries(stated)).toEqual(intakeLimits);
});

it("docs/limits.md names only codes that exist", () => {
  for (const [code] of document.matchAll(/INTAKE_\w+/g)) expect(catalogue).toHaveProperty(code);
});
