import { createHash } from "node:crypto";
import { SluiceError } from "../errors/sluice-error.ts";
import { formatChinaTime } from "../flows/china-time.ts";
import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import type { LossClaim } from "../storage/loss-register.ts";
import { allocatedTrace } from "../tracing/allocated-trace.ts";
import { type Attribution, attribute } from "../tracing/attribution.ts";
import type { ClaimingVictim } from "../tracing/attribution-question.ts";
import { coverageEnd } from "../tracing/coverage.ts";
import type { AllocatingDoctrine } from "../tracing/doctrine.ts";
import { feedingPart } from "../tracing/feeding-part.ts";
import { ordersToTry } from "../tracing/other-orders.ts";
import { stopKinds } from "../tracing/stop-kinds.ts";
import type { TraceOptions } from "../tracing/trace-input.ts";
import type { AllocatedTrace } from "../tracing/trace-result.ts";
import type { UnboundClaim } from "../tracing/trace-view.ts";
import type { AccountView } from "../tracing/account-view.ts";
import { claimingVictims, type CaseVictim } from "./claiming-victims.ts";
import { ledgerNames, type LedgerNames, type NamedLedger } from "./describe-trace.ts";
import { compareBytewise } from "./compare-bytewise.ts";
import { findAccount } from "./find-account.ts";
import { type ProposalJson, type ProposalMark, proposalJson } from "./proposal-json.ts";
import type { ReturnedSum } from "./read-returned.ts";
import { bindCase, type BoundCase, describeUnbound, traceOptions } from "./run-trace.ts";

/** Which frozen sum to attribute, to whose losses, and how. Nothing has a default here. */
export interface AttributionRequest {
  readonly caseName: string | null;
  readonly claims: readonly LossClaim[];
  /** Key or number. */
  readonly account: string;
  readonly frozenMinor: MinorUnits;
  readonly frozenAtMs: number;
  readonly epsilonMinor: MinorUnits;
  readonly doctrine: AllocatingDoctrine;
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: MinorUnits | null;
  readonly returned: readonly ReturnedSum[];
  readonly version: string;
}

/** So many orders of tied rows are tried at most (T7); each is ten traces of the part that feeds the account. */
const mostOrders = 200;

/** A proposal with names attached. */
export interface AttributionProposal {
  readonly request: AttributionRequest;
  readonly account: AccountView;
  readonly attribution: Attribution;
  /** Names for the indices in `attribution.direct` and `.timestamp`. */
  readonly names: LedgerNames;
  /** The account's statement does not reach to the freeze; `null` in `endMs`: none is held. */
  readonly coverage: { readonly reachesFreeze: boolean; readonly endMs: number | null };
  readonly unbound: readonly UnboundClaim[];
  /** What is written down and can be run again. */
  readonly json: ProposalJson;
}

/**
 * Proposes how a frozen sum is shared among a case's victims; an officer decides. The proposal holds its inputs, so that
 * the same ledger gives the same bytes again. What the trace sees returned before the freeze (T18) counts as returned.
 * @throws SluiceError ACCOUNT_NOT_IN_LEDGER, ACCOUNT_AMBIGUOUS, ACCOUNT_IS_A_STOP, CASE_WITHOUT_BOUND_LOSS, the RETURNED
 *   codes, and whatever the engine refuses.
 */
