import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root: string = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** A source file: its path from the root with `/`, its text, and what it imports. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly ImportOf[];
}

/** One import: the specifier as written, and for relative ones the path from the root. */
export interface ImportOf {
  readonly specifier: string;
  readonly target: string | null;
  readonly typeOnly: boolean;
}

/** Every `.ts` and `.tsx` file below the given folders of `base`, tests included. */
export function sourceFiles(base: string, folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => list(join(base, folder)))
    .map((absolute) => {
      const path = relative(base, absolute).replaceAll("\\", "/");
      const text = readFileSync(absolute, "utf8");
      return { path, text, imports: importsOf(path, text) };
    });
}

function list(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (
      entry.name === "node_modules" ||
      entry.name === "dist" ||
      (entry.name === "planted" && !folder.includes("planted"))
    )
      return [];
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) return list(absolute);
    return /\.tsx?$/.test(entry.name) ? [absolute] : [];
  });
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^"';]*?\s+from\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

function importsOf(path: string, text: string): ImportOf[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[2] ?? match[3] ?? "";
    const target = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : null;
    return { specifier, target, typeOnly: match[1] !== undefined };
  });
}
