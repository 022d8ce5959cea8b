import { formatChinaTime } from "../flows/china-time.ts";
import type { Attribution, VictimShare } from "../tracing/attribution.ts";
import type { AttributionProposal } from "./attribute-account.ts";
import { transferJson, unboundJson } from "./trace-json.ts";

type Json = Readonly<Record<string, unknown>>;

/** A proposal as `--json` prints it and the file holds it. `digest`: SHA-256 of `inputs` and `result` as JSON. */
export interface ProposalJson {
  readonly format: "sluice-attribution-2";
  readonly inputs: ProposalInputs;
  readonly result: ProposalResult;
  readonly digest: string;
  /** Claims that fit no one transfer and have no part: not in the digest, since a replay does not look for them. */
  readonly unbound: readonly Json[];
}

/** What was proposed and why. */
export interface ProposalResult extends Omit<Attribution, "direct" | "timestamp" | "victims"> {
  readonly currency: string;
  readonly victims: readonly ProposalVictim[];
  /** The tests that failed, with what they saw. */
  readonly why: { readonly direct: readonly Json[]; readonly timestamp: readonly Json[] };
  readonly coverageReachesFreeze: boolean;
  readonly coverageEnd: string | null;
}

/** What one victim is to get. */
export interface ProposalVictim extends Omit<VictimShare, "name"> {
  readonly victim: string;
}

/** Everything that the result follows from, by ids that stay when the ledger grows. */
export interface ProposalInputs {
  readonly version: string;
  readonly case: string | null;
  /** SHA-256 of every file of the ledger, ascending. */
  readonly files: readonly string[];
  readonly account: string;
  readonly frozenMinor: number;
  readonly frozenAt: string;
  readonly epsilonMinor: number;
  readonly doctrine: string;
  readonly stops: readonly string[];
  readonly hubCounterparties: number | null;
  readonly dustMinor: number | null;
  /** The accounts whose holders acquired in good faith, by key, with the marks in force then in full (T20). */
  readonly goodFaith: readonly ProposalMark[];
  readonly losses: readonly {
    readonly loss: string;
    readonly victim: string;
    readonly transfer: string;
    readonly at: string;
    readonly amountMinor: number;
  }[];
  readonly returned: readonly {
    readonly victim: string;
    readonly amountMinor: number;
    readonly account: string;
    readonly transfer: string;
  }[];
}

/** A mark of good faith that a proposal took in: all of it, since marks are taken back and made anew. */
export interface ProposalMark {
  /** The account's key. */
  readonly account: string;
  readonly case: string | null;
  readonly officer: string;
  readonly evidence: string;
  readonly markedAt: string;
}

/** Lays a proposal out for the record. Fields stand in a fixed order, so that equal proposals are equal bytes. */
export function proposalJson(
  proposal: Omit<AttributionProposal, "json">,
  ledger: Pick<ProposalInputs, "files" | "losses" | "goodFaith">,
  digestOf: (text: string) => string,
): ProposalJson {
  const { request, account } = proposal;
  const inputs: ProposalInputs = {
    version: request.version,
    case: request.caseName,
    files: ledger.files,
    account: account.key,
    frozenMinor: request.frozenMinor,
    frozenAt: formatChinaTime(request.frozenAtMs, "millisecond"),
    epsilonMinor: request.epsilonMinor,
    doctrine: request.doctrine,
    stops: [...request.stops].sort(),
    hubCounterparties: request.hubCounterparties,
    dustMinor: request.dustMinor,
    goodFaith: ledger.goodFaith,
    losses: ledger.losses,
    returned: request.returned.map(({ victim, amountMinor, account: from, transferId }) => ({
      victim,
      amountMinor,
      account: from,
      transfer: transferId,
    })),
  };
  const result = resultJson(proposal);
  const digest = digestOf(digestedText({ inputs, result }));
  return { format: "sluice-attribution-2", inputs, result, digest, unbound: proposal.unbound.map(unboundJson) };
}

/** What the digest is taken of. */
export function digestedText({ inputs, result }: Pick<ProposalJson, "inputs" | "result">): string {
  return JSON.stringify([inputs, result]);
}

function resultJson({ attribution, account, coverage, names }: Omit<AttributionProposal, "json">): ProposalResult {
  const { direct, timestamp, victims, ...sums } = attribution;
  return {
    ...sums,
    currency: account.currency,
    victims: victims.map(victimJson),
    why: { direct: direct.map(withTransfers(names)), timestamp: timestamp.map(withTransfers(names)) },
    coverageReachesFreeze: coverage.reachesFreeze,
    coverageEnd: coverage.endMs === null ? null : formatChinaTime(coverage.endMs, "second"),
  };
}

function victimJson({ name, ...share }: VictimShare): ProposalVictim {
  return { victim: name, ...share };
}

/** A failure with its transfers told in full. */
function withTransfers(names: AttributionProposal["names"]) {
  return (failure: Attribution["direct"][number] | Attribution["timestamp"][number]): Json => {
    if ("transfers" in failure) {
      return { ...failure, transfers: failure.transfers.map((transfer) => transferJson(names.transfer(transfer))) };
    }
    return "transfer" in failure
      ? { ...failure, transfer: transferJson(names.transfer(failure.transfer)) }
      : { ...failure };
  };
}
