import exceljs from "exceljs";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { beforeAll, describe, expect, test } from "vitest";
import { personWith } from "../../test/fixtures/casework-people.ts";
import { type Centre, makeCentre } from "../../test/fixtures/centre.ts";
import { openMemoryDesk } from "../../test/fixtures/memory-records.ts";
import { stopPayment } from "../../test/fixtures/order-bodies.ts";
import { unasked, unaskedUseCases } from "../../test/fixtures/unasked-use-cases.ts";
import type { AnswerImport } from "../contract/answer-import.ts";
import type { ClockPage, OrderPage, OrderView } from "../contract/recovery-orders.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";
import { startSession } from "../storage/records/sessions.ts";
import { createServer } from "./create-server.ts";

const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
const hour = 3_600_000;
const terms = { longestMs: 1_000 * hour, idleMs: 1_000 * hour };
type Who = "duty" | "approver" | "liaison" | "elsewhere" | "administrator";
let server: FastifyInstance;
let centre: Centre;
let records: RecordsStore;
let people: Readonly<Record<Who, RecordsActor>>;
const secrets = new Map<Who, string>();

beforeAll(async () => {
  const desk = await openMemoryDesk(clock);
  centre = await makeCentre(desk.records);
  const administrator = await personWith(desk.records, ["administrator"]);
  people = {
    duty: centre.duty,
    approver: centre.approver,
    liaison: centre.liaison,
    elsewhere: centre.elsewhere,
    administrator,
  };
  records = desk.records;
  await signEverybodyIn();
  const log = pino({ level: "silent" });
  const commands = { token: "", run: unasked };
  const parts = { useCases: unaskedUseCases, commands, records: desk, pageFolder: "/", hostNames: [], log };
  server = await createServer({ ...parts, version: "1" });
});

/** Sessions end sooner than measures. */
async function signEverybodyIn(): Promise<void> {
  for (const [who, { userId }] of Object.entries(people)) {
    const session = { userId, owes: "" as const, client: "", nowMs: clock.nowMs, terms };
    const { secret } = await records.asSystem(({ db }) => startSession(db, session));
    secrets.set(who as Who, secret);
  }
}

