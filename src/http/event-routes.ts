import { PassThrough, type Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { WatchedEvent } from "../app/event-hub.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { problemSchema } from "../contract/problem.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const watch = {
  summary:
    "Server-sent events: `change` (a row that one may see was added or changed: kind and id), `progress` (of one's own jobs), `ready`, `reset` (some changes are forgotten: read anew), `end` (the session ended). Last-Event-ID goes on without loss",
  tags: ["events"],
  headers: Type.Object({ "last-event-id": Type.Optional(Type.String({ maxLength: 40 })) }),
  produces: ["text/event-stream"],
  response: { 200: Type.Unsafe<Readable>({ type: "string" }), "4xx": problemSchema, "5xx": problemSchema },
};

/** A line that means nothing, so often, keeps what stands between from hanging up. */
const beatEveryMs = 15_000;
/** Who does not read is hung up on: they come back where they were. */
const mostUnread = 256 * 1024;

/** What changes, as it happens. */
export function eventRoutes({ door, hub }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/events", { schema: watch, ...settled }, async (request, reply) => {
      const events = new PassThrough();
      const tell = (event: WatchedEvent): void => {
        if (!events.writable) return;
        events.write(textOf(event));
        if (event.event === "end") events.end();
        else if (events.writableLength > mostUnread) events.destroy();
      };
      const session = sessionOf(request);
      const failed = (cause: unknown): void => server.log.error(cause);
      const leave = await hub.watch({ session, tell }, request.headers["last-event-id"], failed);
      const beating = setInterval(() => events.writable && events.write(": beat\n\n"), beatEveryMs);
      // Whoever ends it, the reader or the server.
      events.once("close", () => {
        clearInterval(beating);
        leave();
      });
      reply.raw.once("close", () => events.destroy());
      return reply
        .type("text/event-stream")
        .headers({ "cache-control": "no-store", "x-accel-buffering": "no" })
        .send(events);
    });
  };
}

function textOf(event: WatchedEvent): string {
  const place = "place" in event ? `id: ${event.place}\n` : "";
  const data = "data" in event ? JSON.stringify(event.data) : "{}";
  return `${place}event: ${event.event}\ndata: ${data}\n\n`;
}
