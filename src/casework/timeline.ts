/** Something that happened in a case, wherever it is kept. */
export interface TimelineEvent {
  readonly atMs: number;
  readonly kind:
    | "report"
    | "procedure"
    | "people"
    | "series"
    | "order"
    | "answer"
    | "task"
    | "trace"
    | "return"
    | "document"
    | "note";
  /** The row it comes from: `order:…`. With the instant it makes an event the same one. */
  readonly subject: string;
  readonly by: string;
  readonly what: string;
}

/**
 * The events of several sources as one line, oldest first; events of one instant in the order of their subjects, so that
 * the same case always reads the same. What two sources tell of one thing stands once (rule C11).
 */
export function timeline(sources: readonly (readonly TimelineEvent[])[]): readonly TimelineEvent[] {
  const seen = new Set<string>();
  return sources
    .flat()
    .filter((event) => {
      const key = JSON.stringify([event.atMs, event.kind, event.subject, event.what]);
      return seen.has(key) ? false : seen.add(key);
    })
    .sort((a, b) => a.atMs - b.atMs || compare(a.subject, b.subject) || compare(a.what, b.what));
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
