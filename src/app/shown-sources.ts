import { intakeLimits } from "../intake/limits.ts";
import { type SourceItem, walkSources } from "../intake/source-tree.ts";
import type { ImportRequest } from "./import-files.ts";

/** The files of an import under the paths by which a person knows them: an upload by the name that its sender gave. */
export async function* shownSources({
  paths,
  shownAs,
}: Pick<ImportRequest, "paths" | "shownAs">): AsyncGenerator<SourceItem> {
  for await (const found of walkSources(paths, intakeLimits)) {
    yield shownAs === undefined ? found : { ...found, path: shownAs + found.path.slice(paths[0]?.length) };
  }
}