export function attributeAccount(ledger: NamedLedger, request: AttributionRequest): AttributionProposal {
  const { columns } = ledger.derived;
  const account = findAccount(ledger, request.account);
  const bound = bindCase(ledger, request.claims);
  const options = { ...traceOptions(ledger, { ...request, asOfMs: request.frozenAtMs }), doctrine: request.doctrine };
  if (stopKinds(columns, options)[account] !== 0)
    throw new SluiceError("ACCOUNT_IS_A_STOP", { account: request.account });
  const whole = allocatedTrace(columns, bound.losses, options);
  const victims = withReturns(ledger, { request, account, bound, whole });
  const returnedHere = victims.reduce((sum, victim) => sum + victim.returnedHereMinor, 0);
  if (returnedHere > request.frozenMinor) {
    throw new SluiceError("RETURNED_ABOVE_FROZEN", { returned: returnedHere, frozen: request.frozenMinor });
  }
  const attribution = attributeOver(ledger, { account, bound, victims, options }, request);
  const names = ledgerNames(ledger);
  const endMs = coverageEnd(columns.accounts, account) ?? null;
  const described = {
    request,
    account: names.account(account),
    attribution,
    names,
    coverage: { reachesFreeze: endMs !== null && endMs >= request.frozenAtMs, endMs },
    unbound: bound.unbound.map((binding) => describeUnbound(names, binding)),
  };
  return {
    ...described,
    json: proposalJson(
      described,
      {
        files: ledger.witnesses.files,
        losses: lossesOf(bound, lossAmounts(ledger, bound), names),
        goodFaith: marksOf(ledger),
      },
      sha256Of,
    ),
  };
}

/** The marks that stopped the trace, by account key. */
function marksOf({ derived, goodFaith }: NamedLedger): readonly ProposalMark[] {
  return (goodFaith ?? [])
    .map(({ account, mark: { caseName, officer, evidence, markedMs } }) => ({
      account: derived.columns.accounts.keys[account] ?? "",
      case: caseName,
      officer,
      evidence,
      markedAt: formatChinaTime(markedMs, "millisecond"),
    }))
    .sort((a, b) => compareBytewise(a.account, b.account) || compareBytewise(a.markedAt, b.markedAt));
}

/** Attributes over the part of the ledger that can have fed the account, in every order to be tried. */
function attributeOver(
  { derived }: NamedLedger,
  asked: {
    readonly account: number;
    readonly bound: BoundCase;
    readonly victims: readonly ClaimingVictim[];
    readonly options: TraceOptions;
  },
  request: AttributionRequest,
): Attribution {
  const { account, victims, options } = asked;
  const part = feedingPart(derived.columns, asked.bound.losses, { place: { account }, options });
  const inWhole = (transfer: number): number => part.extract.transferOf[transfer] ?? 0;
  const own = {
    rowAt: null,
    ledger: part.extract.ledger,
    losses: part.losses,
    account: part.extract.accountOf.indexOf(account),
  };
  const question = {
    victims,
    frozenMinor: request.frozenMinor,
    frozenAtMs: request.frozenAtMs,
    epsilonMinor: request.epsilonMinor,
    doctrine: request.doctrine,
    options: part.options,
  };
  return withTransfers(attribute(ordersToTry(own, mostOrders), question), inWhole);
}

/** The losses as they were bound, so that a replay need not find them again. */
function lossesOf({ losses, bound }: BoundCase, amounts: ReadonlyMap<number, number>, names: LedgerNames) {
  return losses.map((loss, position) => ({
    loss: loss.id,
    victim: bound[position]?.claim.victim ?? "",
    transfer: names.transfer(loss.transfer).id,
    at: formatChinaTime(names.transfer(loss.transfer).atMs, names.transfer(loss.transfer).precision),
    amountMinor: amounts.get(position) ?? 0,
  }));
}

/** What each loss comes to, also one after the freeze, the blank ones filled in (T16). */
function lossAmounts({ derived }: NamedLedger, { losses }: BoundCase): ReadonlyMap<number, number> {
  const claimed = new Map<number, number>();
  for (const { transfer, amountMinor } of losses) {
    claimed.set(transfer, (claimed.get(transfer) ?? 0) + (amountMinor ?? 0));
  }
  const { amountMinor: moved } = derived.columns.transfers;
  return new Map(
    losses.map(({ transfer, amountMinor }, loss) => {
      return [loss, amountMinor ?? (moved[transfer] ?? 0) - (claimed.get(transfer) ?? 0)];
    }),
  );
}

interface Reckoned {
  readonly request: AttributionRequest;
  readonly account: number;
  readonly bound: BoundCase;
  readonly whole: AllocatedTrace;
}

