import { createHash } from "node:crypto";
import { formatChinaTime } from "../flows/china-time.ts";
import { toCurrency } from "../money/currency.ts";
import { formatDecimal } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { AccountView, LossView } from "../tracing/account-view.ts";
import type { MapDocument, MapDocumentEdge } from "./map-document.ts";
import { legible } from "./xml-text.ts";

/** Schemata of the FollowTheMoney model that are written, with the properties used of each (its own and those it inherits). */
export const ftmSchemata = {
  Person: ["name", "idNumber", "country"],
  Company: ["name", "registrationNumber", "country"],
  LegalEntity: ["name", "idNumber", "country"],
  BankAccount: ["name", "accountNumber", "bankName", "currency", "summary"],
  Ownership: ["owner", "asset"],
  Payment: [
    "payer",
    "payerAccount",
    "beneficiary",
    "beneficiaryAccount",
    "amount",
    "currency",
    "date",
    "purpose",
    "transactionNumber",
    "summary",
  ],
  Note: ["name", "description"],
} as const;

type Schema = keyof typeof ftmSchemata;

interface Entity {
  readonly id: string;
  readonly schema: Schema;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** What is exported: the money map, the victims, and the line that marks the export. */
export interface FtmExport {
  readonly map: MapDocument;
  readonly losses: readonly LossView[];
  readonly mark: string;
}

/**
 * The money map as FollowTheMoney entities (followthemoney.tech), one JSON a line: accounts, who holds them, and each transfer
 * that carried traced money. A payment's amount is the whole transfer; the traced part of it stands in its summary. Dates
 * are UTC, as the model has them. The first entity says whose export it is.
 */
export function* followTheMoney({ map, losses, mark }: FtmExport): Generator<string> {
  yield line(entity("Note", `mark ${mark}`, { name: "断流导出 Sluice export", description: mark }));
  const victims = new Map(losses.map(({ victim, transfer }) => [transfer.payer.key, victim]));
  const owners = new Map<string, string>();
  for (const { account } of map.nodes) {
    yield line(accountEntity(account));
    const owner = ownerOf(account, victims.get(account.key) ?? "");
    if (owner === undefined) continue;
    owners.set(account.key, owner.id);
    yield line(owner);
    yield line(
      entity("Ownership", `owns ${owner.id} ${account.key}`, { owner: owner.id, asset: idOf("account", account.key) }),
    );
  }
  for (const edge of map.edges) yield line(paymentEntity(edge, owners));
}

function accountEntity({ key, number, holder, bank, currency, exitKind }: AccountView): Entity {
  return entity("BankAccount", key, {
    name: `${holder} ${number}`.trim(),
    accountNumber: number,
    bankName: bank,
    currency,
    summary: exitKind === "none" ? "" : exitKind,
  });
}

/** Who holds an account. What is neither surely a person nor surely a firm is a legal entity; one without a name is nobody. */
function ownerOf({ key, holder, idNo, currency }: AccountView, victim: string): Entity | undefined {
  const name = holder === "" ? victim : holder;
  if (name === "") return undefined;
  const country = currency === "CNY" ? "cn" : "";
  const known = idNo === "" ? `holder ${key}` : `id ${idNo} ${name}`;
  if (/(?:公司|企业|集团|银行|合作社|事务所|经营部|商行)/.test(name))
    return entity("Company", known, { name, registrationNumber: idNo, country });
  const isPerson = victim !== "" || /^\d{17}[\dXx]$/.test(idNo);
  return entity(isPerson ? "Person" : "LegalEntity", known, { name, idNumber: idNo, country });
}

function paymentEntity(
  { transfer, amountMinor, channel, parts }: MapDocumentEdge,
  owners: ReadonlyMap<string, string>,
): Entity {
  const { payer, payee, atMs, precision } = transfer;
  const decimal = (minor: number): string => formatDecimal(toMinorUnits(minor), toCurrency(payer.currency));
  const named = [...new Set(parts.map(({ loss }) => loss.id))].join(", ");
  return entity("Payment", transfer.id, {
    payer: owners.get(payer.key) ?? "",
    payerAccount: idOf("account", payer.key),
    beneficiary: owners.get(payee.key) ?? "",
    beneficiaryAccount: idOf("account", payee.key),
    amount: decimal(transfer.amountMinor),
    currency: payer.currency,
    date: precision === "day" ? formatChinaTime(atMs, "day") : new Date(atMs).toISOString().slice(0, 19),
    purpose: channel,
    transactionNumber: transfer.id,
    summary: `${formatChinaTime(atMs, precision)}（北京时间）；涉案金额 traced ${decimal(amountMinor)}；损失 losses ${named}`,
  });
}

/** An entity without the properties that nothing is known of. */
function entity<S extends Schema>(
  schema: S,
  known: string,
  properties: Readonly<Partial<Record<(typeof ftmSchemata)[S][number], string>>>,
): Entity {
  const kind = schema === "BankAccount" ? "account" : schema.toLowerCase();
  const held = Object.entries<string | undefined>(properties).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, [legible(value)]] as const],
  );
  return { id: idOf(kind, known), schema, properties: Object.fromEntries(held) };
}

/** Ids that are the same in each export of the same thing, and hold nothing of it. */
function idOf(kind: string, known: string): string {
  return `sluice-${createHash("sha1").update(`${kind} ${known}`).digest("hex")}`;
}

function line(value: Entity): string {
  return `${JSON.stringify(value)}\n`;
}
