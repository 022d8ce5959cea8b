import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { createOnce } from "../app/create-once.ts";
import { importBankAnswers } from "../app/import-bank-answers.ts";
import { gatherBatchSheet, writeBatchSheet } from "../app/order-batch-sheet.ts";
import { readAnswerSheet } from "../app/read-answer-sheet.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { answerImportSchema } from "../contract/answer-import.ts";
import { problemSchema } from "../contract/problem.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["orders"];
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const sheetTypes = [xlsx, "text/csv", "application/octet-stream"];
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const mostBytes = 16 * 1024 * 1024;

const answers = {
  summary:
    "Import a bank's sheet of answers (xlsx or csv): closes orders by task number, lists every row that fits none",
  tags,
  consumes: sheetTypes,
  response: { 200: answerImportSchema, ...problems },
};
const batch = {
  summary: "Orders as an xlsx sheet, to be copied into a bank's or the platform's form",
  tags,
  querystring: Type.Object({
    ids: Type.String({ pattern: `^${uuid}(,${uuid}){0,499}$`, description: "up to 500 ids, with commas" }),
  }),
  produces: [xlsx],
  response: { 200: Type.Unsafe<Buffer>({ type: "string", format: "binary" }), ...problems },
};

/** Sheets from and to banks. */
export function orderSheetRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.addContentTypeParser(sheetTypes, { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) => {
      done(null, body);
    });
    server.post("/api/v1/orders/answers", { schema: answers, bodyLimit: mostBytes, ...settled }, async (request) => {
      const sheet = await readAnswerSheet(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      return createOnce(records, caller, (work) => importBankAnswers(work, sheet));
    });
    server.get("/api/v1/orders/batch-sheet", { schema: batch, ...settled }, async (request, reply) => {
      const ids = request.query.ids.split(",");
      const sheet = await records.as(sessionOf(request).actor, (work) => gatherBatchSheet(work, ids));
      void reply.header("content-type", xlsx).header("content-disposition", 'attachment; filename="orders.xlsx"');
      return writeBatchSheet(sheet);
    });
  };
}
