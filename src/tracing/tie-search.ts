/** How the orders of a tie are searched (T7): all of them; or receipts first, payments first and 64 seeded shuffles. */
export type TieSearch = "all-orders" | "sample";

/** Up to so many tied rows every order is tried. */
const fullySearchedRows = 5;

/** How a tie of so many rows is searched. */
export function searchOfTie(rows: number): TieSearch {
  return rows <= fullySearchedRows ? "all-orders" : "sample";
}
