import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type TSchema, type TUnsafe, Type } from "typebox";
import type { SeenOrder } from "../app/change-kept-order.ts";
import {
  answerRecoveryOrder,
  numberRecoveryOrder,
  reviewRecoveryOrder,
  sendRecoveryOrder,
  signRecoveryOrder,
  withdrawRecoveryOrder,
} from "../app/change-recovery-order.ts";
import { createOnce } from "../app/create-once.ts";
import { redraftRecoveryOrder, releaseRecoveryOrder, renewRecoveryOrder } from "../app/follow-recovery-order.ts";
import type { KeptOrder } from "../app/kept-order.ts";
import type { RecordsDesk } from "../app/records-desk.ts";
import { viewOf } from "../app/recovery-order-views.ts";
import { problemSchema } from "../contract/problem.ts";
import { uuidSchema } from "../contract/recovery-order-parts.ts";
import {
  answerBodySchema,
  releaseBodySchema,
  renewBodySchema,
  reviewBodySchema,
  taskBodySchema,
  versionBodySchema,
  withdrawBodySchema,
} from "../contract/recovery-order-steps.ts";
import { orderViewSchema } from "../contract/recovery-orders.ts";
import { requestKeyOf, sessionOf, signedIn } from "./signed-in.ts";

type Work = Parameters<typeof viewOf>[0];

/** One step of an order: its route, and what carries it out. Creating steps answer with the order they drafted. */
interface Step<Body> {
  readonly name: string;
  readonly summary: string;
  readonly body: TUnsafe<Body>;
  readonly status: 200 | 201;
  readonly take: (work: Work, seen: SeenOrder, body: Body) => Promise<KeptOrder>;
}

const steps = [
  step({
    name: "sign",
    summary: "Sign an order, or as another person approve it where two signatures are wanted",
    body: versionBodySchema,
    status: 200,
    take: signRecoveryOrder,
  }),
  step({
    name: "review",
    summary: "The second person's look at a stop-payment or hold that went out on one signature",
    body: reviewBodySchema,
    status: 200,
    take: (work, seen, { verdict, words }) => reviewRecoveryOrder(work, seen, { verdict, words }),
  }),
  step({
    name: "send",
    summary: "Note that a signed order went out, with its task number if there is one already",
    body: taskBodySchema,
    status: 200,
    take: (work, seen, { taskNumber }) => sendRecoveryOrder(work, seen, taskNumber),
  }),
  step({
    name: "task-number",
    summary: "Note the number that the bank or the platform gave an order that was sent",
    body: taskBodySchema,
    status: 200,
    take: (work, seen, { taskNumber }) => numberRecoveryOrder(work, seen, taskNumber),
  }),
  step({
    name: "answer",
    summary: "Record what the bank answered; a renewal or release changes its measure",
    body: answerBodySchema,
    status: 200,
    take: (work, seen, { answer }) => answerRecoveryOrder(work, seen, answer),
  }),
  step({
    name: "withdraw",
    summary: "Take back an order that has not been sent",
    body: withdrawBodySchema,
    status: 200,
    take: (work, seen, { words }) => withdrawRecoveryOrder(work, seen, words),
  }),
  step({
    name: "release",
    summary: "Say that a measure has to be let go of; answers the release order drafted for it",
    body: releaseBodySchema,
    status: 201,
    take: (work, seen, { reason, keepMinor }) => releaseRecoveryOrder(work, seen, { reason, keepMinor }),
  }),
  step({
    name: "renew",
    summary: "Draft the renewal of a freeze, which begins at the old end",
    body: renewBodySchema,
    status: 201,
    take: (work, seen, { term }) => renewRecoveryOrder(work, seen, term),
  }),
  step({
    name: "redraft",
    summary: "Draft anew what the bank refused, did in part or too late, or never answered",
    body: versionBodySchema,
    status: 201,
    take: redraftRecoveryOrder,
  }),
];

/** What happens to an order, step by step; each names the version that was seen. */
export function orderStepRoutes(desk: RecordsDesk): FastifyPluginAsyncTypebox {
  return async (server) => {
    for (const register of steps) register(server, desk);
  };
}

function step<Body extends { readonly version: number }>({
  name,
  summary,
  body,
  status,
  take,
}: Step<Body>): (server: Parameters<FastifyPluginAsyncTypebox>[0], desk: RecordsDesk) => void {
  const schema = {
    summary,
    tags: ["orders"],
    params: Type.Object({ id: uuidSchema }),
    body: body as TSchema,
    response: { [status]: orderViewSchema, "4xx": problemSchema, "5xx": problemSchema },
  };
  return (server, { records, door }) => {
    const options = { schema, onRequest: signedIn(door, "settled") };
    server.post(`/api/v1/orders/:id/${name}`, options, async (request, reply) => {
      // The schema let nothing else through.
      const asked = request.body as Body;
      const seen = { id: request.params.id, version: asked.version };
      const caller = { actor: sessionOf(request).actor, key: requestKeyOf(request) };
      void reply.code(status);
      return createOnce(records, caller, async (work) => viewOf(work, await take(work, seen, asked)));
    });
  };
}
