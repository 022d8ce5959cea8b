import type { Loss } from "../tracing/trace-input.ts";
import type { NamedLedger } from "./describe-trace.ts";
import type { ClaimBinding } from "./bind-claims.ts";

/** A person of a case, and the person's losses by position. */
export interface CaseVictim {
  readonly name: string;
  readonly losses: readonly number[];
}

/**
 * Whose each loss is. Losses of one name in one case are one victim's, unless their payers have different ID numbers;
 * across cases a name is not enough. A loss without a name is a victim of its own, called by the loss's id.
 */
export function claimingVictims(
  ledger: NamedLedger,
  { losses, bound }: { readonly losses: readonly Loss[]; readonly bound: readonly ClaimBinding[] },
): readonly CaseVictim[] {
  const byName = new Map<string, { name: string; losses: number[] }>();
  losses.forEach((loss, position) => {
    const name = bound[position]?.claim.victim ?? "";
    const key = JSON.stringify(name === "" ? [loss.id] : [caseOf(loss.id), name]);
    const namesakes = byName.get(key) ?? { name: name === "" ? loss.id : name, losses: [] };
    namesakes.losses.push(position);
    byName.set(key, namesakes);
  });
  const { payer } = ledger.derived.columns.transfers;
  const idNoOf = (loss: number): string => ledger.derived.facts[payer[losses[loss]?.transfer ?? 0] ?? 0]?.idNo ?? "";
  return [...byName.values()].flatMap((namesakes) => {
    const idNos = new Set(namesakes.losses.map(idNoOf));
    const people = [...idNos].filter((idNo) => idNo !== "").length;
    if (people < 2) return [namesakes];
    return [...idNos].map((idNo) => ({
      name: namesakes.name,
      losses: namesakes.losses.filter((loss) => idNoOf(loss) === idNo),
    }));
  });
}

/** Under `--all` the ids read `case/loss`; a loss's own id holds no slash. */
function caseOf(lossId: string): string {
  return lossId.slice(0, Math.max(0, lossId.lastIndexOf("/")));
}
