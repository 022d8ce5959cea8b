import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/** A sender who says nothing for so long is hung up on. */
const silenceMs = 120_000;

/** The body of a server's requests is never held in memory: it goes to the disk as it comes. */
export function takeBodiesAsTheyCome(
  server: Pick<FastifyInstance, "removeAllContentTypeParsers" | "addContentTypeParser">,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
}

/** The bytes of a request's body as they come. */
export function uploadOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  const type = request.headers["content-type"] ?? "";
  if (/^multipart\//i.test(type)) throw new SluiceError("UPLOAD_IN_FORM", { seen: type.slice(0, 60) });
  return piecesOf(request.raw);
}

async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array> {
  const silence = setTimeout(() => body.destroy(new Error("silence")), silenceMs);
  try {
    // Where the upload is refused in the middle, the connection stays: the answer goes over it.
    for await (const piece of body.iterator({ destroyOnReturn: false })) {
      silence.refresh();
      yield piece as Uint8Array;
    }
  } finally {
    clearTimeout(silence);
  }
}