/** `asked`: the method and the path below /api/v1. */
function ask(who: Who, asked: string, body?: object): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${secrets.get(who) ?? ""}` };
  const [method = "", path = ""] = asked.split(" ");
  const request = { method: method as "GET" | "POST" | "PUT", url: `/api/v1${path}`, headers };
  return server.inject({ ...request, ...(body === undefined ? {} : { body }) });
}

async function view(answer: Promise<LightMyRequestResponse>): Promise<OrderView> {
  const { statusCode, body } = await answer;
  expect(statusCode, body).toBeLessThan(300);
  return JSON.parse(body) as OrderView;
}

/** A stop-payment that was sent under this number. */
async function sentStop(taskNumber: string): Promise<OrderView> {
  const draft = await view(ask("duty", "POST /orders", stopPayment(centre.caseId)));
  const signed = await view(ask("duty", `POST /orders/${draft.id}/sign`, { version: 1 }));
  const { version } = signed;
  return view(ask("duty", `POST /orders/${draft.id}/send`, { version, taskNumber }));
}

describe("orders over HTTP", () => {
  test("R8, R15: a stop goes from draft to force, runs its 48 hours, and lapses on the dot", async () => {
    const sent = await sentStop("T-1");
    expect(sent).toMatchObject({
      standing: "sent",
      version: 3,
      number: expect.stringMatching(/^ZF-2026-\d{6}$/) as string,
    });
    const effectiveMs = clock.nowMs;
    const answer = { outcome: "full", effectiveMs, amountMinor: 5_000_00, stated: null };
    const stopped = await view(ask("duty", `POST /orders/${sent.id}/answer`, { version: 3, answer }));
    expect(stopped.clocks.map(({ code, dueMs }) => [code, (dueMs - effectiveMs) / hour])).toEqual([
      ["review", 12],
      ["stop-payment-ends", 48],
    ]);
    expect(stopped.form).toContain("账号：");
    clock.nowMs += 48 * hour;
    await signEverybodyIn();
    expect((await view(ask("duty", `GET /orders/${sent.id}`))).standing).toBe("lapsed");
  });

  test("a list masks accounts and holders; an order that one may not see is not there", async () => {
    const { id } = await sentStop("T-2");
    const { rows } = (await ask("duty", "GET /orders?limit=500")).json<OrderPage>();
    expect(rows.find((row) => row.id === id)).toMatchObject({
      holder: "示**",
      account: expect.stringMatching(/^\*+/) as string,
    });
    for (const url of [`/orders/${id}`, `/orders/batch-sheet?ids=${id}`]) {
      expect((await ask("elsewhere", `GET ${url}`)).statusCode, url).toBe(404);
    }
    expect(
      (
        await ask("elsewhere", `POST /orders/${id}/answer`, {
          version: 3,
          answer: { outcome: "too-late", stated: null },
        })
      ).statusCode,
    ).toBe(404);
  });

  test("R6: the drafter is told in words that another person must review", async () => {
    const { id, version } = await sentStop("T-3");
    const body = { version, verdict: "upheld", words: "" };
    expect((await ask("duty", `POST /orders/${id}/review`, body)).statusCode).toBe(403);
    expect((await view(ask("approver", `POST /orders/${id}/review`, body))).clocks.map(({ code }) => code)).toEqual([
      "bank-answer",
    ]);
  });

  test("the second of two who edit one draft is told, and a creating call that is sent twice drafts once", async () => {
    const headers = { authorization: `Bearer ${secrets.get("duty") ?? ""}`, "idempotency-key": "k1" };
    const post = (): Promise<LightMyRequestResponse> =>
      server.inject({
        method: "POST",
        url: "/api/v1/orders",
        headers,
        body: {
          ...stopPayment(centre.caseId),
          account: { key: "A1", bank: "演示银行", holder: "", isCorporate: false, province: "" },
        },
      });
    const [first, again] = [await view(post()), await view(post())];
    expect(again.id).toBe(first.id);
    const edit = (): Promise<LightMyRequestResponse> =>
      ask("duty", `PUT /orders/${first.id}`, { version: 1, changes: { amountMinor: 1 } });
    expect((await edit()).statusCode).toBe(200);
    expect((await edit()).json()).toMatchObject({ status: 409, code: "RECORDS_CHANGED_MEANWHILE" });
  });

  test("R13: an imported sheet closes orders by task number, lists what fits nothing, and drafts failures anew", async () => {
    const [full, partly, refused] = [await sentStop("IM-1"), await sentStop("IM-2"), await sentStop("IM-3")];
    clock.nowMs += hour;
    await signEverybodyIn();
    const rows = [
      ["紧急止付反馈", "", "", "", "", ""],
      ["任务编号", "执行结果", "止付金额（元）", "账户余额", "止付时间", "失败原因"],
      ["IM-1", "成功", "5,000.00", "6000", chinaMinute(clock.nowMs - hour), ""],
      ["IM-2", "成功", "1200.5", "", chinaMinute(clock.nowMs - hour / 2), ""],
      ["IM-3", "失败", "", "", "", "户名不符"],
      ["IM-1", "成功", "5000", "", chinaMinute(clock.nowMs), ""],
      ["", "", "", "", "", ""],
      ["XX-9", "成功", "1", "", chinaMinute(clock.nowMs), ""],
      ["IM-2", "大概成功", "1", "", "", ""],
    ];
    const csv = `\ufeff${rows.map((row) => row.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(",")).join("\r\n")}\r\n`;
    const headers = { authorization: `Bearer ${secrets.get("duty") ?? ""}`, "content-type": "text/csv" };
    const answer = await server.inject({ method: "POST", url: "/api/v1/orders/answers", headers, body: csv });
    expect(answer.statusCode, answer.body).toBe(200);
    const { answered, unfit } = answer.json<AnswerImport>();
    expect(answered.map(({ row, orderId, outcome, draftId }) => [row, orderId, outcome, draftId !== ""])).toEqual([
      [3, full.id, "full", false],
      [4, partly.id, "partial", false],
      [5, refused.id, "refused", true],
    ]);
    expect(unfit.map(({ row, task }) => [row, task])).toEqual([
      [6, "IM-1"],
      [8, "XX-9"],
      [9, "IM-2"],
    ]);
    expect(unfit[2]?.zh).toContain("大概成功");
    const opened = await view(ask("duty", `GET /orders/${partly.id}`));
    expect(opened.order.measure?.heldMinor).toBe(1_200_50);
  });

  test("a batch sheet holds each order's fields as text, and whose export it is", async () => {
    const { id, order } = await sentStop("B-1");
    const answer = await ask("duty", `GET /orders/batch-sheet?ids=${id}`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(answer.rawPayload.buffer as ArrayBuffer);
    const [sheet, origin] = workbook.worksheets;
    const values = sheet?.getRow(2).values as readonly string[];
    expect(values).toEqual(expect.arrayContaining(["B-1", order.account.key, "5000.00", "示例甲"]));
    expect(origin?.getCell("A2").text).toContain(" · ");
  });

  test("clocks come most urgent first", async () => {
    const { rows } = (await ask("duty", "GET /clocks?limit=500")).json<ClockPage>();
    const due = rows.map(({ clocks }) => clocks[0]?.dueMs ?? 0);
    expect(due.length).toBeGreaterThan(3);
    expect(due).toEqual(due.toSorted((a, b) => a - b));
  });

  test("R1, R2: an administrator's dated rows come before the defaults; overlapping ones are refused", async () => {
    const row = {
      effectiveFrom: "2016-03-18",
      effectiveTo: null,
      basis: "试点",
      mark: "to-confirm",
      params: { hours: 24, timesPerAccount: 1 },
    };
    const put = (who: Who, version: number, rows: readonly object[]): Promise<LightMyRequestResponse> =>
      ask(who, "PUT /rules", { code: "stop-payment", version, rows });
    expect((await put("duty", 0, [row])).statusCode).toBe(403);
    expect((await put("administrator", 0, [row, row])).json()).toMatchObject({ code: "RECOVERY_RULES_OVERLAP" });
    expect((await put("administrator", 0, [row])).statusCode).toBe(200);
    expect((await put("administrator", 0, [row])).json()).toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
    const draft = stopPayment(centre.caseId);
    const first = await view(ask("duty", "POST /orders", draft));
    await view(ask("duty", `POST /orders/${first.id}/sign`, { version: 1 }));
    expect((await ask("duty", "POST /orders", draft)).json()).toMatchObject({
      status: 409,
      code: "RECOVERY_REFUSED",
    });
  });
});

/** The instant's minute on China's clock. */
function chinaMinute(atMs: number): string {
  return new Date(atMs + 8 * hour).toISOString().slice(0, 16).replace("T", " ");
}
