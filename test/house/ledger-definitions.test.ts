import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Session } from "chdb";
import { expect, test } from "vitest";
import { ledgerDefinitions } from "../../src/app/ledger-definitions.ts";
import { root } from "./source-files.ts";

const sql = ledgerDefinitions({ cluster: "city", database: "sluice" });

test("docs/cluster.md has the table definitions that the program prints", () => {
  const text = readFileSync(join(root, "docs/cluster.md"), "utf8");
  expect(/```sql\n([^`]*)```/.exec(text)?.[1]).toBe(sql);
});

test("a current engine understands every table definition", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sluice-definitions-"));
  const session = new Session(folder);
  const statements = sql.split(";\n").filter((statement) => statement.trim() !== "");
  expect(statements.length).toBeGreaterThan(10);
  for (const statement of statements) {
    const hex = Buffer.from(statement).toString("hex");
    expect(session.query(`SELECT formatQuery(unhex('${hex}')) FORMAT TSV`)).toContain("ON CLUSTER city");
  }
  session.cleanup();
  await rm(folder, { recursive: true, force: true });
});
