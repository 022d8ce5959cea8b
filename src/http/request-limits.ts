import type { FastifyRequest } from "fastify";
import { commandPath } from "../contract/command-run.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import { signedInAs } from "./signed-in.ts";

/** How often a minute. */
export interface RequestLimits {
  /** A person may ask, over all their sessions. */
  readonly person: number;
  /** Somebody may try to sign in from one address. */
  readonly signIn: number;
}

/** Far more than people do: against programs that run wild, and against guessing. */
export const usualLimits: RequestLimits = { person: 12_000, signIn: 300 };

/** An address may ask so many times as often as a person: a whole office may stand behind one. */
const peopleBehindAddress = 5;

const minuteMs = 60_000;

/** Counts what is asked, minute by minute, by whom. */
class MinuteCount {
  readonly #most: number;
  readonly #counts = new Map<string, number>();
  #endsAtMs = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @throws SluiceError WEB_TOO_MANY_REQUESTS when `who` has asked too often in this minute */
  count(who: string): void {
    const nowMs = Date.now();
    if (nowMs >= this.#endsAtMs) {
      this.#counts.clear();
      this.#endsAtMs = nowMs + minuteMs;
    }
    const times = (this.#counts.get(who) ?? 0) + 1;
    this.#counts.set(who, times);
    if (times <= this.#most) return;
    const seconds = Math.ceil((this.#endsAtMs - nowMs) / 1_000);
    throw new SluiceError("WEB_TOO_MANY_REQUESTS", { most: this.#most, seconds });
  }
}

/** Hooks of a server that refuse what is asked too often: by address before anything is done, by person once they are known. */
export function requestLimits({ person, signIn }: RequestLimits): {
  readonly byAddress: (request: FastifyRequest) => Promise<void>;
  readonly byPerson: (request: FastifyRequest) => Promise<void>;
} {
  const addresses = new MinuteCount(person * peopleBehindAddress);
  const signIns = new MinuteCount(signIn);
  const people = new MinuteCount(person);
  return {
    byAddress: async ({ ip, url, method }) => {
      // The command line of this machine shows the data folder's secret, and does one thing at a time.
      if (url === commandPath) return;
      addresses.count(ip);
      if (method === "POST" && url === "/api/v1/session") signIns.count(ip);
    },
    byPerson: async (request) => {
      const session = signedInAs(request);
      if (session !== undefined) people.count(session.actor.userId);
    },
  };
}
