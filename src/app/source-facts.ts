import type { Channel, StatementRow } from "../flows/statement-row.ts";
import { NONE } from "../flows/witness-columns.ts";
import type { Stores } from "../storage/stores.ts";
import type { TraceView } from "../tracing/trace-view.ts";
import { type OpenedLedger, placeOf } from "./open-ledger.ts";

/** Rows read at once: each is a whole row of the bank's, of which a few words are kept. */
const rowsAtOnce = 20_000;

/**
 * Adds to a trace what only the banks' rows say, read in bulk: how each traced transfer was made, and the serial of each
 * receipt on the freeze list (a bank refuses an order in which it is missing or differs) and behind each request.
 */
export async function withSourceFacts(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  view: TraceView,
): Promise<TraceView> {
  const said = await rowFacts(stores, opened, [
    ...view.flows.map(({ transfer }) => transfer.index),
    ...receiptsOf(view),
  ]);
  return {
    ...withReceipts(view, said),
    flows: view.flows.map((flow) => ({ ...flow, channel: said(flow.transfer.index, "channel") })),
  };
}

/** The same without the flows' channels: what the freeze list and the requests name. */
export async function withReceiptFacts(
  stores: Pick<Stores, "ledger">,
  opened: OpenedLedger,
  view: TraceView,
): Promise<TraceView> {
  return withReceipts(view, await rowFacts(stores, opened, receiptsOf(view)));
}

function receiptsOf({ freezeList, requests }: TraceView): readonly number[] {
  return [
    ...freezeList.flatMap(({ receipt }) => (receipt === null ? [] : [receipt.transfer.index])),
    ...requests.flatMap(({ receipts }) => receipts.map(({ transfer }) => transfer.index)),
  ];
}

function withReceipts(view: TraceView, said: SaidOfTransfer): TraceView {
  return {
    ...view,
    freezeList: view.freezeList.map((order) => {
      if (order.receipt === null) return order;
      const { transfer } = order.receipt;
      return { ...order, receipt: { transfer, serial: said(transfer.index, "serial") } };
    }),
    requests: view.requests.map((request) => ({
      ...request,
      receipts: request.receipts.map((receipt) => ({
        ...receipt,
        serial: said(receipt.transfer.index, "serial"),
        orderNo: said(receipt.transfer.index, "orderNo"),
      })),
    })),
  };
}

/** What the first of a transfer's witnesses that says it says; empty when none does. */
type SaidOfTransfer = (transfer: number, fact: keyof RowFacts) => string;

async function rowFacts(
  stores: Pick<Stores, "ledger">,
  { witnesses, derived }: OpenedLedger,
  transfers: readonly number[],
): Promise<SaidOfTransfer> {
  const walletRows = new Map(derived.walletWitnesses.map(({ transfer, row }) => [transfer, row]));
  const witnessesOf = (transfer: number): readonly number[] =>
    [derived.firstWitness[transfer], derived.secondWitness[transfer], walletRows.get(transfer)].filter(
      (row): row is number => row !== undefined && row !== NONE,
    );
  const rows = [...new Set(transfers)].flatMap(witnessesOf);
  const facts = new Map<string, RowFacts>();
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const places = rows.slice(start, start + rowsAtOnce).map((row) => placeOf(witnesses, row));
    for (const { sha256, row } of await stores.ledger.sourceRows(places))
      facts.set(`${sha256} ${row.place.sheet} ${row.place.row}`, {
        serial: row.serial,
        orderNo: row.orderNo,
        channel: channelText(row),
      });
  }
  return (transfer, fact) => {
    for (const row of witnessesOf(transfer)) {
      const { sha256, sheet, row: line } = placeOf(witnesses, row);
      const text = facts.get(`${sha256} ${sheet} ${line}`)?.[fact] ?? "";
      if (text !== "") return text;
    }
    return "";
  };
}

interface RowFacts {
  readonly serial: string;
  readonly orderNo: string;
  readonly channel: string;
}

/** How and where a transaction was made, in the bank's own words, each once: kind, device, place, network. */
export function channelText(row: Pick<StatementRow, "transactionType" | "cashFlag" | "channel">): string {
  const { terminal, place, branch, branchCode, merchant, merchantNo, ip, mac }: Channel = row.channel;
  const words = [
    row.transactionType,
    row.cashFlag,
    terminal,
    place,
    branch || branchCode,
    merchant || merchantNo,
    ip === "" ? "" : `IP ${ip}`,
    mac === "" ? "" : `MAC ${mac}`,
  ];
  return [...new Set(words.filter((word) => word !== ""))].join(" · ");
}
