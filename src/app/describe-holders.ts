import type { AccountFacts } from "../flows/derived-ledger.ts";
import { traceHolders } from "../tracing/trace-holders.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { HolderAmounts } from "../tracing/holder-amounts.ts";
import type { HolderView } from "../tracing/beside-view.ts";
import type { TracedCaseLosses } from "./beside-trace.ts";
import type { LedgerNames, NamedLedger } from "./describe-trace.ts";

/**
 * Holders of several accounts that traced money reached, by the doctrine run over holders, beside what their accounts
 * have by the trace itself. One holder are accounts of one currency whose records state the same whole id number (证件号码):
 * a name alone, which two people may share, joins nothing.
 */
export function describeHolders(
  ledger: NamedLedger,
  names: LedgerNames,
  traced: TracedCaseLosses,
): readonly HolderView[] {
  const { columns } = ledger.derived;
  const held = accountsByHolder(ledger);
  const heldWith = (account: number): readonly number[] => held.get(account) ?? [account];
  const found = traceHolders(columns, { ...traced, heldWith });
  if (found === null) return [];
  return found.groups.map((group) => {
    const accounts = group.map((account) => names.account(account)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const [first] = accounts;
    return {
      holder: first?.holder ?? "",
      idNo: first?.idNo ?? "",
      currency: first?.currency ?? "CNY",
      accounts,
      lines: traced.views.flatMap((loss, index) => {
        const members = { group: new Set(group), loss: index, transfers: columns.transfers };
        const line = { loss, byAccounts: amountsOf(traced.trace, members), byHolder: amountsOf(found.trace, members) };
        return isNothing(line.byAccounts) && isNothing(line.byHolder) ? [] : [line];
      }),
    };
  });
}

interface Members {
  readonly group: ReadonlySet<number>;
  readonly loss: number;
  readonly transfers: NamedLedger["derived"]["columns"]["transfers"];
}

function amountsOf({ atRest, lostSight, flows }: AllocatedTrace, { group, loss, transfers }: Members): HolderAmounts {
  const sum = (list: readonly { readonly account: number; readonly loss: number; readonly amountMinor: number }[]) =>
    list.filter((one) => one.loss === loss && group.has(one.account)).reduce((all, one) => all + one.amountMinor, 0);
  let paidOnMinor = 0;
  for (let record = 0; record < flows.length; record++) {
    const transfer = flows.transfer[record] ?? 0;
    if (flows.loss[record] !== loss || flows.hop[record] === 1) continue;
    if (!group.has(transfers.payer[transfer] ?? -1) || group.has(transfers.payee[transfer] ?? -1)) continue;
    paidOnMinor += flows.amountMinor[record] ?? 0;
  }
  return { atRestMinor: sum(atRest), lostSightMinor: sum(lostSight), paidOnMinor };
}

function isNothing({ atRestMinor, lostSightMinor, paidOnMinor }: HolderAmounts): boolean {
  return atRestMinor === 0 && lostSightMinor === 0 && paidOnMinor === 0;
}

type Holdings = ReadonlyMap<number, readonly number[]>;

/** Who holds what changes only with the ledger. */
const holdingsOf = new WeakMap<readonly AccountFacts[], Holdings>();

/** Per account whose holder owns several: all of them, ascending. */
function accountsByHolder({ derived }: NamedLedger): Holdings {
  const known = holdingsOf.get(derived.facts);
  if (known !== undefined) return known;
  const byHolder = new Map<string, number[]>();
  for (const [account, { idNo }] of derived.facts.entries()) {
    if (!wholeIdNumber.test(idNo)) continue;
    const [, currency = "CNY"] = (derived.columns.accounts.keys[account] ?? "").split("#");
    const holder = `${idNo.toUpperCase()} ${currency}`;
    const accounts = byHolder.get(holder);
    if (accounts === undefined) byHolder.set(holder, [account]);
    else accounts.push(account);
  }
  const holdings = new Map<number, readonly number[]>();
  for (const accounts of byHolder.values()) {
    if (accounts.length > 1) for (const account of accounts) holdings.set(account, accounts);
  }
  holdingsOf.set(derived.facts, holdings);
  return holdings;
}

/** An identity card's 15 or 18 digits, a company's 18 characters, a passport's 8 or 9; one with a mask is none. */
const wholeIdNumber = /^[0-9A-Za-z]{8,18}$/;
