import { pino } from "pino";
import { expect, it } from "vitest";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { createServer } from "./create-server.ts";

it("P1: without a session every route of returns, grievances and the recovery ledger answers 401", async () => {
  const records = await openMemoryDesk({ nowMs: 0 });
  const parts = { useCases: unaskedUseCases, commands: { token: "", run: unasked }, records, pageFolder: "/" };
  const server = await createServer({ ...parts, hostNames: [], log: pino({ level: "silent" }), version: "1" });
  const id = "00000000-0000-4000-8000-000000000001";
  const urls = ["returns", "returns/notices", `returns/${id}`, "good-faith-claims?account=A", "grievances"];
  for (const url of [...urls, "recovery/sheet", "recovery/rates", "recovery/holds", "recovery/account-labels"]) {
    const answer = await server.inject({ method: "GET", url: `/api/v1/${url}` });
    expect(answer.statusCode, url).toBe(401);
  }
  for (const step of [
    "notice",
    "claims",
    "checks",
    "objections",
    "papers",
    "sign",
    "decision",
    "payments",
    "receipt",
  ]) {
    const answer = await server.inject({ method: "POST", url: `/api/v1/returns/${id}/${step}`, body: { version: 1 } });
    expect(answer.statusCode, step).toBe(401);
  }
});
