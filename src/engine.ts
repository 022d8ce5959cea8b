/**
 * The engine as a library: everything here is pure, works on numbers and typed arrays, and runs wherever ECMAScript does,
 * a browser included. Nothing reads a file, a clock or the network. `docs/engine.md` says what is stable.
 */
export { SluiceError } from "./errors/sluice-error.ts";
export { exitKinds } from "./flows/exit-kind.ts";
export { makeLedger } from "./flows/make-ledger.ts";
export { toCurrency } from "./money/currency.ts";
export { formatDecimal } from "./money/format-money.ts";
export { toMinorUnits } from "./money/minor-units.ts";
export { parseDecimal } from "./money/parse-decimal.ts";
export { attribute } from "./tracing/attribution.ts";
export { doctrines } from "./tracing/doctrine.ts";
export { dwellTimes } from "./tracing/dwell-times.ts";
export {
  extractLedger,
  extractLosses,
  extractOptions,
  reachedAccounts,
  restoreTrace,
} from "./tracing/extract-ledger.ts";
export { decideFreezes } from "./tracing/freeze-decision.ts";
export { freezeList } from "./tracing/freeze-list.ts";
export { layOver } from "./tracing/layered-ledger.ts";
export { searchOrders } from "./tracing/order-search.ts";
export { pathsInTime } from "./tracing/paths-in-time.ts";
export { prepareLedger } from "./tracing/prepare-ledger.ts";
export { retrace } from "./tracing/retrace.ts";
export { statementRequests } from "./tracing/statement-requests.ts";
export { learnSurvival } from "./tracing/survival-model.ts";
export { traceHolders } from "./tracing/trace-holders.ts";
export { tracePrepared } from "./tracing/trace-prepared.ts";
export { trace } from "./tracing/trace.ts";
export { whoseMoney } from "./tracing/whose-money.ts";

export type { ErrorCode } from "./errors/catalogue.ts";
export type { ErrorDetails, Language } from "./errors/sluice-error.ts";
export type { ExitKind } from "./flows/exit-kind.ts";
export type { AccountColumns, LedgerColumns, TransferColumns } from "./flows/ledger-columns.ts";
export type { GivenAccount, GivenTransfer, MadeLedger } from "./flows/make-ledger.ts";
export type { Currency } from "./money/currency.ts";
export type { MinorUnits } from "./money/minor-units.ts";
export type { AttributionQuestion, ClaimingVictim } from "./tracing/attribution-question.ts";
export type { Attribution, VictimShare } from "./tracing/attribution.ts";
export type { Doctrine } from "./tracing/doctrine.ts";
export type { ExtractParts, LedgerExtract } from "./tracing/extract-ledger.ts";
export type { FreezeChoice, FreezeSituation } from "./tracing/freeze-decision.ts";
export type { FreezeOrder } from "./tracing/freeze-list.ts";
export type { LayeredLedger } from "./tracing/layered-ledger.ts";
export type { InsertedTransfers, LedgerOverlay, OverlaidAccount } from "./tracing/ledger-overlay.ts";
export type { OrderSearch, SearchedTie, SearchedTrace } from "./tracing/order-search.ts";
export type { Path, PathQuestion, PathsInTime } from "./tracing/paths-in-time.ts";
export type { PreparedLedger } from "./tracing/prepare-ledger.ts";
export type { Retrace, RetraceInput } from "./tracing/retrace.ts";
export type { StatementRequest } from "./tracing/statement-requests.ts";
export type { HolderTrace, TracedAccounts } from "./tracing/trace-holders.ts";
export type { Loss, TraceOptions } from "./tracing/trace-input.ts";
export type {
  AllocatedTrace,
  AtRest,
  BalanceSheetRow,
  Exit,
  FlowColumns,
  LostSight,
  ReachTrace,
  Settled,
  TraceResult,
  Unexplained,
} from "./tracing/trace-result.ts";
export type { WhoseMoney } from "./tracing/whose-money.ts";
