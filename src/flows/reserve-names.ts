/**
 * Names of payment institutions' reserves and of the clearing houses between them and the banks, as alternatives of a
 * regular expression: the ledger's engine searches with it too.
 */
export const reserveNames = "备付金|财付通|支付宝|网联|银联|待清算|清算资金";

/** Numbers that payment institutions give: an id with letters, an e-mail address, a telephone, 支付宝's `2088…`. */
export const walletNumbers = "[A-Za-z_@]|^2088[0-9]{12}$|^1[3-9][0-9]{9}$";

/** What stands in a number column for "none", as a reference. */
export const noReference = "^[0/-]*$";

const reserve = new RegExp(reserveNames);
const wallet = new RegExp(walletNumbers);
const none = new RegExp(noReference);

/** Whether a counterparty's name is that of a payment institution or a clearing house. */
export function isReserveName(name: string): boolean {
  return reserve.test(name);
}

/** Whether a number is a payment institution's rather than a bank's. */
export function isWalletNumber(number: string): boolean {
  return wallet.test(number);
}

/** What of a row's numbers another institution's row may share. */
export interface ReferringRow {
  readonly orderNo: string;
  readonly logNo: string;
  readonly voucherNo: string;
  readonly own: { readonly card: string; readonly account: string };
  readonly other: { readonly name: string };
}

/**
 * The numbers of a row under which another institution may show the same movement (rule F26): its order number, and on a
 * wallet's row, or one that pays into or out of a reserve, the clearing serials too. On all other rows log and voucher
 * numbers are the bank's own.
 */
export function referencesOf(row: ReferringRow): string[] {
  const crosses = reserve.test(row.other.name) || (row.own.card === "" && wallet.test(row.own.account));
  const stated = crosses ? [row.orderNo, row.logNo, row.voucherNo] : [row.orderNo];
  return stated.filter((text) => !none.test(text));
}
