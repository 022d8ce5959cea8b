import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { type IssuedPaper, issuePaper } from "../app/issue-paper.ts";
import { orderPaper } from "../app/order-paper.ts";
import { changeOrgan, organOf, replaceTemplate, templatesView } from "../app/paper-templates.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { returnPaper } from "../app/return-paper.ts";
import {
  organBodySchema,
  organViewSchema,
  paperNameSchema,
  paperQuerySchema,
  paperTemplatesSchema,
  returnPaperQuerySchema,
  templateBodySchema,
} from "../contract/papers.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["papers"];
const mediaTypes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
} as const;
const file = {
  produces: Object.values(mediaTypes),
  response: { 200: Type.Unsafe<Uint8Array>({ type: "string", format: "binary" }), ...problems },
};
const ofRow = { tags, params: Type.Object({ id: uuidSchema }), ...file };

const order = {
  summary: "An order's official paper (GB/T 9704) as docx or PDF; a signed one is kept and shown again unchanged",
  querystring: paperQuerySchema,
  ...ofRow,
};
const ofReturn = {
  summary: "A return's report, decision or public notice as docx or PDF",
  querystring: returnPaperQuerySchema,
  ...ofRow,
};
const templates = {
  summary: "The templates of papers in use, and the fields that they may name",
  tags,
  response: { 200: paperTemplatesSchema, ...problems },
};
const template = {
  summary: "Put a template of the centre's own in the place of the one in use, from the version that was seen",
  tags,
  params: Type.Object({ kind: paperNameSchema }),
  body: templateBodySchema,
  response: { 200: paperTemplatesSchema, ...problems },
};
const unit = Type.Object({ code: Type.String({ pattern: "^[0-9]{12}$" }) });
const organ = {
  summary: "How a unit signs its papers",
  tags,
  params: unit,
  response: { 200: organViewSchema, ...problems },
};
const reorgan = {
  ...organ,
  summary: "Set how a unit signs its papers, from the version that was seen",
  body: organBodySchema,
};

/** Official papers of orders and returns, their templates, and how units sign them. */
export function paperRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  const { records, door } = desk;
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/orders/:id/document", { schema: order, ...settled }, async (request, reply) => {
      const { params, query } = request;
      const asked = { query, draftOf: (work: Parameters<typeof orderPaper>[0]) => orderPaper(work, params.id) };
      return sendPaper(reply, await issuePaper(desk, sessionOf(request).actor, asked));
    });
    server.get("/api/v1/returns/:id/document", { schema: ofReturn, ...settled }, async (request, reply) => {
      const { params, query } = request;
      const asked = {
        query,
        draftOf: (work: Parameters<typeof returnPaper>[0]) => returnPaper(work, params.id, query.paper),
      };
      return sendPaper(reply, await issuePaper(desk, sessionOf(request).actor, asked));
    });
    server.get("/api/v1/paper-templates", { schema: templates, ...settled }, (request) =>
      records.as(sessionOf(request).actor, templatesView),
    );
    server.put("/api/v1/paper-templates/:kind", { schema: template, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => replaceTemplate(work, request.params.kind, request.body)),
    );
    server.get("/api/v1/units/:code/paper-organ", { schema: organ, ...settled }, (request) =>
      records.as(sessionOf(request).actor, ({ db }) => organOf(db, request.params.code)),
    );
    server.put("/api/v1/units/:code/paper-organ", { schema: reorgan, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => changeOrgan(work, request.params.code, request.body)),
    );
  };
}

function sendPaper(reply: FastifyReply, { bytes, sha256, fileName, format, missing }: IssuedPaper): Buffer {
  void reply.headers({
    "content-type": mediaTypes[format],
    "content-disposition": `attachment; filename="${fileName}"`,
    "x-sluice-sha256": sha256,
    // Which characters of a name the font has not is told, beside their numbers in the text.
    ...(missing.length === 0 ? {} : { "x-sluice-missing-characters": encodeURIComponent(missing.join("")) }),
  });
  return Buffer.from(bytes);
}
