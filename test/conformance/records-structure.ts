import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/source-files.ts";

/** Columns of each table as `records-tables.ts` declares them, `table.column`, sorted. */
export function declaredColumns(): readonly string[] {
  const source = readFileSync(join(root, "src/storage/records/records-tables.ts"), "utf8");
  const bodies = new Map(
    [...source.matchAll(/interface (\w+) \{([^}]*)\}/g)].map(([, name = "", body = ""]) => [name, membersOf(body)]),
  );
  const tables = bodies.get("RecordsTables") ?? [];
  return tables.flatMap(([table, type]) => (bodies.get(type) ?? []).map(([column]) => `${table}.${column}`)).sort();
}

function membersOf(body: string): readonly (readonly [string, string])[] {
  return [...body.matchAll(/^ {2}(\w+): "?(\w+)/gm)].map(([, name = "", type = ""]) => [name, type] as const);
}
