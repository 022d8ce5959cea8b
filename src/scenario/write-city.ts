import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildCity } from "./build-city.ts";
import type { CityScale } from "./city-scale.ts";
import type { CityTruth } from "./city-truth.ts";
import { lossesTable } from "./losses-table.ts";
import { type PutFile, renderCity } from "./render-city.ts";
import { tellTruth } from "./tell-truth.ts";
import { transfersTable } from "./transfers-table.ts";

/** Where the parts of a written city stand below its folder. */
export const cityPaths = {
  /** The folder to import: the banks' answers. */
  exports: "exports",
  /** The victims' losses, for the `losses` command. */
  losses: "losses.csv",
  truth: "truth/truth.json",
  transfers: "truth/transfers.csv",
} as const;

/** Makes a city and hands over its files one by one: the same seed and scale give the same bytes. */
export function makeCity(seed: number, scale: CityScale, put: PutFile): CityTruth {
  const city = buildCity(seed, scale);
  const rendered = renderCity(city, (path, bytes) => put(`${cityPaths.exports}/${path}`, bytes));
  const truth = tellTruth(city, rendered);
  put(cityPaths.losses, Buffer.from(lossesTable(truth), "utf8"));
  put(cityPaths.truth, Buffer.from(`${JSON.stringify(truth, null, 1)}\n`, "utf8"));
  put(cityPaths.transfers, transfersTable(city.movements));
  return truth;
}

/** What `writeCity` needs to know. */
export interface CityOrder {
  readonly seed: number;
  readonly folder: string;
  readonly scale: CityScale;
}

/** Writes a city to a folder (see `cityPaths`), telling `progress` of each file. Existing files are overwritten. */
export async function writeCity(order: CityOrder, progress: (path: string) => void): Promise<CityTruth> {
  return makeCity(order.seed, order.scale, (path, bytes) => {
    const target = join(order.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    progress(path);
  });
}
