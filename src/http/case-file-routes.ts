import type { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { addDocument, fetchDocument } from "../app/case-documents.ts";
import { listDocuments } from "../app/case-notes.ts";
import { askPackage, fetchPackage } from "../app/package-jobs.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { caseExportQuerySchema } from "../contract/case-exports.ts";
import { caseNoteSchema } from "../contract/casework.ts";
import { problemSchema } from "../contract/problem.ts";
import { callerOf, requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";
import { takeBodiesAsTheyCome, uploadOf } from "./upload-body.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["cases"];
const uuid = Type.String({ format: "uuid" });
const params = Type.Object({ id: uuid });
const file = Type.Unsafe<Readable>({ type: "string", format: "binary" });

const pack = {
  summary: "Have the evidence package of a case made; the answer names the job (Idempotency-Key)",
  tags,
  params,
  response: { 202: Type.Object({ job: uuid }), ...problems },
};
const packed = {
  summary: "Fetch a package of one's own that is made, as a zip",
  tags,
  params: Type.Object({ job: uuid }),
  produces: ["application/zip"],
  response: { 200: file, ...problems },
};
const takenOut = {
  summary: "A case as FollowTheMoney entities, GraphML or xlsx, with a watermark; taking it out is logged",
  tags,
  params,
  querystring: caseExportQuerySchema,
  produces: [
    "application/x-ndjson",
    "application/xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  response: { 200: file, ...problems },
};
const upload = {
  summary: "Put a file to a case, as the raw body: kept as evidence under its SHA-256 (Idempotency-Key)",
  tags,
  params,
  querystring: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200, description: "The file's own name, without a path" }),
  }),
  consumes: ["application/octet-stream"],
  body: Type.Unsafe<Readable>({ description: "The file's bytes" }),
  response: { 201: caseNoteSchema, ...problems },
};
const documents = {
  summary: "The documents of a case, oldest first",
  tags,
  params,
  response: { 200: Type.Object({ rows: Type.Array(caseNoteSchema) }), ...problems },
};
const fetched = {
  summary: "Fetch a document, its bytes checked against its SHA-256; the fetching is logged",
  tags,
  params,
  produces: ["application/octet-stream"],
  response: { 200: Type.Unsafe<Uint8Array>({ type: "string", format: "binary" }), ...problems },
};

/** Files of a case: its package, exports and documents. */
export function caseFileRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  const { records, door, caseFiles } = desk;
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.post("/api/v1/cases/:id/packages", { schema: pack, ...settled }, async (request, reply) => {
      const asked = await askPackage(desk, callerOf(request), request.params.id);
      void reply.code(202).header("location", `/api/v1/jobs/${asked.job}`);
      return asked;
    });
    server.get("/api/v1/packages/:job", { schema: packed, ...settled }, async (request, reply) => {
      const { job } = request.params;
      const { bytes, content } = await fetchPackage(desk, sessionOf(request).actor, job);
      void reply.type("application/zip").headers({
        "content-length": bytes,
        "content-disposition": `attachment; filename="${job}.zip"`,
      });
      return content;
    });
    server.get("/api/v1/cases/:id/export", { schema: takenOut, ...settled }, async (request, reply) => {
      const { actor } = sessionOf(request);
      const { fileName, mediaType, content } = await caseFiles.export(actor, request.params.id, request.query.format);
      void reply.type(mediaType).header("content-disposition", `attachment; filename="${fileName}"`);
      return content;
    });
    server.get("/api/v1/cases/:id/documents", { schema: documents, ...settled }, async (request) => ({
      rows: [...(await records.as(sessionOf(request).actor, (work) => listDocuments(work, request.params.id)))],
    }));
    server.get("/api/v1/documents/:id", { schema: fetched, ...settled }, async (request, reply) => {
      const { name, sha256, bytes } = await fetchDocument(desk, sessionOf(request).actor, request.params.id);
      // Whatever was uploaded is only ever saved, never shown by a browser.
      void reply.type("application/octet-stream").headers({
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        "x-sluice-sha256": sha256,
      });
      return bytes;
    });
  };
}

/** Uploads to cases: a plugin of its own, since its bodies are not read but passed on. */
export function caseUploadRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    takeBodiesAsTheyCome(server);
    server.post(
      "/api/v1/cases/:id/documents",
      { schema: upload, onRequest: signedIn(desk.door, "settled") },
      async (request, reply) => {
        const { actor } = sessionOf(request);
        const keyOf = (sha256: string): ReturnType<typeof requestKeyOf> => requestKeyOf(request, sha256);
        const document = { caseId: request.params.id, name: request.query.name, content: uploadOf(request) };
        const added = await addDocument(desk, { actor, keyOf }, document);
        void reply.code(201);
        return added;
      },
    );
  };
}
