import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { expect, test } from "vitest";
import { addUnits, units } from "../../test/fixtures/casework-people.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { reportBody } from "../../test/fixtures/report-bodies.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import { addPerson, makeOneTimePassword, makeFirstAdministrator } from "../app/people.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const chosen = "长江-大桥-1957-南京";

test("a report and its case over HTTP: once for its key, refused without a session, hostile text told", async () => {
  const records = await openMemoryDesk(clock);
  await makeFirstAdministrator(records.records);
  await addUnits(records.records);
  const hashed = await makeOneTimePassword();
  const draft = { name: "周", policeNumber: "1", unitCode: units.beilun, roles: ["investigator"], bank: "" } as const;
  const administrator = { userId: "00000000-0000-4000-8000-000000000000", userName: "x", unitCode: units.city };
  await records.records.as({ ...administrator, roles: ["administrator"], bank: "" }, (work) =>
    addPerson(work, { ...draft, login: "zhou" }, hashed),
  );
  const log = pino({ level: "silent" });
  const commands = { token: "", run: unasked };
  const parts = { useCases: unaskedUseCases, commands, records, pageFolder: "/", hostNames: [], log, version: "1" };
  const server = await createServer(parts);
  let headers: Record<string, string> = {};
  const post = (url: string, body: object): Promise<LightMyRequestResponse> =>
    server.inject({ method: "POST", url: `/api/v1${url}`, headers, body });

  expect((await post("/reports", reportBody())).statusCode).toBe(401);
  const signed = await post("/session", { login: "zhou", password: hashed.password, as: "token" });
  headers = { authorization: `Bearer ${signed.json<{ readonly token: string }>().token}`, "idempotency-key": "k1" };
  const password = { old: hashed.password, new: chosen };
  await server.inject({ method: "PUT", url: "/api/v1/session/password", headers, body: password });
  const first = await post("/reports", reportBody());
  expect(first.statusCode, first.body).toBe(201);
  expect((await post("/reports", reportBody())).json()).toEqual(first.json());
  headers["idempotency-key"] = "k2";
  const hostile = await post("/reports", reportBody({ facts: "\0" }));
  expect(hostile.json()).toMatchObject({ status: 400, code: "WEB_BAD_REQUEST" });
  const { id: reportId } = first.json<{ readonly id: string }>();
  const made = await post("/cases", { name: "案", type: "other", reportId });
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json<{ readonly id: string }>();
  const shown = await server.inject({ method: "GET", url: `/api/v1/cases/${id}`, headers });
  expect(shown.json()).toMatchObject({ reports: [{ id: reportId, victimName: "王**" }] });
  headers["idempotency-key"] = "k3";
  const refused = await post(`/cases/${id}/changes`, { version: 1, kind: "close", reason: " " });
  expect(refused.json()).toMatchObject({ status: 409, code: "CASEWORK_REFUSED", details: { code: "reason-missing" } });
});
