import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/source-files.ts";

const declarations = [
  "foundation-tables.ts",
  "casework-tables.ts",
  "recovery-tables.ts",
  "joined-tables.ts",
  "answerable-tables.ts",
  "paper-tables.ts",
  "job-tables.ts",
];

/** Columns of each table as the tables' interfaces declare them, `table.column`, sorted. */
export function declaredColumns(): readonly string[] {
  return declarations
    .flatMap((file) => columnsIn(readFileSync(join(root, "src/storage/records", file), "utf8")))
    .sort();
}

/** A file's first interface names its tables, the others are their columns. */
function columnsIn(source: string): readonly string[] {
  const [tables, ...bodies] = [...source.matchAll(/interface (\w+) \{([^}]*)\}/g)];
  const columnsOf = new Map(bodies.map(([, name = "", body = ""]) => [name, membersOf(body)]));
  return membersOf(tables?.[2] ?? "").flatMap(([table, type]) =>
    (columnsOf.get(type) ?? []).map(([column]) => `${table}.${column}`),
  );
}

function membersOf(body: string): readonly (readonly [string, string])[] {
  return [...body.matchAll(/^ {2}(\w+): "?(\w+)/gm)].map(([, name = "", type = ""]) => [name, type] as const);
}
