import { exitKindCode } from "../flows/exit-kind.ts";
import type { AllocatedTrace, Exit } from "./trace-result.ts";

/** A trace with other account indices, every list in its order again. */
export function renumberAccounts(trace: AllocatedTrace, numberOf: Uint32Array): AllocatedTrace {
  const renumber = <Row extends AccountRow>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, account: numberOf[row.account]! })).sort(byKey);
  return {
    ...trace,
    atRest: renumber(trace.atRest),
    exits: renumber(trace.exits),
    lostSight: renumber(trace.lostSight),
    returned: renumber(trace.returned),
    writtenOff: renumber(trace.writtenOff),
    unexplained: trace.unexplained
      .map((row) => ({ ...row, account: numberOf[row.account]! }))
      .sort((a, b) => a.transfer - b.transfer || a.account - b.account),
    stops: trace.stops.map((account) => numberOf[account]!).sort((a, b) => a - b),
  };
}

/** What ended somewhere: the lists' rows stand by account, kind and loss. */
export interface AccountRow {
  readonly account: number;
  readonly loss: number;
  readonly kind?: Exit["kind"];
}

/** Orders rows as every list of a trace does. */
export function byKey(a: AccountRow, b: AccountRow): number {
  if (a.account !== b.account) return a.account - b.account;
  const byKind = a.kind === undefined || b.kind === undefined ? 0 : exitKindCode(a.kind) - exitKindCode(b.kind);
  return byKind || a.loss - b.loss;
}
