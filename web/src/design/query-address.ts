import { useSyncExternalStore } from "react";

/** The query of the page's address, kept up to date. */
export function useAddressQuery(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(listenToHistory, () => location.search));
}

/** Changes parts of the query; what is empty is left out. The browser's Back undoes it. */
export function changeQuery(change: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  const asked = query.toString();
  goTo(asked === "" ? location.pathname : `${location.pathname}?${asked}`);
}

/** Goes to another query of the same page, unless one is there. */
export function goTo(next: string): void {
  if (next === location.pathname + location.search) return;
  history.pushState(null, "", next);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** For `useSyncExternalStore`. */
export function listenToHistory(changed: () => void): () => void {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
}
