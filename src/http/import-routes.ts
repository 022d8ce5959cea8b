import type { Readable } from "node:stream";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { askImport, followImport, mayImport, rejectedOfImport } from "../app/import-jobs.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import {
  askedImportSchema,
  followedImportSchema,
  rejectedFilesSchema,
  type UploadQuery,
  uploadQuerySchema,
} from "../contract/imports.ts";
import { problemSchema } from "../contract/problem.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";
import { takeBodiesAsTheyCome, uploadOf } from "./upload-body.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["imports"];
const ofJob = Type.Object({ job: Type.String({ format: "uuid" }) });
const ofRejected = Type.Object({ job: Type.String({ format: "uuid" }), name: Type.String({ maxLength: 200 }) });

const upload = {
  summary:
    "Upload a bank's export (any format, or a zip) as the raw body and have it imported; the answer names the job",
  tags,
  querystring: uploadQuerySchema,
  consumes: ["application/octet-stream"],
  body: Type.Unsafe<Readable>({ description: "The file's bytes" }),
  response: { 202: askedImportSchema, ...problems },
};
const follow = {
  summary: "An import of one's own: how far it is, and once done its report",
  tags,
  params: ofJob,
  response: { 200: followedImportSchema, ...problems },
};
const rejected = {
  summary: "The files of an import's rejected rows, to be corrected and imported again",
  tags,
  params: ofJob,
  response: { 200: rejectedFilesSchema, ...problems },
};
const rejectedFile = {
  summary: "Rejected rows of an import with their headings and reasons",
  tags,
  params: ofRejected,
  produces: ["text/csv"],
  response: { 200: Type.String(), ...problems },
};

/** Uploads, and the imports that they become. */
export function importRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  const { records, door } = desk;
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    takeBodiesAsTheyCome(server);
    server.post("/api/v1/imports", { schema: upload, ...settled }, async (request, reply) => {
      const { actor } = sessionOf(request);
      await mayImport(desk, actor);
      const content = uploadOf(request);
      const keyOf = (sha256: string): ReturnType<typeof requestKeyOf> => requestKeyOf(request, sha256);
      const asked = await askImport(desk, { actor, keyOf }, { how: importOf(request.query), content });
      void reply.code(202).header("location", `/api/v1/imports/${asked.job}`);
      return asked;
    });
    server.get("/api/v1/imports/:job", { schema: follow, ...settled }, (request) =>
      records.as(sessionOf(request).actor, (work) => followImport(desk, work, request.params.job)),
    );
    const filesOf = (request: FastifyRequest, job: string): ReturnType<typeof rejectedOfImport> =>
      rejectedOfImport(desk, { actor: sessionOf(request).actor, job });
    server.get("/api/v1/imports/:job/rejected", { schema: rejected, ...settled }, async (request) => {
      const files = await filesOf(request, request.params.job);
      return { files: files.map(({ name, rows }) => ({ name, rows })) };
    });
    server.get("/api/v1/imports/:job/rejected/:name", { schema: rejectedFile, ...settled }, async (request, reply) => {
      const { job, name } = request.params;
      const file = (await filesOf(request, job)).find((one) => one.name === name);
      if (file === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: name });
      void reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${file.name}"`);
      // The byte order mark lets spreadsheets read the Chinese.
      return ["\uFEFF", ...file.lines].join("");
    });
  };
}

function importOf({ name, layout, map = [], saveAs, dryRun }: UploadQuery): Parameters<typeof askImport>[2]["how"] {
  const pairs = map.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const);
  return {
    name,
    layout: layout ?? null,
    map: Object.fromEntries(pairs),
    saveAs: saveAs ?? null,
    dryRun: dryRun ?? false,
  };
}
