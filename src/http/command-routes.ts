import { PassThrough, type Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { type CommandEvent, type CommandRequest, commandPath, commandRequestSchema } from "../contract/command-run.ts";
import { problemSchema } from "../contract/problem.ts";
import { tokenCheck } from "./token-check.ts";

/** Carries out the commands of other processes. */
export interface CommandDoor {
  /** Known only to who may read the data folder. */
  readonly token: string;
  /** Runs to its end, telling every event; the exit code comes last. Never throws. */
  run(request: CommandRequest, tell: (event: CommandEvent) => void, signal: AbortSignal): Promise<void>;
}

/** A shell hands over at most 2 MiB of words. */
const mostBytes = 4 * 1024 * 1024;

const runCommand = {
  summary: "Run a command of the command line with the server's open stores; the answer is NDJSON, one event a line",
  tags: ["commands"],
  security: [{ token: [] }],
  body: commandRequestSchema,
  produces: ["application/x-ndjson"],
  response: { 200: Type.Unsafe<Readable>({ type: "string" }), "4xx": problemSchema, "5xx": problemSchema },
};

/** The route of the command line. Who hangs up stops the command. */
export function commandRoutes(door: CommandDoor): FastifyPluginAsyncTypebox {
  return async (server) => {
    const checks = { onRequest: tokenCheck(door.token), bodyLimit: mostBytes };
    server.post(commandPath, { schema: runCommand, ...checks }, async (request, reply) => {
      const stopping = new AbortController();
      const events = new PassThrough();
      reply.raw.once("close", () => stopping.abort());
      const tell = (event: CommandEvent): void => void events.write(`${JSON.stringify(event)}\n`);
      void door.run(request.body, tell, stopping.signal).finally(() => events.end());
      return reply.type("application/x-ndjson").send(events);
    });
  };
}
