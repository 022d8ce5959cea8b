import type { LegColumns } from "../../../flows/leg-columns.ts";
import { NONE } from "../../../flows/witness-columns.ts";
import { type CutLedger, cutParts } from "../../../tracing/cut-parts.ts";
import { type PreparedLedger, prepareLedger } from "../../../tracing/prepare-ledger.ts";
import type { KeptAccount, KeptWitness, LegSource, LegStore, PaidTransfer } from "../../leg-store.ts";
import { accountsOf } from "./kept-accounts.ts";
import { keptWhole } from "./kept-whole.ts";

/** Legs in memory, in parts of so many, forgotten when they are let go: the slow twin of the engine's. */
export function openMemoryLegs(legsInPart: number): LegStore {
  return new MemoryLegs(legsInPart);
}

interface Kept {
  readonly source: LegSource;
  readonly prepared: PreparedLedger;
  readonly cut: CutLedger;
}

class MemoryLegs implements LegStore {
  readonly #legsInPart: number;
  #kept: { readonly name: string; readonly kept: Kept } | undefined;

  constructor(legsInPart: number) {
    this.#legsInPart = legsInPart;
  }

  kept: LegStore["kept"] = async (name) => {
    if (this.#kept?.name !== name) return undefined;
    return keptWhole(this.#of(name).prepared, this.#legsInPart);
  };

  write: LegStore["write"] = async (name, source, signal) => {
    signal.throwIfAborted();
    const prepared = prepareLedger(source.columns);
    this.#kept = { name, kept: { source, prepared, cut: cutParts(prepared, this.#legsInPart) } };
  };

  stops: LegStore["stops"] = async (name, hubCounterparties) => {
    const { source, prepared } = this.#of(name);
    const { exitKind } = source.columns.accounts;
    const limit = hubCounterparties ?? NONE;
    const stops = [...prepared.counterparties].flatMap((counterparties, account) =>
      exitKind[account] !== 0 || counterparties > limit ? [account] : [],
    );
    return {
      account: Uint32Array.from(stops),
      exitKind: Uint8Array.from(stops, (account) => exitKind[account]!),
      counterparties: Uint32Array.from(stops, (account) => prepared.counterparties[account]!),
    };
  };

  named: LegStore["named"] = async (name, numbers) => {
    const { columns, facts } = this.#of(name).source;
    const found = new Map<string, number[]>();
    const wanted = new Set(numbers);
    columns.accounts.keys.forEach((key, account) => {
      for (const number of new Set([key, key.split("#")[0] ?? "", ...(facts[account]?.numbers ?? [])])) {
        if (wanted.has(number)) found.set(number, [...(found.get(number) ?? []), account]);
      }
    });
    return found;
  };

  accounts: LegStore["accounts"] = async (name, accounts) => {
    const account = accountsIn(this.#of(name));
    return [...new Set(Array.from(accounts))].sort((a, b) => a - b).map(account);
  };

  legs: LegStore["legs"] = async (name, accounts) => {
    const { source, prepared } = this.#of(name);
    const order = prepared.legs;
    const legs = [...new Set(Array.from(accounts))].flatMap((account) => [
      ...order.leg.subarray(order.start[account], order.start[account + 1]),
    ]);
    return legsOf(source, legs);
  };

  hop: LegStore["hop"] = async (name, accounts, most) => {
    const legs = await this.legs(name, accounts);
    return legs.length > most ? undefined : { accounts: await this.accounts(name, accounts), legs };
  };

  directory: LegStore["directory"] = async (name) => {
    const { prepared, cut } = this.#of(name);
    const directory = new Map<number, Uint32Array>();
    for (let account = 0; account < prepared.ledger.accounts.length; account++) {
      const length = cut.count(account);
      const firsts = Uint32Array.from({ length }, (_, part) => (cut.part(account, part).leg[0] ?? 0) >>> 1);
      if (length > 1) directory.set(account, firsts);
    }
    return directory;
  };

  parts: LegStore["parts"] = async (name, places) => {
    const kept = this.#of(name);
    const { cut } = kept;
    const account = accountsIn(kept);
    return {
      parts: places.flatMap((place) => {
        const parts = cut.count(place.account);
        const part = parts === 1 ? place.row : place.row - 1;
        return part < 0 || part >= parts ? [] : [{ row: place.row, part: cut.part(place.account, part) }];
      }),
      accounts: places.flatMap((place) => (place.row === 0 ? [account(place.account)] : [])),
    };
  };

  unexplained: LegStore["unexplained"] = async (name, accounts) => {
    const { transfer, account, amountMinor } = this.#of(name).prepared.running.unexplained;
    const wanted = new Set(Array.from(accounts));
    const entries = Uint32Array.from([...account.keys()].filter((entry) => wanted.has(account[entry]!)));
    return {
      length: entries.length,
      transfer: entries.map((entry) => transfer[entry]!),
      account: entries.map((entry) => account[entry]!),
      amountMinor: Float64Array.from(entries, (entry) => amountMinor[entry]!),
    };
  };

  paid: LegStore["paid"] = async (name, transfers) => {
    const { source } = this.#of(name);
    const { payer } = source.columns.transfers;
    const legs = transfers.filter((paid) => payer[paid.transfer] === paid.payer).map(({ transfer }) => 2 * transfer);
    return legsOf(source, legs);
  };

  witnesses: LegStore["witnesses"] = async (name, transfers) => {
    const { firstWitness, secondWitness, walletWitnesses, witnesses } = this.#of(name).source;
    const walletOf = new Map(walletWitnesses.map((witness) => [witness.transfer, witness]));
    const wanted = [...new Set(transfers.map(({ transfer }) => transfer))].sort((a, b) => a - b);
    return wanted.map((transfer) => ({
      transfer,
      witnesses: [firstWitness[transfer], secondWitness[transfer], walletOf.get(transfer)?.row].flatMap((row, role) => {
        if (row === undefined || row === NONE) return [];
        const wallet = role === 2 ? (walletOf.get(transfer)?.account ?? NONE) : NONE;
        const { file, sheet, row: line, atMs, precision } = witnesses;
        const place = { file: file[row]!, sheet: sheet[row]!, row: line[row]! };
        return [{ role: role as KeptWitness["role"], wallet, ...place, atMs: atMs[row]!, precision: precision[row]! }];
      }),
    }));
  };

  transfersAt: LegStore["transfersAt"] = async (name, rows) => {
    const { columns, transferOf, witnesses } = this.#of(name).source;
    return rows.map((place): PaidTransfer | undefined => {
      for (let row = 0; row < witnesses.length; row++) {
        const isHere =
          witnesses.file[row] === place.file &&
          witnesses.sheet[row] === place.sheet &&
          witnesses.row[row] === place.row;
        const transfer = transferOf[row]!;
        if (isHere && transfer !== NONE) return { transfer, payer: columns.transfers.payer[transfer]! };
      }
      return undefined;
    });
  };

  #of(name: string): Kept {
    if (this.#kept?.name !== name) throw new RangeError(`no ledger is kept as ${name}`);
    return this.#kept.kept;
  }
}

function accountsIn({ source, prepared }: Kept): (account: number) => KeptAccount {
  const { start } = prepared.legs;
  return accountsOf(source, (account) => start[account + 1]! - start[account]!);
}

/** Entries for legs (`2 × transfer + side`), ascending, each once. */
function legsOf({ columns }: LegSource, legs: readonly number[]): LegColumns {
  const { payer, payee, atMs, amountMinor, flags, reversals, statedBalances } = columns.transfers;
  const originals = new Map(Array.from(reversals.transfer, (transfer, at) => [transfer, reversals.original[at]!]));
  const stated = new Map(
    Array.from(statedBalances.transfer, (transfer, at) => {
      return [2 * transfer + statedBalances.side[at]!, statedBalances.balanceMinor[at]!];
    }),
  );
  const sorted = Uint32Array.from(new Set(legs)).sort();
  const transfer = sorted.map((leg) => leg >>> 1);
  return {
    length: sorted.length,
    transfer,
    side: Uint8Array.from(sorted, (leg) => leg & 1),
    account: sorted.map((leg) => ((leg & 1) === 0 ? payer[leg >>> 1]! : payee[leg >>> 1]!)),
    other: sorted.map((leg) => ((leg & 1) === 0 ? payee[leg >>> 1]! : payer[leg >>> 1]!)),
    atMs: Float64Array.from(transfer, (index) => atMs[index]!),
    amountMinor: Float64Array.from(transfer, (index) => amountMinor[index]!),
    flags: Uint8Array.from(transfer, (index) => flags[index]!),
    original: transfer.map((index) => originals.get(index) ?? NONE),
    balanceMinor: Float64Array.from(sorted, (leg) => stated.get(leg) ?? Number.NaN),
  };
}
