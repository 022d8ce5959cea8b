import type { MinorUnits } from "../money/minor-units.ts";
import type { CityBank } from "./city-banks.ts";

/** A person or firm of the synthetic city. Every personal name holds the character 例, so nobody is taken for real. */
export interface Holder {
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
}

export type AccountKind = "resident" | "mule" | "merchant" | "employer" | "reserve" | "wallet" | "dealer" | "abroad";

/** An account of the city. `card` is empty where the account has none (wallets, firms). */
export interface CityAccount {
  readonly index: number;
  readonly kind: AccountKind;
  readonly holder: Holder;
  readonly bank: CityBank;
  readonly card: string;
  readonly number: string;
  readonly openingMinor: MinorUnits;
  /** What daily life never touches: a victim's savings until the fraud takes them. */
  readonly reservedMinor: MinorUnits;
  /** Whether the banks' answers contain this account's statement. */
  readonly statementHeld: boolean;
}

export type MovementPurpose =
  | "life"
  | "cash"
  | "interest"
  | "fee"
  | "loss"
  | "top-up"
  | "layering"
  | "probe"
  | "failed-attempt"
  | "reversal"
  | "purchase"
  | "virtual-currency"
  | "abroad"
  | "payment-reserve"
  | "frontier"
  | "mule-income";

/** The words and traces that a movement leaves in statements. Absent ones are empty. */
export interface MovementTrace {
  readonly summary: string;
  readonly transactionType: string;
  readonly remark: string;
  readonly merchant: string;
  readonly merchantNo: string;
  readonly terminal: string;
  readonly ip: string;
  readonly mac: string;
  /** A reference that several movements share (payroll batches); empty when the banks number each apart. */
  readonly sharedSerial: string;
}

/** A movement somebody means to make. A missing side is cash, interest, a fee or a shop without account. */
export interface PlannedMovement {
  readonly atMs: number;
  readonly payer: CityAccount | null;
  readonly payee: CityAccount | null;
  readonly amountMinor: MinorUnits;
  readonly purpose: MovementPurpose;
  readonly trace: MovementTrace;
  /** The planned movement that this one undoes. */
  readonly reverses: PlannedMovement | null;
  /** The payer's own wallet, where it had the payer's card pay: its statement shows the payment, its balance does not move. */
  readonly throughWallet: CityAccount | null;
}

/** A movement that the banks carried out (or, for a failed attempt, refused). */
export interface Movement extends PlannedMovement {
  readonly plan: PlannedMovement;
  /** Position in the ledger's true order, from 0. */
  readonly id: number;
  readonly reversesId: number | null;
  readonly payerBalanceMinor: MinorUnits;
  readonly payeeBalanceMinor: MinorUnits;
  /** When the payee's bank booked it: up to two seconds after the payer's. */
  readonly payeeAtMs: number;
  readonly payerSerial: string;
  readonly payeeSerial: string;
}

const silent: MovementTrace = {
  summary: "",
  transactionType: "",
  remark: "",
  merchant: "",
  merchantNo: "",
  terminal: "",
  ip: "",
  mac: "",
  sharedSerial: "",
};

/** A trace of which only some parts are set. */
export function traceOf(parts: Partial<MovementTrace>): MovementTrace {
  return { ...silent, ...parts };
}
