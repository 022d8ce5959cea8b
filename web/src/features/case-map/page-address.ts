import { useMemo, useSyncExternalStore } from "react";
import { offeredDoctrines } from "../../../../src/contract/case-view.ts";
import { goTo, listenToHistory } from "../../design/query-address.ts";

/** Everything of the page that its address keeps, so that a link shows a colleague the same. Empty texts: not set. */
export interface PageAddress {
  /** Empty: the doctrine by which the case is searched. */
  readonly doctrine: (typeof offeredDoctrines)[number] | "";
  /** China time; empty: the end of the ledger. */
  readonly asOf: string;
  /** Fold accounts below this, whole units of the currency; 0: none. */
  readonly foldBelow: number;
  /** How many accounts to draw by themselves. */
  readonly accounts: number;
  /** Chosen node or edge. */
  readonly select: string;
  /** Transfer open in the drawer. */
  readonly transfer: string;
  readonly list: ListName;
  /** Victim whose money's path is lit: a name, or a loss's id where no name is known. */
  readonly victim: string;
  /** Whether only that path is drawn. */
  readonly alone: "" | "yes";
  /** What the drawer of an account or a transfer shows; empty: its transfers, or its rows. */
  readonly panel: PanelName | "";
  /** The other account of the paths; empty: a victim's. */
  readonly other: string;
  /** Whether paths lead from the chosen account; empty: to it. */
  readonly way: "" | "from";
}

/** The further panels of the drawer. */
export const panelNames = ["whose", "paths"] as const;
export type PanelName = (typeof panelNames)[number];

/** The lists beside the map. */
export const listNames = ["freeze", "requests", "exits", "sheet"] as const;
export type ListName = (typeof listNames)[number];

/** Accounts drawn by themselves unless more are asked for. */
export const usualAccounts = 300;

const start: PageAddress = {
  doctrine: "",
  asOf: "",
  foldBelow: 0,
  accounts: usualAccounts,
  select: "",
  transfer: "",
  list: "freeze",
  victim: "",
  alone: "",
  panel: "",
  other: "",
  way: "",
};

/** Reads the query of an address; what it does not know stands at its start. */
export function readAddress(search: string): PageAddress {
  const query = new URLSearchParams(search);
  return {
    doctrine: offeredDoctrines.find((one) => one === query.get("doctrine")) ?? start.doctrine,
    asOf: query.get("asOf") ?? start.asOf,
    foldBelow: wholeNumber(query.get("foldBelow")) ?? start.foldBelow,
    accounts: wholeNumber(query.get("accounts")) ?? start.accounts,
    select: query.get("select") ?? start.select,
    transfer: query.get("transfer") ?? start.transfer,
    list: listNames.find((one) => one === query.get("list")) ?? start.list,
    victim: query.get("victim") ?? start.victim,
    alone: query.get("alone") === "yes" ? "yes" : "",
    panel: panelNames.find((one) => one === query.get("panel")) ?? start.panel,
    other: query.get("other") ?? start.other,
    way: query.get("way") === "from" ? "from" : "",
  };
}

/** Writes an address, leaving out what stands at its start. */
export function writeAddress(address: PageAddress): string {
  const entries = Object.entries(address).filter(([key, value]) => value !== start[key as keyof PageAddress]);
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}

/** The page's address, and how to change parts of it; choices can be undone with the browser's Back. */
export function usePageAddress(): [PageAddress, (change: Partial<PageAddress>) => void] {
  const search = useSyncExternalStore(listenToHistory, () => location.search);
  const address = useMemo(() => readAddress(search), [search]);
  return [address, changeAddress];
}

function changeAddress(change: Partial<PageAddress>): void {
  goTo(location.pathname + writeAddress({ ...readAddress(location.search), ...change }));
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
