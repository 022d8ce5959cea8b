import "@fastify/swagger";
import { readFile, writeFile } from "node:fs/promises";
import { pino } from "pino";
import { expect, it } from "vitest";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { createServer } from "./create-server.ts";

const document = new URL("../../docs/openapi.json", import.meta.url);
const commands = { token: "", run: unasked };

/** `SLUICE_WRITE_OPENAPI=1 npx vitest run src/http/open-api.test.ts` writes the document anew. */
it("docs/openapi.json says what the routes say", async () => {
  const manifest = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const log = pino({ level: "silent" });
  const server = await createServer({
    useCases: unaskedUseCases,
    commands,
    records: await openMemoryDesk({ nowMs: 0 }),
    pageFolder: "/",
    hostNames: [],
    log,
    version: manifest.version,
  });
  await server.ready();
  const text = `${JSON.stringify(server.swagger(), null, 2)}\n`;
  if (process.env["SLUICE_WRITE_OPENAPI"] === "1") await writeFile(document, text);
  expect(await readFile(document, "utf8"), "run: SLUICE_WRITE_OPENAPI=1 npx vitest run src/http/open-api.test.ts").toBe(
    text,
  );
  for (const path of ["/api/v1/cases", "/api/v1/cases/{id}/view", "/api/v1/cases/{id}/transfers/{transfer}"]) {
    expect(text).toContain(`"${path}"`);
  }
});
