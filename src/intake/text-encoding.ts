import { isUtf8 } from "node:buffer";

/** How a text file is written. */
export type TextEncoding = "UTF-8" | "UTF-8 BOM" | "UTF-16LE" | "UTF-16BE" | "GB18030";

/** An encoding, and what a person should know about how it was found. */
export interface EncodingFinding {
  readonly encoding: TextEncoding;
  readonly notes: readonly string[];
}

const labels: Readonly<Record<TextEncoding, string>> = {
  "UTF-8": "utf-8",
  "UTF-8 BOM": "utf-8",
  "UTF-16LE": "utf-16le",
  "UTF-16BE": "utf-16be",
  GB18030: "gb18030",
};

const chunkBytes = 1 << 20;
const sampleBytes = 64 * 1024;

/**
 * Finds the encoding: byte order mark, then UTF-16 by its zero bytes, then strict UTF-8, then GB18030. GB18030 comes
 * last because it accepts most UTF-8 text without an error, while strict UTF-8 refuses GBK. Text that is UTF-8 but for
 * a few damaged bytes (a file cut in mid-character) stays UTF-8, with a note.
 */
export function detectEncoding(bytes: Uint8Array): EncodingFinding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "UTF-8 BOM", notes: [] };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "UTF-16LE", notes: [] };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "UTF-16BE", notes: [] };
  const utf16 = utf16ByZeros(bytes.subarray(0, sampleBytes));
  if (utf16 !== undefined)
    return { encoding: utf16, notes: ["无字节序标记的 UTF-16 / UTF-16 without a byte order mark"] };
  if (isUtf8(bytes)) return { encoding: "UTF-8", notes: [] };
  if (isNearlyUtf8(bytes)) {
    const note = "含有损坏的 UTF-8 字节，已以 � 代替 / some bytes are not UTF-8 and read as �";
    return { encoding: "UTF-8", notes: [note] };
  }
  return { encoding: "GB18030", notes: [] };
}

/** Text of `bytes` in pieces of about a million characters, so that no string limit is met. The BOM is left out. */
export function* decodeText(bytes: Uint8Array, encoding: TextEncoding): Generator<string> {
  const decoder = new TextDecoder(labels[encoding]);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true });
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Latin letters, digits and line ends leave a zero in one half of each UTF-16 unit and hardly ever in the other. */
function utf16ByZeros(sample: Uint8Array): TextEncoding | undefined {
  const zeros = [0, 0];
  const pairs = sample.length >> 1;
  for (let i = 0; i < pairs * 2; i++) if (sample[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd * 10 > pairs && even * 50 < odd) return "UTF-16LE";
  if (even * 10 > pairs && odd * 50 < even) return "UTF-16BE";
  return undefined;
}

function isNearlyUtf8(bytes: Uint8Array): boolean {
  const start = bytes.findIndex((byte) => byte >= 0x80);
  const text = new TextDecoder("utf-8").decode(bytes.subarray(start, start + sampleBytes));
  let beyondAscii = 0;
  let damaged = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0xfffd) damaged++;
    else if (unit >= 0x80) beyondAscii++;
  }
  return damaged * 20 < beyondAscii;
}
