import type { ExitKind } from "../flows/exit-kind.ts";
import type { LedgerColumns } from "../flows/ledger-columns.ts";
import type { AllocatedTrace } from "./trace-result.ts";

/** Where traced money stands in a trace (T2). `kind` says how it exited; `null` where it did not. */
export interface Standing {
  readonly state: "at-rest" | "exited" | "lost-sight" | "returned" | "written-off";
  readonly kind: ExitKind | null;
  /** The account's key. */
  readonly account: string;
}

/**
 * A trace reduced to what it says of each loss's money, by ids and keys that stay when the ledger grows: where it stands,
 * and which accounts it passed between. Of each loss and account, what came in (the loss itself at its payer) less what went
 * out is what stands there. Minor units; `loss` is a position in `losses`.
 */
export interface TraceStandings {
  readonly losses: readonly TracedLoss[];
  readonly standings: readonly (Standing & { readonly loss: number; readonly amountMinor: number })[];
  readonly moves: readonly MoneyMove[];
}

/** A loss that was traced. */
export interface TracedLoss {
  readonly id: string;
  readonly victim: string;
  readonly payer: string;
  readonly currency: string;
  readonly lossMinor: number;
}

/** All of a loss's money that went from one account to another. */
export interface MoneyMove {
  readonly loss: number;
  readonly from: string;
  readonly to: string;
  readonly amountMinor: number;
}

/** Reduces a trace of `losses` to its standings. `currency` and `lossMinor` are filled in from the ledger and the sheet. */
export function traceStandings(
  { transfers, accounts }: LedgerColumns,
  losses: readonly { readonly id: string; readonly victim: string; readonly transfer: number }[],
  trace: AllocatedTrace,
): TraceStandings {
  const keyOf = (account: number): string => accounts.keys[account]!;
  const at = (state: Standing["state"]) => {
    return ({ account, loss, amountMinor }: { account: number; loss: number; amountMinor: number }) => {
      return { state, kind: null, account: keyOf(account), loss, amountMinor };
    };
  };
  return {
    losses: losses.map(({ id, victim, transfer }, loss) => {
      const payer = keyOf(transfers.payer[transfer]!);
      const currency = payer.split("#")[1] ?? "CNY";
      return { id, victim, payer, currency, lossMinor: trace.balanceSheet[loss]?.lossMinor ?? 0 };
    }),
    standings: [
      ...trace.atRest.map(at("at-rest")),
      ...trace.exits.map((exit) => ({ ...at("exited")(exit), kind: exit.kind })),
      ...trace.lostSight.map(at("lost-sight")),
      ...trace.returned.map(at("returned")),
      ...trace.writtenOff.map(at("written-off")),
    ],
    moves: movesOf(transfers, trace, keyOf),
  };
}

function movesOf(
  { payer, payee }: LedgerColumns["transfers"],
  { flows }: AllocatedTrace,
  keyOf: (account: number) => string,
): readonly MoneyMove[] {
  const sums = new Map<string, MoneyMove>();
  for (let row = 0; row < flows.length; row++) {
    const transfer = flows.transfer[row]!;
    const loss = flows.loss[row]!;
    const name = `${loss} ${payer[transfer]!} ${payee[transfer]!}`;
    const amountMinor = (sums.get(name)?.amountMinor ?? 0) + flows.amountMinor[row]!;
    sums.set(name, { loss, from: keyOf(payer[transfer]!), to: keyOf(payee[transfer]!), amountMinor });
  }
  return [...sums.values()];
}
