import type { Socket } from "node:net";
import { SluiceError } from "../errors/sluice-error.ts";
import { problemOf } from "./problem-answers.ts";

/** Answers what is no request at all, or one whose address and headers are too long: no route sees it. */
export function answerClientError(cause: Error & { readonly code?: string }, socket: Socket): void {
  if (cause.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, name, error] = clientError(cause);
  const body = JSON.stringify(problemOf(error, status));
  const headers = [
    `HTTP/1.1 ${status} ${name}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`);
}

function clientError(cause: Error & { readonly code?: string }): readonly [number, string, SluiceError] {
  if (cause.code === "HPE_HEADER_OVERFLOW") {
    const error = new SluiceError("WEB_HEADERS_TOO_LARGE", { limit: mostHeaderBytes });
    return [431, "Request Header Fields Too Large", error];
  }
  return [400, "Bad Request", new SluiceError("WEB_BAD_REQUEST", { seen: cause.code ?? "HTTP" }, cause)];
}

/** Address and headers together. */
export const mostHeaderBytes: number = 16 * 1024;
