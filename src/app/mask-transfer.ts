import { mask, type MaskedKind, maskText } from "../access/mask.ts";
import type { OriginalCell, SourceCell, SourceRow, TransferDetail, TransferParty } from "../contract/transfers.ts";
import type { AccountView, TransferView } from "../tracing/account-view.ts";
import { maskedKey } from "./case-reach.ts";

/** Which sides of a transfer stay masked. */
export interface HiddenSides {
  readonly payer: boolean;
  readonly payee: boolean;
}

/**
 * A transfer's detail with its hidden sides masked: in the parties, under every heading of the banks' rows that is theirs,
 * and wherever else their numbers or names stand in a row or a file's name. Under headings that the import took for
 * nothing, every long number is masked: one may be theirs.
 */
export function maskTransfer(
  detail: TransferDetail,
  { payer, payee }: TransferView,
  hidden: HiddenSides,
): TransferDetail {
  const strangers = [...(hidden.payer ? [payer] : []), ...(hidden.payee ? [payee] : [])];
  if (strangers.length === 0) return detail;
  const hide = hider(strangers);
  return {
    ...detail,
    payer: hidden.payer ? maskedParty(detail.payer, payer) : detail.payer,
    payee: hidden.payee ? maskedParty(detail.payee, payee) : detail.payee,
    rows: detail.rows.map((row) => maskRowOf(row, strangers, hide)),
  };
}

type Hide = (text: string) => string;

function maskRowOf(row: SourceRow, strangers: readonly AccountView[], hide: Hide): SourceRow {
  const isOwnHidden = strangers.some(({ number, numbers }) => [number, ...numbers].includes(row.statementOf));
  const isOtherHidden = strangers.length === 2 || !isOwnHidden;
  const isHidden = (field: string): boolean =>
    (isOwnHidden && field.startsWith("own")) || (isOtherHidden && field.startsWith("other"));
  const text = ({ field, text: stands }: SourceCell | OriginalCell): string => {
    if (isHidden(field)) return maskField(field, stands);
    return field === "" ? maskText(hide(stands)) : hide(stands);
  };
  return {
    ...row,
    file: isOwnHidden ? maskText(hide(row.file)) : hide(row.file),
    sheetName: isOwnHidden ? maskText(hide(row.sheetName)) : hide(row.sheetName),
    statementOf: isOwnHidden ? mask("card", row.statementOf) : row.statementOf,
    original: row.original && {
      ...row.original,
      cells: row.original.cells.map((cell) => ({ ...cell, text: text(cell) })),
    },
    cells: row.cells.map((cell) => ({ ...cell, text: text(cell) })),
  };
}

const kindOfField: Readonly<Record<string, MaskedKind>> = { Name: "name", IdNo: "id-number" };

/** A value under a heading of the hidden side. Banks and balances are nobody's name. */
function maskField(field: string, text: string): string {
  const what = field.replace(/^(?:own|other)/, "");
  if (what === "Bank" || what === "Balance") return text;
  return mask(kindOfField[what] ?? "card", text.trim());
}

function maskedParty({ number, holder, bank }: TransferParty, { index }: AccountView): TransferParty {
  const masked = mask("card", number);
  return { account: maskedKey(masked, index), number: masked, holder: mask("name", holder), bank };
}

/** Replaces what is known of strangers wherever it stands, the longest first. A single character is no name to look for. */
function hider(strangers: readonly AccountView[]): Hide {
  const known = strangers.flatMap(({ number, numbers, holder, idNo }): (readonly [string, MaskedKind])[] => [
    ...[number, ...numbers].map((one) => [one, "card"] as const),
    [holder, "name"],
    [idNo, "id-number"],
  ]);
  const secrets = known.filter(([secret]) => secret.length > 1).sort(([a], [b]) => b.length - a.length);
  return (text) => secrets.reduce((rest, [secret, kind]) => rest.replaceAll(secret, mask(kind, secret)), text);
}
