import { type Outcome, refuse } from "./refusal.ts";

/** Something that the next shift must not miss. */
export interface OpenItem {
  readonly kind: "clock" | "request" | "promised-call";
  /** The order, request or victim: by it the item is the same one. */
  readonly id: string;
  readonly what: string;
  readonly dueAtMs: number;
}

/** A shift handed from one person to the next (交接班). */
export interface HandOver {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly items: readonly (OpenItem & { readonly note: string })[];
  readonly signatures: readonly { readonly by: string; readonly atMs: number }[];
}

/** The open items of a unit, most urgent first, as a hand-over begins with. */
export function draftHandOver(parties: Pick<HandOver, "id" | "from" | "to">, open: readonly OpenItem[]): HandOver {
  const items = open.toSorted((a, b) => a.dueAtMs - b.dueAtMs || (a.id < b.id ? -1 : 1));
  return { ...parties, items: items.map((item) => ({ ...item, note: "" })), signatures: [] };
}

/**
 * Signs for one side (rule C8). Whoever signs is held to what is open at that instant: an item that came up since the
 * draft must be in it. Both have signed when it is done.
 */
export function signHandOver(
  handOver: HandOver,
  { by, atMs }: { readonly by: string; readonly atMs: number },
  openNow: readonly OpenItem[],
): Outcome<HandOver> {
  if (by !== handOver.from && by !== handOver.to)
    return refuse("not-yours", { wanted: `${handOver.from}, ${handOver.to}` });
  if (handOver.signatures.some((signature) => signature.by === by)) return refuse("signed-already", { user: by });
  const noted = new Set(handOver.items.map(keyOf));
  const missing = openNow.filter((item) => !noted.has(keyOf(item)));
  if (missing.length > 0) {
    return refuse("item-not-noted", { count: missing.length, items: missing.map(({ what }) => what).join("；") });
  }
  return { state: { ...handOver, signatures: [...handOver.signatures, { by, atMs }] } };
}

/** Adds what came up since; signatures given for less are void. */
export function renewHandOver(handOver: HandOver, openNow: readonly OpenItem[]): HandOver {
  const notes = new Map(handOver.items.map((item) => [keyOf(item), item.note]));
  const draft = draftHandOver(handOver, openNow);
  return { ...draft, items: draft.items.map((item) => ({ ...item, note: notes.get(keyOf(item)) ?? "" })) };
}

/** Whether both have signed. */
export function isHandedOver({ from, to, signatures }: HandOver): boolean {
  return [from, to].every((side) => signatures.some(({ by }) => by === side));
}

function keyOf({ kind, id }: OpenItem): string {
  return `${kind} ${id}`;
}
