import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { changeRules, rulesView } from "../app/legal-rules.ts";
import { installedCardRanges, setCardRanges } from "../app/installed-card-ranges.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { cardRangesBodySchema, cardRangesViewSchema } from "../contract/card-ranges.ts";
import { rulesBodySchema, rulesViewSchema } from "../contract/legal-rules.ts";
import { problemSchema } from "../contract/problem.ts";
import { sessionOf, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["rules"];

const list = {
  summary: "The rules of law in use: this installation's rows, and the program's defaults of the other codes",
  tags,
  response: { 200: rulesViewSchema, ...problems },
};
const change = {
  summary: "Replace the dated rows of one code, from the version that was seen",
  tags,
  body: rulesBodySchema,
  response: { 200: rulesViewSchema, ...problems },
};

const ranges = {
  summary: "Whose card a number is: this installation's ranges, and the program's, which are to be confirmed",
  tags,
  response: { 200: cardRangesViewSchema, ...problems },
};

/** Rules of law as dated data, and tables of reference. */
export function ruleRoutes({ records, door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const settled = { onRequest: signedIn(door, "settled") };
    server.get("/api/v1/rules", { schema: list, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, ({ db }) => rulesView(db)),
    );
    server.get("/api/v1/card-ranges", { schema: ranges, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, ({ db }) => installedCardRanges(db)),
    );
    server.put(
      "/api/v1/card-ranges",
      {
        schema: { ...ranges, summary: "Replace this installation's own card ranges", body: cardRangesBodySchema },
        ...settled,
      },
      async (request) => records.as(sessionOf(request).actor, (work) => setCardRanges(work, request.body)),
    );
    server.put("/api/v1/rules", { schema: change, ...settled }, async (request) =>
      records.as(sessionOf(request).actor, (work) => changeRules(work, request.body)),
    );
  };
}
