import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { RecordsDesk } from "../app/records-desk.ts";
import { problemSchema } from "../contract/problem.ts";
import {
  factorConfirmationSchema,
  offeredFactorSchema,
  passwordChangeSchema,
  type SessionView,
  sessionViewSchema,
  signInRequestSchema,
} from "../contract/session.ts";
import { sessionOf, setSessionCookie, signedIn } from "./signed-in.ts";

const problems = { "4xx": problemSchema, "5xx": problemSchema };
const tags = ["session"];
const nothing = Type.Object({});

const start = {
  summary: "Sign in",
  tags,
  body: signInRequestSchema,
  response: { 201: sessionViewSchema, ...problems },
};
const show = { summary: "Who is signed in", tags, response: { 200: sessionViewSchema, ...problems } };
const end = { summary: "Sign out", tags, response: { 200: nothing, ...problems } };
const password = {
  summary: "Change one's own password; all other sessions end",
  tags,
  body: passwordChangeSchema,
  response: { 200: sessionViewSchema, ...problems },
};
const offer = {
  summary: "A new second factor, not yet in force",
  tags,
  response: { 200: offeredFactorSchema, ...problems },
};
const confirm = {
  summary: "Put the offered second factor in force",
  tags,
  body: factorConfirmationSchema,
  response: { 200: sessionViewSchema, ...problems },
};

type Session = ReturnType<typeof sessionOf>;

/** Signing in and out, and what one does to one's own account. */
export function sessionRoutes({ door }: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    const own = { onRequest: signedIn(door, "even-owing") };
    server.post("/api/v1/session", { schema: start }, async (request, reply) => {
      const { login, password: shown, code = "", as } = request.body;
      const client = (request.headers["user-agent"] ?? "").slice(0, 200);
      const { secret, session } = await door.signIn({ login, password: shown, code, client });
      void reply.code(201);
      if (as === "token") return { ...viewOf(session), token: secret };
      const seconds = Math.floor((session.endsAtMs - session.startedAtMs) / 1_000);
      setSessionCookie(request, reply, { secret, seconds });
      return viewOf(session);
    });
    server.get("/api/v1/session", { schema: show, ...own }, async (request) => viewOf(sessionOf(request)));
    server.delete("/api/v1/session", { schema: end, ...own }, async (request, reply) => {
      await door.signOut(sessionOf(request));
      setSessionCookie(request, reply, { secret: "", seconds: 0 });
      return {};
    });
    server.put("/api/v1/session/password", { schema: password, ...own }, async (request) => {
      const session = sessionOf(request);
      return viewOf({ ...session, owes: await door.changePassword(session, request.body) });
    });
    server.post("/api/v1/session/second-factor", { schema: offer, ...own }, (request) =>
      door.offerSecondFactor(sessionOf(request)),
    );
    server.put("/api/v1/session/second-factor", { schema: confirm, ...own }, async (request) => {
      const session = sessionOf(request);
      return viewOf({ ...session, owes: await door.confirmSecondFactor(session, request.body) });
    });
  };
}

function viewOf({ id, actor, owes, endsAtMs }: Session): SessionView {
  const { userId, userName: name, unitCode, roles, bank } = actor;
  return { id, userId, name, unitCode, roles, bank, owes, endsAtMs };
}
