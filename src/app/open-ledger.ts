import { SluiceError } from "../errors/sluice-error.ts";
import type { DerivedLedger, RowOutcome } from "../flows/derived-ledger.ts";
import { deriveLedger } from "../flows/derive-ledger.ts";
import { rowOutcomes, withColumns } from "../flows/derived-ledger.ts";
import { NONE, type WitnessColumns, type WitnessPlaces } from "../flows/witness-columns.ts";
import type { KeptDerivation } from "../storage/ledger-snapshots.ts";
import type { LedgerFile, LedgerPlace, LedgerStore, StoredRow } from "../storage/ledger-store.ts";
import type { Stores } from "../storage/stores.ts";
import type { MarkedAccount } from "./good-faith.ts";
import { Remembered } from "./remembered.ts";
import { columnsForThreads } from "./tracer.ts";

/** The whole ledger in memory: where the rows in force stand, and what is derived from them. */
export interface OpenedLedger {
  readonly files: readonly LedgerFile[];
  /** Of the rows only this; `allWitnesses` reads the rest. */
  readonly witnesses: WitnessPlaces;
  readonly derived: DerivedLedger;
  /** The transfer's canonical id: where its first witness stands, e.g. `3f9a01c2d4e5-0-17`. */
  readonly transferId: (transfer: number) => string;
  /** As in `KeptDerivation`. */
  readonly isDamaged?: () => boolean;
  /** As in `NamedLedger`. */
  readonly goodFaith?: readonly MarkedAccount[];
  /** The transfer that an id names; the id of any row that witnesses it will do. */
  readonly transferIndex: (id: string) => number | undefined;
}

/** What was derived last from a store, as long as the store is in use: import, losses, traces and page share it. */
const derivedFrom = new WeakMap<LedgerStore, Remembered<OpenedLedger>>();

/** How accounts whose holders are shown to nobody are asked for, of ledgers that have such. */
const concealedIn = new WeakMap<LedgerStore, () => Promise<ReadonlySet<string>>>();

/** From now on the holders of the accounts that `accounts` names are shown by no opened ledger of this store (rule P10). */
export function concealHolders(ledger: LedgerStore, accounts: () => Promise<ReadonlySet<string>>): void {
  concealedIn.set(ledger, accounts);
}

/** A derivation without the names and identity numbers of these accounts' holders. */
function withoutHolders(derivation: KeptDerivation, concealed: ReadonlySet<string>): KeptDerivation {
  if (concealed.size === 0) return derivation;
  const facts = derivation.derived.facts.map((one) =>
    one.numbers.some((number) => concealed.has(number)) ? { ...one, holderName: "", idNo: "" } : one,
  );
  return { ...derivation, derived: { ...derivation.derived, facts } };
}

/** What a ledger is opened from. */
export type LedgerSource = Pick<Stores, "ledger" | "snapshots">;

/**
 * The ledger and the transfers derived from it. Opened from the snapshot that the last derivation left; only when the
 * ledger's files changed since are its rows read and derived anew.
 */
export async function openLedger({ ledger, snapshots }: LedgerSource): Promise<OpenedLedger> {
  const files = await ledger.files();
  const kept = derivedFrom.get(ledger) ?? new Remembered<OpenedLedger>(1);
  derivedFrom.set(ledger, kept);
  const concealed = (await concealedIn.get(ledger)?.()) ?? new Set<string>();
  const key = ledgerKey(files);
  // Accounts are only ever added to those that are concealed.
  const memory = `${key}\nconcealed ${concealed.size}`;
  const open = async (): Promise<OpenedLedger> => {
    const known = await snapshots.open(key);
    if (known !== undefined) return nameLedger({ files, ...withoutHolders(known, concealed) });
    const derivation = await deriveFrom(ledger);
    await snapshots.keep(key, derivation);
    return nameLedger({ files, ...withoutHolders(derivation, concealed) });
  };
  const opened = await kept.get(memory, open);
  if (opened.isDamaged?.() !== true) return opened;
  kept.forget(memory);
  return kept.get(memory, open);
}

/** Names a state of the ledger: the readings in force. */
export function ledgerKey(files: readonly LedgerFile[]): string {
  return files.map(({ report, reading }) => `${report.sha256} ${reading}`).join("\n");
}

async function deriveFrom(ledger: LedgerStore): Promise<KeptDerivation> {
  const witnesses = await ledger.witnesses();
  const holders = await ledger.holderRecords();
  const periods = await ledger.statedPeriods();
  return { witnesses: placesOf(witnesses), derived: deriveLedger(witnesses, { holders, periods }) };
}

/** The rest of the rows can be let go. */
function placesOf({ length, files, file, sheet, row, atMs, precision }: WitnessColumns): WitnessPlaces {
  return { length, files, file, sheet, row, atMs, precision };
}

