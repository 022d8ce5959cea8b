import { mask, maskText } from "../access/mask.ts";
import type { AccountCells } from "../contract/account-cells.ts";
import { SluiceError } from "../errors/sluice-error.ts";
import type { AccountView } from "../tracing/account-view.ts";
import type { Doctrine } from "../tracing/doctrine.ts";
import { findAccount, findTransfer } from "./find-account.ts";
import type { OpenedLedger } from "./open-ledger.ts";
import type { OpenedCase, ShownCases } from "./shown-cases.ts";
import { accountCells } from "./view-cells.ts";

/**
 * Whom of the ledger a case shows: the accounts that its trace touches, and those that its losses name (rule P7). Everyone
 * else stays masked, and is asked about in vain.
 */
export class CaseReach {
  readonly #opened: OpenedLedger;
  readonly #touched: ReadonlySet<number>;
  readonly #named: ReadonlySet<string>;
  #numbers: ReadonlySet<string> | undefined;

  constructor({ claims, opened }: OpenedCase, touched: Iterable<number>) {
    this.#opened = opened;
    this.#touched = new Set(touched);
    this.#named = new Set(claims.flatMap(({ payer, payee }) => [payer, payee]).filter((number) => number !== ""));
  }

  /** @param account its index in the ledger. */
  shows(account: number): boolean {
    const numbers = this.#opened.derived.facts[account]?.numbers ?? [];
    return this.#touched.has(account) || numbers.some((number) => this.#named.has(number));
  }

  /**
   * An account of the case by a key or number. One of the ledger that the case does not show is answered like one that is
   * not there. @throws SluiceError CASE_REACHES_NO_ACCOUNT; ACCOUNT_AMBIGUOUS for a number that holds several currencies.
   */
  account(text: string): number {
    try {
      const account = findAccount(this.#opened, text);
      if (this.shows(account)) return account;
    } catch (error) {
      const isKnown = [...this.#touched].some((account) => this.#opened.derived.facts[account]?.numbers.includes(text));
      if (!(error instanceof SluiceError) || (error.code === "ACCOUNT_AMBIGUOUS" && isKnown)) throw error;
    }
    throw new SluiceError("CASE_REACHES_NO_ACCOUNT", { seen: text });
  }

  /** A transfer of which the case shows a side. @throws SluiceError CASE_REACHES_NO_TRANSFER */
  transfer(id: string): number {
    const transfer = this.#opened.transferIndex(id) === undefined ? undefined : findTransfer(this.#opened, id);
    const { payer, payee } = this.#opened.derived.columns.transfers;
    const sides = transfer === undefined ? [] : [payer[transfer] ?? -1, payee[transfer] ?? -1];
    if (transfer === undefined || !sides.some((side) => this.shows(side)))
      throw new SluiceError("CASE_REACHES_NO_TRANSFER", { seen: id });
    return transfer;
  }

  /** Free text with long numbers masked, but for those of accounts that the case shows. */
  text(text: string): string {
    return text.replace(/\d{11,}/g, (number) => (this.#shownNumbers().has(number) ? number : maskText(number)));
  }

  #shownNumbers(): ReadonlySet<string> {
    const { facts } = this.#opened.derived;
    this.#numbers ??= new Set([...this.#named, ...[...this.#touched].flatMap((one) => facts[one]?.numbers ?? [])]);
    return this.#numbers;
  }

  /** The cells of an account, masked unless the case shows it. */
  cells(account: AccountView): AccountCells {
    const cells = accountCells(account);
    return this.shows(account.index) ? cells : maskedCells(cells, account.index);
  }
}

/** Whom a case shows by the trace under a doctrine; by the one that it is searched by where none is named. */
export async function caseReach(
  cases: ShownCases,
  caseName: string,
  doctrine: Doctrine | undefined,
): Promise<OpenedCase & { readonly reach: CaseReach }> {
  const opened = await cases.open(caseName);
  const query = doctrine === undefined ? {} : { doctrine };
  const traced = await cases.trace(caseName, query).catch((error: unknown) => {
    // Without a loss that was found in the ledger the case shows what its losses name.
    if (error instanceof SluiceError && error.code === "CASE_WITHOUT_BOUND_LOSS") return undefined;
    throw error;
  });
  return { ...opened, reach: new CaseReach(opened, traced?.shown.traced.accounts.keys() ?? []) };
}

/** Masked cells; the account is named by its place in the ledger, so that two that look alike stay two. */
export function maskedCells<Cells extends AccountCells>(cells: Cells, index: number): Cells {
  const number = mask("card", cells.number);
  return { ...cells, account: maskedKey(number, index), number, holder: mask("name", cells.holder) };
}

/** What stands for an account's key where the account is masked. */
export function maskedKey(masked: string, index: number): string {
  return `${masked}~${index}`;
}