/** Each victim's loss and what of it was returned: seen by the trace before the freeze, or told. */
function withReturns(ledger: NamedLedger, reckoned: Reckoned): readonly ClaimingVictim[] {
  const { bound, whole, request, account } = reckoned;
  const people = claimingVictims(ledger, bound);
  const amounts = lossAmounts(ledger, bound);
  const sums = people.map(({ losses }) => ({
    lossMinor: sumOf(losses.map((loss) => amounts.get(loss) ?? 0)),
    returnedMinor: sumOf(losses.map((loss) => whole.balanceSheet[loss]?.returnedMinor ?? 0)),
    hereMinor: 0,
  }));
  for (const told of request.returned) {
    const victim = victimNamed(people, bound, told);
    const sum = sums[victim];
    if (sum === undefined) continue;
    const isHere = told.account !== "" && findAccount(ledger, told.account) === account;
    if (isHere) sum.hereMinor += told.amountMinor;
    sum.returnedMinor += Math.max(0, told.amountMinor - seenReturn(ledger, reckoned, { told, victim: people[victim] }));
  }
  return people.map(({ name, losses }, victim) => ({
    name,
    losses: losses.map((loss) => bound.losses[loss]?.id ?? ""),
    lossMinor: toMinorUnits(sums[victim]?.lossMinor ?? 0),
    returnedMinor: toMinorUnits(sums[victim]?.returnedMinor ?? 0),
    returnedHereMinor: toMinorUnits(sums[victim]?.hereMinor ?? 0),
  }));
}

/** T18: a return order and the transfer that carries it out are one event; what the trace saw of it is not told twice. */
function seenReturn(
  ledger: NamedLedger,
  { whole: { flows }, bound }: Reckoned,
  { told, victim }: { readonly told: ReturnedSum; readonly victim: CaseVictim | undefined },
): number {
  const transfer = told.transferId === "" ? undefined : ledger.transferIndex(told.transferId);
  const { payer, payee } = ledger.derived.columns.transfers;
  let seen = 0;
  for (let row = 0; row < flows.length; row++) {
    const loss = flows.loss[row] ?? 0;
    if (flows.transfer[row] !== transfer || victim?.losses.includes(loss) !== true) continue;
    const home = payer[bound.losses[loss]?.transfer ?? 0];
    if (payee[flows.transfer[row] ?? 0] === home) seen += flows.amountMinor[row] ?? 0;
  }
  return seen;
}

/** @throws SluiceError RETURNED_UNKNOWN_VICTIM, RETURNED_AMBIGUOUS_VICTIM */
function victimNamed(people: readonly CaseVictim[], { losses }: BoundCase, told: ReturnedSum): number {
  const { file, line, victim: seen } = told;
  const byLoss = people.findIndex((one) => one.losses.some((loss) => losses[loss]?.id === seen));
  if (byLoss >= 0) return byLoss;
  const named = people.flatMap(({ name }, victim) => (name === seen ? [victim] : []));
  const [victim, ...others] = named;
  if (victim === undefined) throw new SluiceError("RETURNED_UNKNOWN_VICTIM", { file, line, seen });
  if (others.length > 0) throw new SluiceError("RETURNED_AMBIGUOUS_VICTIM", { file, line, seen, count: named.length });
  return victim;
}

/** The failures' transfers by the whole ledger's indices. */
function withTransfers(attribution: Attribution, inWhole: (transfer: number) => number): Attribution {
  return {
    ...attribution,
    direct: attribution.direct.map((failure) => {
      if ("transfers" in failure) return { ...failure, transfers: failure.transfers.map(inWhole) };
      return "transfer" in failure ? { ...failure, transfer: inWhole(failure.transfer) } : failure;
    }),
    timestamp: attribution.timestamp.map((failure) =>
      "transfer" in failure ? { ...failure, transfer: inWhole(failure.transfer) } : failure,
    ),
  };
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
