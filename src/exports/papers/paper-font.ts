import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";

/** The weights in which papers are set: text, and what stands out (标题). */
export type Weight = "regular" | "bold";

const weightAxis: Readonly<Record<Weight, number>> = { regular: 400, bold: 700 };
const require = createRequire(import.meta.url);

/** What is set in which weight. */
export type TextsByWeight = Readonly<Record<Weight, string>>;

/** The characters of a paper as fonts to be embedded: Noto Serif SC, cut down to them. */
export interface PaperFonts {
  /** TrueType by the name of its face. */
  readonly faces: ReadonlyMap<string, Buffer>;
  /** The face that has the character. */
  readonly faceOf: (character: string, weight: Weight) => string;
}

/**
 * The font of the package lies in a hundred slices by character (OFL 1.1). Those that a paper needs are read, fixed at a
 * weight and cut down to its characters. Characters without a glyph must have been replaced before (`missingCharacters`).
 */
export async function openPaperFonts(texts: TextsByWeight): Promise<PaperFonts> {
  const slices = await sliceOfCharacters();
  const faces = new Map<string, Buffer>();
  for (const weight of ["regular", "bold"] as const) {
    for (const [file, characters] of groupBySlice(texts[weight], slices)) {
      const settings = { targetFormat: "truetype", variationAxes: { wght: weightAxis[weight] } } as const;
      faces.set(faceName(file, weight), await subsetFont(await readFile(file), characters, settings));
    }
  }
  return {
    faces,
    faceOf: (character, weight) => faceName(slices.get(character.codePointAt(0) ?? 0) ?? "", weight),
  };
}

/** The characters of a text that the font has not, in order, each once. */
export async function missingCharacters(text: string): Promise<readonly string[]> {
  const slices = await sliceOfCharacters();
  return [...new Set(text)].filter((character) => !slices.has(character.codePointAt(0) ?? 0));
}

function faceName(file: string, weight: Weight): string {
  return `${weight} ${file}`;
}

function groupBySlice(text: string, slices: ReadonlyMap<number, string>): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  for (const character of [...new Set(text)].sort()) {
    const file = slices.get(character.codePointAt(0) ?? 0);
    if (file !== undefined) groups.set(file, (groups.get(file) ?? "") + character);
  }
  return groups;
}

let slicesRead: Promise<ReadonlyMap<number, string>> | undefined;

/** Which file has which character, as the package's style sheet says it: by code point. */
function sliceOfCharacters(): Promise<ReadonlyMap<number, string>> {
  slicesRead ??= readSlices();
  return slicesRead;
}

async function readSlices(): Promise<ReadonlyMap<number, string>> {
  const sheet = require.resolve("@fontsource-variable/noto-serif-sc/index.css");
  const slices = new Map<number, string>();
  for (const [, url = "", ranges = ""] of (await readFile(sheet, "utf8")).matchAll(faceRule)) {
    for (const range of ranges.split(",")) {
      const [from = 0, to = from] = range
        .trim()
        .slice("U+".length)
        .split("-")
        .map((text) => Number.parseInt(text, 16));
      for (let point = from; point <= to; point += 1) slices.set(point, join(dirname(sheet), url));
    }
  }
  return slices;
}

const faceRule = /url\(([^)]+)\)[^}]*unicode-range:([^;}]+)/g;
