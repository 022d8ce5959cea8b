/** A balance that a bank told when it was asked to stop or freeze an account. */
export interface BalanceAnswer {
  readonly account: number;
  readonly atMs: number;
  readonly balanceMinor: number;
}
