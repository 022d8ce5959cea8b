import { SluiceError } from "../errors/sluice-error.ts";
import { firstInstantNamed, lastInstantOf } from "../flows/last-instant.ts";

/** The last instant that a page's text names; `null` without one. @throws SluiceError WEB_BAD_AS_OF */
export function lastInstantGiven(text: string | undefined): number | null {
  return instantGiven(text, lastInstantOf);
}

/** The first instant that a page's text names; `null` without one. @throws SluiceError WEB_BAD_AS_OF */
export function firstInstantGiven(text: string | undefined): number | null {
  return instantGiven(text, firstInstantNamed);
}

function instantGiven(text: string | undefined, read: (text: string) => number | undefined): number | null {
  if (text === undefined || text === "") return null;
  const instant = read(text);
  if (instant === undefined) throw new SluiceError("WEB_BAD_AS_OF", { seen: text });
  return instant;
}
