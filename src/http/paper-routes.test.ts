import { createHash } from "node:crypto";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { personWith } from "../../test/fixtures/casework-people.ts";
import { type Centre, makeCentre } from "../../test/fixtures/centre.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { stopPayment } from "../../test/fixtures/order-bodies.ts";
import { unzipped } from "../../test/fixtures/unzipped.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import type { PaperTemplatesView } from "../contract/papers.ts";
import type { OrderView } from "../contract/recovery-orders.ts";
import type { RecordsActor } from "../storage/records/records-store.ts";
import { startSession } from "../storage/records/sessions.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const terms = { longestMs: 3_600_000, idleMs: 3_600_000 };
let desk: RecordsDesk;
let server: FastifyInstance;
let centre: Centre;
let secrets: ReadonlyMap<RecordsActor, string>;
let administrator: RecordsActor;

beforeAll(async () => {
  desk = await openMemoryDesk(clock);
  centre = await makeCentre(desk.records);
  administrator = await personWith(desk.records, ["administrator"]);
  const people = [centre.duty, centre.liaison, centre.elsewhere, administrator];
  const started = people.map(async (person) => {
    const session = { userId: person.userId, owes: "" as const, client: "", nowMs: clock.nowMs, terms };
    return [person, (await desk.records.asSystem(({ db }) => startSession(db, session))).secret] as const;
  });
  secrets = new Map(await Promise.all(started));
  const commands = { token: "", run: unasked };
  const parts = { useCases: unaskedUseCases, commands, records: desk, pageFolder: "/", hostNames: [], version: "1" };
  server = await createServer({ ...parts, log: pino({ level: "silent" }) });
});

function ask(who: RecordsActor, asked: string, body?: object): Promise<LightMyRequestResponse> {
  const [method = "", path = ""] = asked.split(" ");
  const headers = { authorization: `Bearer ${secrets.get(who) ?? ""}` };
  const request = { method: method as "GET" | "POST" | "PUT", url: `/api/v1${path}`, headers };
  return server.inject({ ...request, ...(body === undefined ? {} : { body }) });
}

async function draftStop(): Promise<OrderView> {
  return (await ask(centre.duty, "POST /orders", stopPayment(centre.caseId))).json<OrderView>();
}

describe("papers over HTTP", () => {
  test("W9: a draft's paper is marked and not kept; the signed one is kept, logged, and shown again unchanged", async () => {
    const { id } = await draftStop();
    const draft = await ask(centre.duty, `GET /orders/${id}/document?format=docx`);
    expect(draft.statusCode, draft.body).toBe(200);
    await ask(centre.duty, `POST /orders/${id}/sign`, { version: 1 });
    const sent = await ask(centre.duty, `GET /orders/${id}/document?format=pdf&lang=zh`);
    expect(sent.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    expect(sent.headers["content-type"]).toBe("application/pdf");
    expect(sent.headers["x-sluice-sha256"]).toBe(createHash("sha256").update(sent.rawPayload).digest("hex"));
    // A template that changes later changes nothing of what went out.
    await newTitle("stop-payment", "新的标题");
    const again = await ask(centre.duty, `GET /orders/${id}/document?format=pdf`);
    expect(again.rawPayload.equals(sent.rawPayload)).toBe(true);
    const copy = await ask(centre.duty, `GET /orders/${id}/document?format=pdf&copy=marked`);
    expect(copy.rawPayload.equals(sent.rawPayload)).toBe(false);
    const logged = await desk.records.asSystem(({ db }) =>
      db.selectFrom("audit_entries").select("details").where("action", "=", "paper.export").orderBy("n").execute(),
    );
    expect(logged.map(({ details }) => (details as { copy: string }).copy)).toEqual([
      "marked",
      "original",
      "original",
      "marked",
    ]);
  });

  test("W9: a paper made only after its template changed is set by the template of its signature", async () => {
    const { id } = await draftStop();
    await ask(centre.duty, `POST /orders/${id}/sign`, { version: 1 });
    clock.nowMs += 1_000;
    await newTitle("stop-payment", "更新的标题");
    const parts = await unzipped((await ask(centre.duty, `GET /orders/${id}/document?format=docx`)).rawPayload);
    expect(parts.get("word/document.xml")?.toString()).not.toContain("更新的标题");
  });

  test("W9: what one may not see has no paper; the bank's liaison has that of an own order", async () => {
    const { id } = await draftStop();
    expect((await ask(centre.elsewhere, `GET /orders/${id}/document`)).statusCode).toBe(404);
    await ask(centre.duty, `POST /orders/${id}/sign`, { version: 1 });
    expect((await ask(centre.liaison, `GET /orders/${id}/document?format=docx`)).statusCode).toBe(200);
  });

  test("W8: a template with an unknown or broken field is refused by name, and so is one from a version that is over", async () => {
    const { version } = await templateInUse("query");
    const change = (text: string): Promise<LightMyRequestResponse> => newTitle("query", text, version);
    expect((await change("{{帐号}}")).json<{ code: string }>().code).toBe("PAPER_UNKNOWN_FIELD");
    expect((await change("{{账号}")).json<{ code: string }>().code).toBe("PAPER_BROKEN_FIELD");
    expect((await change("查询函")).statusCode).toBe(200);
    expect((await change("查询函二")).json<{ code: string }>().code).toBe("RECORDS_CHANGED_MEANWHILE");
    expect(
      (await ask(centre.duty, "PUT /paper-templates/query", { version: 1, template: await template("query") }))
        .statusCode,
    ).toBe(403);
  });
});

async function templateInUse(kind: string): Promise<PaperTemplatesView["rows"][number]> {
  const { rows } = (await ask(administrator, "GET /paper-templates")).json<PaperTemplatesView>();
  const row = rows.find((one) => one.kind === kind);
  if (row === undefined) throw new Error(kind);
  return row;
}

async function template(kind: string): Promise<object> {
  return (await templateInUse(kind)).template;
}

async function newTitle(kind: string, title: string, version?: number): Promise<LightMyRequestResponse> {
  const used = await templateInUse(kind);
  const body = { version: version ?? used.version, template: { ...used.template, title } };
  return ask(administrator, `PUT /paper-templates/${kind}`, body);
}