/**
 * All that the rows of an opened ledger say, read from the store: few questions need it.
 * @throws SluiceError STORAGE_LEDGER_CHANGED when another command has changed the ledger since it was opened.
 */
export async function allWitnesses({ ledger }: Pick<Stores, "ledger">, opened: OpenedLedger): Promise<WitnessColumns> {
  const witnesses = await ledger.witnesses();
  if (ledgerKey(await ledger.files()) === ledgerKey(opened.files)) return witnesses;
  throw new SluiceError("STORAGE_LEDGER_CHANGED");
}

/** Adds the ids by which the transfers of a derived ledger are named. */
export function nameLedger(ledger: Pick<OpenedLedger, "files" | "witnesses" | "derived">): OpenedLedger {
  const { witnesses } = ledger;
  const derived = withColumns(ledger.derived, columnsForThreads(ledger.derived.columns));
  return {
    ...ledger,
    derived,
    transferId: (transfer) => rowId(witnesses, derived.firstWitness[transfer] ?? NONE),
    transferIndex(id) {
      const row = findRow(witnesses, id);
      const transfer = row === undefined ? NONE : (derived.transferOf[row] ?? NONE);
      return transfer === NONE ? undefined : transfer;
    },
  };
}

/** A row behind a transfer, with the file it stands in and what it is to the transfer. */
export interface SourceRow extends StoredRow {
  readonly path: string;
  readonly outcome: RowOutcome;
}

/** The banks' rows behind a transfer (T15): its first witness, the second, then the duplicates of either. */
export async function sourceRowsOf(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  transfer: number,
): Promise<readonly SourceRow[]> {
  const { witnesses, derived } = opened;
  const first = derived.firstWitness[transfer] ?? NONE;
  const second = derived.secondWitness[transfer] ?? NONE;
  const rows = [first, second].filter((row) => row !== NONE);
  for (let row = 0; row < witnesses.length; row++) {
    if (derived.transferOf[row] === transfer && row !== first && row !== second) rows.push(row);
  }
  const outcomeOf = new Map(rows.map((row) => [rowId(witnesses, row), rowOutcomes[derived.outcome[row] ?? 0]]));
  const pathOf = new Map(opened.files.map((file) => [file.report.sha256, file.report.path]));
  const stored = await stores.ledger.sourceRows(rows.map((row) => placeOf(witnesses, row)));
  return stored.map((source) => ({
    ...source,
    path: pathOf.get(source.sha256) ?? "",
    outcome: outcomeOf.get(placeId(source.sha256, source.row.place.sheet, source.row.place.row)) ?? "transfer",
  }));
}

/** Where a witness stands. */
export function placeOf(witnesses: WitnessPlaces, row: number): LedgerPlace {
  return {
    sha256: witnesses.files[witnesses.file[row] ?? 0] ?? "",
    sheet: witnesses.sheet[row] ?? 0,
    row: witnesses.row[row] ?? 0,
  };
}

/** The id of a witness; `""` for none. */
export function rowId(witnesses: WitnessPlaces, row: number): string {
  if (row === NONE) return "";
  const place = placeOf(witnesses, row);
  return placeId(place.sha256, place.sheet, place.row);
}

function placeId(sha256: string, sheet: number, row: number): string {
  return `${sha256.slice(0, 12)}-${sheet}-${row}`;
}

/** Where the row that an id names would stand; `undefined` when it is no id or the file is none of the ledger's. */
export function placeOfId(
  files: readonly string[],
  id: string,
): { readonly file: number; readonly sheet: number; readonly row: number } | undefined {
  const match = /^([0-9a-f]{12})-(\d{1,5})-(\d{1,10})$/.exec(id);
  if (match === null) return undefined;
  const [, prefix = "", sheet, row] = match;
  const file = files.findIndex((sha256) => sha256.startsWith(prefix));
  return file < 0 ? undefined : { file, sheet: Number(sheet), row: Number(row) };
}

function findRow(witnesses: WitnessPlaces, id: string): number | undefined {
  const place = placeOfId(witnesses.files, id);
  if (place === undefined) return undefined;
  const wanted = [place.file, place.sheet, place.row] as const;
  let low = 0;
  let high = witnesses.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlace(witnesses, middle, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low < witnesses.length && comparePlace(witnesses, low, wanted) === 0 ? low : undefined;
}

function comparePlace(witnesses: WitnessPlaces, index: number, place: readonly [number, number, number]): number {
  const [file, sheet, row] = place;
  return (
    (witnesses.file[index] ?? 0) - file || (witnesses.sheet[index] ?? 0) - sheet || (witnesses.row[index] ?? 0) - row
  );
}
