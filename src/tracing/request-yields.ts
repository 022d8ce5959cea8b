/** A statement request that was sent, and the money that it asked after. */
export interface SentRequest {
  /** Key of the account. */
  readonly account: string;
  readonly bank: string;
  readonly amountMinor: number;
  readonly fromMs: number;
  /** When that money came in; of money last seen, the instant after the statement's end. */
  readonly arrivals: readonly { readonly atMs: number; readonly amountMinor: number }[];
}

/** What became of it, by what the ledger and the trace show now. */
export interface RequestOutcome {
  readonly bank: string;
  readonly askedMinor: number;
  /** Of what was asked after: no longer lost sight of there. */
  readonly broughtBackMinor: number;
}

/** What asking a bank has yielded. */
export interface BankYield {
  /** The share of the money asked after that answers brought back into sight, in millionths, drawn to all banks' share. */
  readonly yieldPpm: number;
  /** Requests to this bank that were answered. */
  readonly answered: number;
}

const million = 1_000_000;

/** As many answers of a bank's own weigh as much as what all banks have answered. */
const shrinkage = 3;

/**
 * What asking yields, per bank: the share of the money asked after that came back into sight, each request counted by its
 * own share, drawn to the share over all banks as if three of the bank's answers had been like them; 1 where none was
 * ever answered, so that the amounts alone rank.
 */
export function bankYields(outcomes: readonly RequestOutcome[]): (bank: string) => BankYield {
  const shares = outcomes
    .filter(({ askedMinor }) => askedMinor > 0)
    .map(({ bank, askedMinor, broughtBackMinor }) => ({ bank, share: broughtBackMinor / askedMinor }));
  const sumOf = (some: readonly { readonly share: number }[]): number =>
    some.reduce((sum, { share }) => sum + share, 0);
  const overall = shares.length === 0 ? 1 : sumOf(shares) / shares.length;
  return (bank) => {
    const own = shares.filter((one) => one.bank === bank);
    const drawn = (sumOf(own) + shrinkage * overall) / (own.length + shrinkage);
    return { yieldPpm: Math.round(drawn * million), answered: own.length };
  };
}
