import { isUtf8 } from "node:buffer";
import { crc32 } from "node:zlib";
import type { Entry } from "yauzl";

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/**
 * An entry's name with `/` between its parts: Info-ZIP's Unicode field when it belongs to this name, then UTF-8 when
 * flagged or when the bytes are, else GB18030, which is what Chinese Windows writes without saying so.
 */
export function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find(({ id, data }) => id === unicodePathField && data.length > 5)?.data;
  if (unicode !== undefined && unicode[0] === 1 && unicode.readUInt32LE(1) === crc32(raw)) {
    return slashed(unicode.toString("utf8", 5));
  }
  const isText = (entry.generalPurposeBitFlag & utf8Flag) !== 0 || isUtf8(raw);
  return slashed(new TextDecoder(isText ? "utf-8" : "gb18030").decode(raw));
}

/** Whether a name could land outside the place where its zip is unpacked. Nothing is unpacked to disk here, but others may. */
export function climbsOut(name: string): boolean {
  return name.includes("\0") || name.startsWith("/") || /^[a-z]:/i.test(name) || name.split("/").includes("..");
}

function slashed(name: string): string {
  return name.replaceAll("\\", "/");
}
