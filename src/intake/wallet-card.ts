import { type Cells, textReader } from "./column-reader.ts";
import { readAccountNumber } from "./cells/read-account-number.ts";
import type { ColumnMap } from "./map-columns.ts";
import { faultFlags, type PartyReading } from "./party-reader.ts";

/** What a wallet's row says about the bank card bound to it. */
interface CardMove {
  readonly other: PartyReading;
  /** Whether the row moves money between wallet and card: it is then no purchase. */
  readonly isCardMove: boolean;
}

/**
 * The other side of a wallet's row: of a top-up or withdrawal that names none it is the user's own bank card, where the
 * row states it.
 */
export function walletCardReader(map: ColumnMap): (row: Cells, other: PartyReading) => CardMove {
  if (!map.column.has("walletCard")) return (_, other) => ({ other, isCardMove: false });
  const [card, bank] = [textReader(map, "walletCard"), textReader(map, "walletCardBank")];
  const [type, purpose] = [textReader(map, "transactionType"), textReader(map, "summary")];
  return (row, other) => {
    const isCardMove = cardMoves.test(type(row)) || cardMoves.test(purpose(row));
    const isNamed = other.party.account !== "" || other.party.card !== "";
    const { number, subId, fault } = readAccountNumber(isCardMove && !isNamed ? card(row) : "");
    if (number === "") return { other, isCardMove };
    const party = { ...other.party, card: number, subId, bank: other.party.bank || bank(row) };
    return { other: { party, flags: other.flags | faultFlags(fault, "other") }, isCardMove };
  };
}

/** A phone is topped up otherwise. */
const cardMoves = /^(?:余额|零钱|零钱通|钱包|账户|微信零钱)?(?:充值|提现)/;
