import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { type CommandEvent, type CommandRequest, commandPath } from "../contract/command-run.ts";
import type { Problem } from "../contract/problem.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { ServerDoor } from "../app/workplace.ts";
import type { CommandContext } from "./command-context.ts";
import { nodeCode } from "./node-reason.ts";

/**
 * Has the server that holds the data folder carry out a command, and shows its output as it comes. Ctrl-C hangs up, which
 * stops the command there.
 * @returns the exit code; `undefined` when nobody listens at the door, so that nothing was done.
 * @throws SluiceError COMMAND_SERVER_LOST, COMMAND_CANCELLED by way of the signal.
 */
export async function forwardCommand(
  words: readonly string[],
  context: CommandContext,
  door: ServerDoor,
): Promise<0 | 1 | 2 | undefined> {
  let answer: IncomingMessage;
  try {
    answer = await send(requestOf(words, context), context.signal, door);
  } catch (cause) {
    if (nodeCode(cause) === "ECONNREFUSED") return undefined;
    throw lost(cause, context, door);
  }
  try {
    if (answer.statusCode === 200) return await showEvents(answer, context);
  } catch (cause) {
    throw lost(cause, context, door);
  }
  throw await refused(answer, context, door);
}

function requestOf(
  words: readonly string[],
  { pathOf, language, terminal, workplace }: CommandContext,
): CommandRequest {
  const { interactive, outInteractive } = terminal;
  const { user } = workplace;
  return { words, folder: resolve(pathOf(".")), user, language, interactive, outInteractive };
}

async function send(body: CommandRequest, signal: AbortSignal, door: ServerDoor): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${door.token}`, "content-type": "application/json" };
  // Node's own client: unlike fetch it waits as long as the command takes, also when nothing is said meanwhile.
  const sent = request(new URL(commandPath, door.address), { method: "POST", headers, signal });
  sent.end(JSON.stringify(body));
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return answer;
}

async function showEvents(answer: IncomingMessage, { terminal }: CommandContext): Promise<0 | 1 | 2> {
  let broken: Error | undefined;
  answer.once("error", (cause: Error) => {
    broken = cause;
  });
  for await (const line of createInterface({ input: answer.setEncoding("utf8") })) {
    const event = JSON.parse(line) as CommandEvent;
    if ("exitCode" in event) return event.exitCode;
    if ("out" in event) terminal.out(event.out);
    else terminal.err(event.err);
  }
  throw broken ?? new Error("no exit code");
}

async function refused(
  answer: IncomingMessage,
  { language }: CommandContext,
  { address }: ServerDoor,
): Promise<SluiceError> {
  let text = "";
  for await (const piece of answer.setEncoding("utf8")) text += String(piece);
  const problem = JSON.parse(text) as Problem;
  return new SluiceError("COMMAND_SERVER_LOST", { address, reason: `${problem.code}: ${problem[language]}` });
}

function lost(cause: unknown, { signal }: CommandContext, { address }: ServerDoor): unknown {
  if (signal.aborted) return signal.reason;
  const reason = nodeCode(cause) ?? String(cause);
  return new SluiceError("COMMAND_SERVER_LOST", { address, reason }, cause);
}
