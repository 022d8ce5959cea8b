import { type Outcome, refuse } from "./refusal.ts";

/** A case or report joined a series (串并案) or was taken out again: nothing of it is ever rewritten. */
export interface SeriesEvent {
  readonly kind: "joined" | "taken-apart";
  readonly member: string;
  readonly by: string;
  readonly atMs: number;
  /** Why they are thought to belong together, or no longer. */
  readonly reason: string;
}

/** Several cases or reports worked as one. Events stand in the order in which they happened. */
export interface Series {
  readonly number: string;
  readonly events: readonly SeriesEvent[];
}

/** Joins a member or takes it out again (rule C6). */
export function changeSeries(series: Series, event: SeriesEvent): Outcome<Series> {
  if (event.reason.trim() === "") return refuse("reason-missing");
  const isMember = membersAt(series, event.atMs).includes(event.member);
  if (event.kind === "joined" && isMember) return refuse("member-already", { who: event.member });
  if (event.kind === "taken-apart" && !isMember) return refuse("not-a-member", { who: event.member });
  return { state: { ...series, events: [...series.events, event] } };
}

/** Who belonged to the series at an instant, in the order of joining. */
export function membersAt(series: Series, atMs: number): readonly string[] {
  const members = new Set<string>();
  for (const event of series.events) {
    if (event.atMs > atMs) continue;
    if (event.kind === "joined") members.add(event.member);
    else members.delete(event.member);
  }
  return [...members];
}
