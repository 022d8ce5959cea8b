import { type MinorUnits, toMinorUnits } from "../money/minor-units.ts";
import { splitByWeight } from "../money/split-by-weight.ts";
import type { Attribution, VictimShare } from "../tracing/attribution.ts";
import { isHolding } from "./measure.ts";
import type { Act } from "./order.ts";
import { type Decision, refuseIf, unless } from "./refusal.ts";
import { availableMinor, type ReturnFacts, roomOf } from "./return-facts.ts";
import type { LossShare, Reserve, ReturnShare, VictimReturn } from "./victim-return.ts";

/** What a plan takes of the engine's proposal for the frozen account. */
export interface ProposedShares {
  readonly method: Attribution["method"];
  readonly victims: readonly Pick<VictimShare, "name" | "losses" | "shareMinor">[];
}

/** What an officer asks for. */
export interface ReturnRequest {
  readonly id: string;
  readonly attribution: ProposedShares;
  readonly reserve: Reserve | null;
  readonly acceptingUnit: string;
  readonly freezingUnit: string;
}

/**
 * Plans a return out of a freeze (rules R21, R23): the engine's shares, each at most what its losses have still to get,
 * cut in proportion where a holder's claim, the reserve or payments under way leave less. A late victim's return is planned
 * beside those before it; what they paid is not rewritten.
 */
export function planReturn(request: ReturnRequest, planned: Act, facts: ReturnFacts): Decision<VictimReturn> {
  const { attribution, reserve, ...named } = request;
  const { method } = attribution;
  const wanted = attribution.victims
    .map((victim) => wantedShare(victim, facts))
    .filter(({ amountMinor }) => amountMinor > 0);
  const available = availableMinor(facts, reserve?.amountMinor ?? 0);
  const shares = cutTo(available, wanted);
  const held = facts.freeze.measure?.heldMinor ?? toMinorUnits(0);
  if (method === "NONE") return { refused: [{ code: "nothing-to-return", details: {} }] };
  const isReserveGood = reserve === null || (Number.isSafeInteger(reserve.amountMinor) && reserve.amountMinor > 0);
  const refused = [
    ...refuseIf(facts.freeze.kind !== "freeze" || !isHolding(facts.freeze, planned.atMs), "freeze-not-in-force"),
    ...refuseIf(!isReserveGood, "amount-missing", { seen: reserve?.amountMinor ?? 0 }),
    ...refuseIf(shares.length === 0, "nothing-to-return"),
  ];
  return unless(refused, () => ({
    ...named,
    freezeId: facts.freeze.id,
    accountKey: facts.freeze.account.key,
    method,
    frozenMinor: held,
    reserve,
    shares,
    planned,
    papers: [],
    notice: null,
    objections: [],
    signatures: [],
    decision: null,
    payments: [],
    withdrawn: null,
  }));
}

/** What stays frozen when every share of the plan is paid. */
export function remainderMinor({ frozenMinor, shares }: VictimReturn): MinorUnits {
  return toMinorUnits(shares.reduce((left, { amountMinor }) => left - amountMinor, frozenMinor as number));
}

type Wanted = Pick<ReturnShare, "victim" | "amountMinor" | "losses">;

/** A victim's share, spread over the victim's losses in proportion to what each has still to get. */
function wantedShare({ name, losses, shareMinor }: ProposedShares["victims"][number], facts: ReturnFacts): Wanted {
  const own = facts.losses.filter(({ lossId }) => losses.includes(lossId));
  const rooms = own.map((loss) => ({ lossId: loss.lossId, amountMinor: roomOf(loss, facts.returns) }));
  const room = sumOf(rooms);
  const amountMinor = toMinorUnits(Math.min(room, shareMinor));
  return { victim: name, amountMinor, losses: spread(amountMinor, rooms) };
}

function cutTo(available: MinorUnits, wanted: readonly Wanted[]): readonly ReturnShare[] {
  const total = sumOf(wanted);
  const amounts =
    total <= available
      ? wanted.map(({ amountMinor }) => amountMinor)
      : splitByWeight(
          available,
          wanted.map(({ amountMinor }) => amountMinor),
        );
  return wanted
    .map(({ victim, losses }, index) => {
      const amountMinor = amounts[index] ?? toMinorUnits(0);
      return { victim, amountMinor, losses: spread(amountMinor, losses), claim: null, checks: [] };
    })
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** Splits in proportion to the rooms; never more than a room, as the amount is at most their sum. */
function spread(amountMinor: MinorUnits, rooms: readonly LossShare[]): readonly LossShare[] {
  const parts = splitByWeight(
    amountMinor,
    rooms.map((room) => room.amountMinor),
  );
  return rooms
    .map(({ lossId }, index) => ({ lossId, amountMinor: parts[index] ?? toMinorUnits(0) }))
    .filter((part) => part.amountMinor > 0);
}

function sumOf(list: readonly { readonly amountMinor: MinorUnits }[]): number {
  return list.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
