import type { MinorUnits } from "../money/minor-units.ts";
import type { Stores } from "../storage/stores.ts";
import { attributeAccount } from "./attribute-account.ts";
import { caseDoctrine } from "./case-doctrine.ts";
import { type OpenedLedger, openLedger } from "./open-ledger.ts";
import { accountsByNumber } from "./order-book.ts";
import type { ProposalJson } from "./proposal-json.ts";
import { type Replay, readProposal, replayProposal } from "./replay-proposal.ts";
import type { ShownCases } from "./shown-cases.ts";

/** A frozen sum that is to be shared among the victims of a case. */
export interface FrozenSum {
  /** The name under which the case is traced. */
  readonly caseName: string;
  readonly account: string;
  readonly frozenMinor: MinorUnits;
  readonly frozenAtMs: number;
  readonly epsilonMinor: MinorUnits;
  /** What banks paid to losses of the case. */
  readonly paid: readonly PaidShare[];
}

/** A loss's part of a payment that a bank made. */
export interface PaidShare {
  readonly lossId: string;
  readonly amountMinor: MinorUnits;
  /** Whether it came out of this frozen sum. */
  readonly isHere: boolean;
  /** The whole payment, as a statement would show it. */
  readonly payment: { readonly from: string; readonly to: string; readonly amountMinor: MinorUnits };
}

/** The engine's questions about returning. */
export interface AttributionQuestions {
  /** How the sum is to be shared; an officer decides. @throws SluiceError as `attributeAccount` */
  attribute(sum: FrozenSum): Promise<ProposalJson>;
  /** Runs a recorded proposal again. @throws SluiceError PROPOSAL_UNREADABLE, and as `attribute` */
  replay(proposal: string): Promise<Replay>;
}

/** Answers them from the same ledger, claims and marks as the case's traces, by its doctrine for returning (T14). */
export function attributionQuestions(
  stores: Pick<Stores, "ledger" | "snapshots" | "doctrines">,
  cases: ShownCases,
  version: string,
): AttributionQuestions {
  return {
    attribute: async ({ paid, ...sum }) => {
      const { claims, opened } = await cases.open(sum.caseName);
      const doctrine = (await caseDoctrine(stores, sum.caseName)).attribution ?? "pro-rata";
      const returned = paid.map(({ lossId, amountMinor, isHere, payment }, index) => {
        const place = { account: isHere ? sum.account : "", transferId: transferOf(opened, payment) };
        return { file: "", line: index + 1, victim: lossId, amountMinor, ...place };
      });
      const choices = { stops: [], hubCounterparties: null, dustMinor: null, version };
      return attributeAccount(opened, { ...sum, claims, doctrine, returned, ...choices }).json;
    },
    replay: async (proposal) =>
      replayProposal(stores, await openLedger(stores), readProposal("", new TextEncoder().encode(proposal))),
  };
}

/** The one transfer of the ledger that a payment can be; empty where it shows none, or several. */
function transferOf(opened: OpenedLedger, { from, to, amountMinor }: PaidShare["payment"]): string {
  const { length, payer, payee, amountMinor: moved } = opened.derived.columns.transfers;
  const known = accountsByNumber(opened, new Set([from, to]));
  const [payers, payees] = [known.get(from) ?? [], known.get(to) ?? []];
  const found: number[] = [];
  for (let transfer = 0; transfer < length; transfer++) {
    const isBetween = payers.includes(payer[transfer] ?? -1) && payees.includes(payee[transfer] ?? -1);
    if (isBetween && moved[transfer] === amountMinor) found.push(transfer);
  }
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? "" : opened.transferId(only);
}
