import type { SourceFile } from "./source-files.ts";

/** The folder table of ARCHITECTURE.md. */
export interface FolderTable {
  /** Folder path from the root (`src/money`), or a file's (`src/engine.ts`) → paths it may import. */
  readonly mayImport: ReadonlyMap<string, readonly string[]>;
  /** Folders whose imports must be types only. */
  readonly typesOnly: ReadonlySet<string>;
  readonly pure: readonly string[];
}

/** Reads the table out of the document's text. */
export function readFolderTable(markdown: string): FolderTable {
  const mayImport = new Map<string, readonly string[]>();
  const typesOnly = new Set<string>();
  for (const line of markdown.split("\n")) {
    const match = /^\| `((?:web\/)?src\/[\w.-]+)` \| [^|]+ \| ([^|]+) \|$/.exec(line);
    if (match === null) continue;
    const [, folder = "", cell = ""] = match;
    if (cell.startsWith("types from ")) typesOnly.add(folder);
    const names = cell
      .replace(/^types from /, "")
      .split(",")
      .map((name) => name.trim());
    mayImport.set(folder, names[0] === "nothing" ? [] : names.map(pathOf));
  }
  const pureLine = /^Pure folders: (.+?)\.(?:\s|$)/m.exec(markdown)?.[1] ?? "";
  return { mayImport, typesOnly, pure: [...pureLine.matchAll(/`([\w.]+)`/g)].map((match) => `src/${match[1]}`) };
}

function pathOf(name: string): string {
  if (name === "bench") return "bench";
  return name.includes("/") ? name : `src/${name}`;
}

/** Whether a row of the table, which is a folder or a single file, is about a path. */
export function holds(row: string, path: string): boolean {
  return path === row || path.startsWith(`${row}/`);
}

/** The row of the table that holds a path; a feature is a folder of its own. */
function folderOf(path: string, table: FolderTable): string | undefined {
  return [...table.mayImport.keys(), "bench", "test"].find((row) => holds(row, path));
}

/** Every import that the table does not allow, as sentences. Test files may import anything. */
export function importViolations(files: readonly SourceFile[], table: FolderTable): string[] {
  return files.filter(isProduct).flatMap((file) => {
    const folder = folderOf(file.path, table);
    if (folder === undefined) return [`${file.path}: its folder is not in the table`];
    return file.imports.flatMap((one) => {
      if (one.target === null) {
        return table.pure.includes(folder) ? [`${file.path}: a pure folder may not import ${one.specifier}`] : [];
      }
      const to = folderOf(one.target, table);
      if (to === folder) return crossFeature(file.path, one.target);
      if (to === undefined || !(table.mayImport.get(folder) ?? []).includes(to)) {
        return [`${file.path}: may not import ${one.target}`];
      }
      return table.typesOnly.has(folder) && !one.typeOnly
        ? [`${file.path}: may import types only from ${one.target}`]
        : [];
    });
  });
}

function crossFeature(from: string, to: string): string[] {
  const feature = (path: string): string | undefined => /^web\/src\/features\/([^/]+)\//.exec(path)?.[1];
  return feature(from) === feature(to) ? [] : [`${from}: a feature may not import another feature (${to})`];
}

/** Clocks and randomness in pure folders, as sentences. */
export function impurities(files: readonly SourceFile[], table: FolderTable): string[] {
  return files
    .filter((file) => isProduct(file) && table.pure.includes(folderOf(file.path, table) ?? ""))
    .flatMap((file) => {
      const code = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"/g, "");
      const found = /\b(?:new Date|Date\.|Math\.random|performance\.|process\.|crypto\.|globalThis)/.exec(code);
      return found === null ? [] : [`${file.path}: a pure folder may not use ${found[0]}`];
    });
}

const forbiddenFolder = /(?:^|\/)(?:utils?|helpers?|common|shared|services?|types?|managers?|lib)\//;

/** Names that the conventions refuse: drawer folders, gathering index files, anything not in kebab-case. */
export function nameViolations(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (forbiddenFolder.test(path)) return [`${path}: a drawer folder`];
    const name = path.split("/").at(-1) ?? "";
    if (/^index\.tsx?$/.test(name)) return [`${path}: an index file`];
    return /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.tsx?$/.test(name) ? [] : [`${path}: not in kebab-case`];
  });
}

function isProduct(file: SourceFile): boolean {
  return !/\.test\.tsx?$/.test(file.path);
}
