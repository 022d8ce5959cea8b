import type { AccountRole } from "./account-history.ts";

/**
 * What of a receipt rests: `whole` until three quarters have left; a `leftover`, which lives a life of its own, until it
 * is a `remnant`, at most a hundredth or less than the smallest note of a cash machine.
 */
export type RestState = "whole" | "leftover" | "remnant";

/** How long money stays is learned apart for each of these. */
export interface DwellGroup {
  readonly role: AccountRole;
  readonly state: RestState;
}

const noteMinor = 10_000;

/** The state of what rests of a receipt. A small receipt of which nothing has left is whole. */
export function restStateOf(restMinor: number, amountMinor: number): RestState {
  if (restMinor * 4 > amountMinor) return "whole";
  return restMinor * 100 <= amountMinor || restMinor < noteMinor ? "remnant" : "leftover";
}

/** What a card gives out in cash on a day. */
const dailyCashMinor = 2_000_000;

/**
 * By how much the clock of resting money is slowed, at least 1: who takes cash takes a day's limit a day, so that money
 * behind `queueMinor` (itself included) needs as many days as there are limits in it.
 */
export function clockOf(role: AccountRole, queueMinor: number): number {
  return role === "cashier" ? Math.max(1, queueMinor / dailyCashMinor) : 1;
}
