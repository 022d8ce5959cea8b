import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import { SluiceError } from "../errors/sluice-error.ts";

/** Where the built page holds the place of the nonce. */
const noncePlace = "__CSP_NONCE__";

/**
 * Serves the built workbench from `folder`. Nothing but this origin may be loaded; styles need the answer's nonce,
 * which the page hands to Ant Design, whose styles are made in the browser.
 */
export async function servePage(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: join(folder, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "365d",
    index: false,
  });
  const page = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(18).toString("base64");
    const html = await readFile(join(folder, "index.html"), "utf8").catch((cause: unknown) => {
      throw new SluiceError("WEB_PAGE_NOT_BUILT", { path: folder }, cause);
    });
    return reply
      .headers({ ...pageHeaders, "content-security-policy": contentSecurityPolicy(nonce) })
      .type("text/html; charset=utf-8")
      .send(html.replaceAll(noncePlace, nonce));
  };
  server.get("/", { schema: { hide: true } }, page);
  server.get("/cases/*", { schema: { hide: true } }, page);
}

const pageHeaders = { "cache-control": "no-store", "cross-origin-opener-policy": "same-origin" };

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
