import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { SignIn } from "../app/sign-in.ts";
import { inBoth, SluiceError } from "../errors/sluice-error.ts";

/** The session of a request that `signedIn` let through. */
type Session = Awaited<ReturnType<SignIn["session"]>>;

const sessions = new WeakMap<FastifyRequest, Session>();
const cookieName = "sluice_session";

/** What a debt means in words. */
const debts = {
  password: { zh: "修改一次性密码", en: "change the one-time password" },
  "second-factor": { zh: "设置动态口令", en: "set up a second factor" },
} as const;

/**
 * Lets through only who is signed in: by the cookie of a browser, or by a bearer token. While a session owes a password
 * or a second factor it may do nothing else, unless it is let through `even-owing`.
 */
export function signedIn(door: SignIn, who: "settled" | "even-owing"): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const session = await door.session(secretOf(request));
    if (who === "settled" && session.owes !== "")
      throw new SluiceError("SIGN_IN_OWES", inBoth("what", debts[session.owes]));
    sessions.set(request, session);
  };
}

/** The session of a request, if anybody is signed in. */
export function signedInAs(request: FastifyRequest): Session | undefined {
  return sessions.get(request);
}

/** The session of a request behind `signedIn`. */
export function sessionOf(request: FastifyRequest): Session {
  const session = signedInAs(request);
  if (session === undefined) throw new SluiceError("SIGN_IN_NEEDED");
  return session;
}

/** Hands the secret to a browser: its scripts cannot read it, and no other site can make it send it. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: { readonly secret: string; readonly seconds: number },
): void {
  const secure = request.protocol === "https" ? "; Secure" : "";
  const { secret, seconds } = cookie;
  void reply.header(
    "set-cookie",
    `${cookieName}=${secret}; Path=/api; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure}`,
  );
}

/** What `once` knows a creating request by: the caller's key, and a hash of what is asked. A streamed body stands as its hash. */
export function requestKeyOf(
  request: FastifyRequest,
  body: unknown = request.body,
): { readonly key: string; readonly requestHash: string } | undefined {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || key === "") return undefined;
  if (key.length > 200) throw new SluiceError("WEB_BAD_REQUEST", { seen: "Idempotency-Key > 200" });
  const asked = JSON.stringify([request.method, request.url, body ?? null]);
  return { key, requestHash: createHash("sha256").update(asked).digest("hex") };
}

/** Who sends a creating request, and under which key of theirs. */
export function callerOf(request: FastifyRequest): {
  readonly actor: Session["actor"];
  readonly key: ReturnType<typeof requestKeyOf>;
} {
  return { actor: sessionOf(request).actor, key: requestKeyOf(request) };
}

function secretOf(request: FastifyRequest): string {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const cookie = (request.headers.cookie ?? "")
    .split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${cookieName}=`));
  if (cookie === undefined) throw new SluiceError("SIGN_IN_NEEDED");
  refuseForeignOrigin(request);
  return cookie.slice(cookieName.length + 1);
}

/** A browser says from which site a request comes; one that carries a cookie must come from this one. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host !== host)
    throw new SluiceError("WEB_FOREIGN_HOST", { seen: origin.slice(0, 100) });
}
