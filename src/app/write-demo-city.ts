import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../errors/sluice-error.ts";
import { cityPaths, writeCity } from "../scenario/write-city.ts";
import { makeFolder } from "../storage/make-folder.ts";

/** Where the parts of the demo stand. */
export interface DemoCity {
  /** The banks' exports, to be imported. */
  readonly exports: string;
  /** The victims' losses. */
  readonly losses: string;
  /** A new, empty data folder's place. */
  readonly data: string;
}

/** The city is the same every time; its seed stands here. */
const demoSeed = 20_240_305;
const marker = "SLUICE-DEMO.txt";
const markerText =
  "Sluice demo: invented data, deleted and made afresh by every `sluice demo`. 演示数据，每次演示都会删除重建。\n";

/**
 * Makes the demo's city in `folder`, after deleting an earlier demo there.
 * @throws SluiceError DEMO_FOLDER_TAKEN when the folder holds anything that no demo made.
 */
export async function writeDemoCity(folder: string, progress: (files: number) => void): Promise<DemoCity> {
  const present = await readdir(folder).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === "ENOENT") return [];
    throw cause;
  });
  if (present.length > 0 && !present.includes(marker)) throw new SluiceError("DEMO_FOLDER_TAKEN", { folder, marker });
  for (const name of present) await rm(join(folder, name), { recursive: true });
  await makeFolder(folder);
  await writeFile(join(folder, marker), markerText);
  let files = 0;
  await writeCity({ seed: demoSeed, folder, scale: "demo" }, () => {
    files += 1;
    progress(files);
  });
  return {
    exports: join(folder, cityPaths.exports),
    losses: join(folder, cityPaths.losses),
    data: join(folder, "data"),
  };
}
