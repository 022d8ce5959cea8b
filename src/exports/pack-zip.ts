import { Readable } from "node:stream";
import yazl from "yazl";

/** A file of an archive. Its bytes are read when their turn comes. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** One time for every entry, so that equal files give an equal archive on any day and in any place. */
const fixedTime = new Date(1980, 0, 1);

/** Files as a zip, streaming; with zip64 where the sizes ask for it. Names are UTF-8. */
export function packZip(files: Iterable<PackedFile>): Readable {
  const archive = new yazl.ZipFile();
  const settings = { mtime: fixedTime, mode: 0o100644, forceDosTimestamp: true };
  archive.on("error", (cause) => archive.outputStream.emit("error", cause));
  for (const { name, bytes } of files) {
    archive.addReadStreamLazy(name, settings, (given) => {
      given(null, Readable.from(bytes()));
    });
  }
  archive.end();
  return Readable.from(archive.outputStream);
}
