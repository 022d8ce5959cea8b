/** What a file is by its content; its extension is not looked at. `seen` names a format that holds no table. */
export type FileKind =
  | { readonly kind: "empty" | "zip" | "ole" | "text" | "html" | "spreadsheet-ml" }
  | { readonly kind: "foreign"; readonly seen: string };

const foreignBeginnings: readonly (readonly [hex: string, seen: string])[] = [
  ["255044462d", "PDF"],
  ["89504e47", "PNG"],
  ["ffd8ff", "JPEG"],
  ["47494638", "GIF"],
  ["424d", "BMP"],
  ["49492a00", "TIFF"],
  ["4d4d002a", "TIFF"],
  ["526172211a07", "RAR"],
  ["377abcaf271c", "7-Zip"],
  ["1f8b", "gzip"],
  ["425a68", "bzip2"],
  ["fd377a585a00", "xz"],
  ["28b52ffd", "zstd"],
  ["53514c69746520666f726d6174", "SQLite"],
  ["7b5c727466", "RTF"],
  ["4d5a", "EXE"],
  ["7f454c46", "ELF"],
  ["494433", "MP3"],
  ["52494646", "RIFF"],
];

const sampleBytes = 8 * 1024;

/** Tells what the bytes are from how they begin. */
export function fileKind(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return { kind: "empty" };
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sampleBytes));
  const hex = head.toString("hex", 0, 16);
  if (/^504b(0304|0506|0708|3030)/.test(hex)) return { kind: "zip" };
  if (hex.startsWith("d0cf11e0a1b11ae1") || isBareBiff(hex)) return { kind: "ole" };
  const foreign = foreignBeginnings.find(([beginning]) => hex.startsWith(beginning));
  if (foreign !== undefined && !looksLikeText(head)) return { kind: "foreign", seen: foreign[1] };
  const text = head.toString("latin1").replaceAll("\0", "").toLowerCase();
  if (/^[^<]{0,8}<\?xml/.test(text) && text.includes("urn:schemas-microsoft-com:office:spreadsheet")) {
    return { kind: "spreadsheet-ml" };
  }
  if (/<(html|table)[\s>]|<!doctype html/.test(text)) return { kind: "html" };
  return looksLikeText(head) ? { kind: "text" } : { kind: "foreign", seen: "二进制文件 / a binary file" };
}

/** BIFF 2 to 4 workbooks have no OLE wrapping: they begin with their BOF record. */
function isBareBiff(hex: string): boolean {
  return /^09(00|02|04)(04|06)00/.test(hex);
}

/** Text has hardly any control characters; UTF-16 has zeros, but then in one half of its units only. */
function looksLikeText(head: Uint8Array): boolean {
  let controls = 0;
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    if (byte === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls++;
  }
  const fewerZeros = Math.min(zeros[0] ?? 0, zeros[1] ?? 0);
  return controls * 20 <= head.length && fewerZeros * 20 <= head.length;
}
