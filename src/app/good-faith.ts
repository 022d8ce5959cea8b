import { withColumns } from "../flows/derived-ledger.ts";
import type { GoodFaithMark } from "../storage/good-faith-register.ts";
import type { Stores } from "../storage/stores.ts";
import { withGoodFaith } from "../tracing/good-faith.ts";
import type { NamedLedger } from "./describe-trace.ts";
import { type OpenedLedger, openLedger } from "./open-ledger.ts";

/** A mark in force on an account of the ledger. */
export interface MarkedAccount {
  readonly account: number;
  readonly mark: GoodFaithMark;
}

/** The ledger as a case sees it: accounts whose holders acquired in good faith are exits (T20). */
export async function openCaseLedger(
  stores: Pick<Stores, "ledger" | "snapshots" | "goodFaith">,
  caseName: string | null,
): Promise<OpenedLedger> {
  return markGoodFaith(await openLedger(stores), await marksInForce(stores, caseName));
}

/** The marks that hold for a case: its own and those of every case. A pass over all cases sees only the latter. */
export async function marksInForce(
  { goodFaith }: Pick<Stores, "goodFaith">,
  caseName: string | null,
): Promise<readonly GoodFaithMark[]> {
  const marks = await goodFaith.marks();
  return marks.filter((mark) => mark.removed === null && (mark.caseName === null || mark.caseName === caseName));
}

/** The ledger with the marks put on those of its accounts that they name. */
export function markGoodFaith<Ledger extends NamedLedger>(ledger: Ledger, marks: readonly GoodFaithMark[]): Ledger {
  if (marks.length === 0) return ledger;
  const places = accountsByName(ledger);
  return markAccounts(
    ledger,
    marks.flatMap((mark) => (places.get(mark.account) ?? []).map((account) => ({ account, mark }))),
  );
}

/** The ledger with marks put on accounts. */
export function markAccounts<Ledger extends NamedLedger>(ledger: Ledger, goodFaith: readonly MarkedAccount[]): Ledger {
  if (goodFaith.length === 0) return ledger;
  const columns = withGoodFaith(
    ledger.derived.columns,
    goodFaith.map(({ account }) => account),
  );
  return { ...ledger, goodFaith, derived: withColumns(ledger.derived, columns) };
}

/** The marks that name no account of the ledger. */
export function marksNotInLedger(ledger: NamedLedger, marks: readonly GoodFaithMark[]): readonly GoodFaithMark[] {
  if (marks.length === 0) return [];
  const places = accountsByName(ledger);
  return marks.filter(({ account }) => !places.has(account));
}

function accountsByName({ derived }: NamedLedger): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [account, key] of derived.columns.accounts.keys.entries()) {
    for (const name of new Set([key, ...(derived.facts[account]?.numbers ?? [])])) {
      const known = places.get(name);
      if (known === undefined) places.set(name, [account]);
      else known.push(account);
    }
  }
  return places;
}
