import type { ReportedReject } from "./import-report.ts";
import type { LedgerPlace } from "../storage/ledger-store.ts";
import type { OpenReject } from "./rejected-rows.ts";

/** How many rejected rows a report names; `sluice export rejected` writes all. */
const mostNamed = 100;

/** The first rejected rows of these files, with the field at fault and why. */
export function nameRejects(
  rejects: readonly OpenReject[],
  paths: ReadonlyMap<string, string>,
): readonly ReportedReject[] {
  const named: ReportedReject[] = [];
  for (const reject of rejects) {
    const path = paths.get(reject.place.sha256);
    if (path === undefined) continue;
    if (named.length === mostNamed) break;
    const { sheet, row } = reject.place;
    const [field, reason] = reject.kind === "unread" ? [reject.row.field, reject.row.reason] : ["", reject.outcome];
    named.push({ path, sheet, row, field, reason });
  }
  return named;
}

/** Counts the rejected rows that stand between two rows of one sheet: the likely cause of a balance break there. */
export function rejectsBetween(rejects: readonly OpenReject[]): (before: LedgerPlace, after: LedgerPlace) => number {
  const rows = new Map<string, number[]>();
  for (const { place } of rejects) {
    const key = `${place.sha256} ${place.sheet}`;
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [place.row]);
    else known.push(place.row);
  }
  for (const list of rows.values()) list.sort((a, b) => a - b);
  return (before, after) => {
    if (before.sha256 !== after.sha256 || before.sheet !== after.sheet) return 0;
    const list = rows.get(`${before.sha256} ${before.sheet}`) ?? [];
    // Statements run downwards or upwards.
    const [first, last] = [Math.min(before.row, after.row), Math.max(before.row, after.row)];
    return Math.max(0, countBelow(list, last) - countBelow(list, first + 1));
  };
}

function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
