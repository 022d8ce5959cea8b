import { exitKindCode, type ExitKind } from "../flows/exit-kind.ts";
import {
  type LedgerColumns,
  noTies,
  TRANSFER_FAILED,
  TRANSFER_REVERSAL,
  type TransferColumns,
} from "../flows/ledger-columns.ts";
import type { CityAccount, Movement } from "./city-model.ts";

/** What of a city a ledger is to show. */
export interface LedgerShown {
  readonly accounts: readonly CityAccount[];
  readonly movements: readonly Movement[];
  /** Until when an account's statement reaches, ms; `undefined`: none is held. From the beginning. */
  readonly statementEndMs: (account: CityAccount) => number | undefined;
}

/** Columns of a city's movements, and where each of them stands in its list. */
export interface CityLedger {
  readonly ledger: LedgerColumns;
  /** Per transfer the movement. */
  readonly shown: readonly Movement[];
  /** Per movement id the transfer. */
  readonly transferOf: ReadonlyMap<number, number>;
}

const outside = ["cash", "fee", "unknown"] as const satisfies readonly ExitKind[];

/**
 * The ledger that the statements give: every movement that one of its two accounts' statements shows, in the true order.
 * A movement without a payee ends at an exit; one without a payer comes from `unknown`. Account i of the city is account
 * i of the ledger; the exits follow.
 */
export function cityLedger({ accounts, movements, statementEndMs }: LedgerShown): CityLedger {
  const ends = accounts.map((account) => statementEndMs(account));
  const covers = (account: CityAccount | null, atMs: number): boolean =>
    account !== null && (ends[account.index] ?? -Infinity) >= atMs;
  const shown = movements.filter(({ payer, payee, atMs }) => covers(payer, atMs) || covers(payee, atMs));
  const outsideOf = (kind: (typeof outside)[number]): number => accounts.length + outside.indexOf(kind);
  const covered = ends.map((endMs) => endMs !== undefined);
  const coverageStart = new Uint32Array(accounts.length + outside.length + 1);
  for (let index = 0; index < accounts.length + outside.length; index += 1) {
    coverageStart[index + 1] = (coverageStart[index] ?? 0) + (covered[index] === true ? 1 : 0);
  }
  const knownEnds = ends.filter((endMs) => endMs !== undefined);
  const transferOf = new Map(shown.map((movement, transfer) => [movement.id, transfer]));
  return {
    shown,
    transferOf,
    ledger: {
      transfers: transferColumns(shown, transferOf, outsideOf),
      accounts: {
        length: accounts.length + outside.length,
        keys: [...accounts.map(({ card, number }) => card || number), ...outside.map((kind) => `@${kind}`)],
        exitKind: Uint8Array.from([...accounts.map(() => 0), ...outside.map((kind) => exitKindCode(kind))]),
        openingMinor: Float64Array.from([
          ...accounts.map(({ openingMinor }, index) => (covered[index] === true ? openingMinor : Number.NaN)),
          ...outside.map(() => Number.NaN),
        ]),
        coverageStart,
        coverageFromMs: new Float64Array(knownEnds.length),
        coverageToMs: Float64Array.from(knownEnds),
        coverageInferred: new Uint8Array(knownEnds.length),
      },
    },
  };
}

function transferColumns(
  shown: readonly Movement[],
  transferOf: ReadonlyMap<number, number>,
  outsideOf: (kind: (typeof outside)[number]) => number,
): TransferColumns {
  const undoing = shown.flatMap(({ reversesId }, transfer) => {
    const original = reversesId === null ? undefined : transferOf.get(reversesId);
    return original === undefined ? [] : [{ transfer, original }];
  });
  const flags = Uint8Array.from(shown, ({ purpose }) => (purpose === "failed-attempt" ? TRANSFER_FAILED : 0));
  for (const { transfer } of undoing) flags[transfer] = TRANSFER_REVERSAL;
  return {
    length: shown.length,
    payer: Uint32Array.from(shown, ({ payer }) => payer?.index ?? outsideOf("unknown")),
    payee: Uint32Array.from(
      shown,
      ({ payee, purpose }) => payee?.index ?? outsideOf(purpose === "fee" ? "fee" : "cash"),
    ),
    atMs: Float64Array.from(shown, ({ atMs }) => atMs),
    amountMinor: Float64Array.from(shown, ({ amountMinor }) => amountMinor),
    flags,
    reversals: {
      transfer: Uint32Array.from(undoing, ({ transfer }) => transfer),
      original: Uint32Array.from(undoing, ({ original }) => original),
    },
    statedBalances: { transfer: new Uint32Array(), side: new Uint8Array(), balanceMinor: new Float64Array() },
    ties: noTies,
  };
}
