import type { SessionTerms } from "../storage/records/sessions.ts";

/** A shift of twelve hours, and half an hour away from the desk. */
export const sessionTerms: SessionTerms = { longestMs: 12 * 3_600_000, idleMs: 30 * 60_000 };
