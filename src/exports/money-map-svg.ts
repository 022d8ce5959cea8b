import { toCurrency } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { MapDocument, MapDocumentNode } from "./map-document.ts";
import { legible, xmlText } from "./xml-text.ts";

/** What fits on paper: the accounts of each hop that carried most. The drawing says how many of how many it shows. */
const accountsPerHop = 18;
const hopsShown = 12;
const box = { width: 190, height: 46, across: 270, down: 62, margin: 20, top: 40 } as const;

interface PlacedNode {
  readonly node: MapDocumentNode;
  readonly x: number;
  readonly y: number;
}

/** The money map by hop, left to right, as one inline SVG; line width grows with the traced amount. */
export function moneyMapSvg(map: MapDocument): string {
  const placed = place(map);
  const hops = Math.max(1, ...[...placed.values()].map(({ node }) => node.hop + 1));
  const rows = Math.max(1, ...[...placed.values()].map(({ y }) => (y - box.top) / box.down + 1));
  const width = box.margin * 2 + (hops - 1) * box.across + box.width;
  const height = box.top + rows * box.down;
  const edges = pairs(map).filter(({ from, to }) => placed.has(from) && placed.has(to));
  const largest = Math.max(1, ...edges.map(({ amountMinor }) => amountMinor));
  const lines = edges.map((edge) => line(edge, placed, largest));
  const boxes = [...placed.values()].map(nodeBox);
  const headings = Array.from({ length: hops }, (_, hop) => {
    const label = hop === 0 ? "被害人 victims" : `${hop} 级 hop ${hop}`;
    return `<text x="${box.margin + hop * box.across}" y="20">${label}</text>`;
  });
  const all = map.nodes.length;
  const caption = `<p>图中 ${placed.size} / ${all} 户，其余见下表。 <small>${placed.size} of ${all} accounts drawn; the tables hold all.</small></p>`;
  return `${caption}\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">${headings.join("")}${lines.join("\n")}${boxes.join("\n")}</svg>`;
}

function place(map: MapDocument): ReadonlyMap<string, PlacedNode> {
  const placed = new Map<string, PlacedNode>();
  for (let hop = 0; hop < hopsShown; hop += 1) {
    const column = map.nodes
      .filter((node) => node.hop === hop)
      .sort((a, b) => carried(b) - carried(a))
      .slice(0, accountsPerHop);
    for (const [row, node] of column.entries()) {
      placed.set(node.account.key, { node, x: box.margin + hop * box.across, y: box.top + row * box.down });
    }
  }
  return placed;
}

function carried(node: MapDocumentNode): number {
  return Math.max(node.inMinor, node.outMinor, node.lossMinor);
}

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly amountMinor: number;
  readonly transfers: number;
  readonly currency: string;
}

/** Transfers between the same two accounts are one line. */
function pairs(map: MapDocument): readonly Pair[] {
  const found = new Map<string, Pair>();
  for (const { transfer, amountMinor } of map.edges) {
    const [from, to] = [transfer.payer.key, transfer.payee.key];
    const id = JSON.stringify([from, to]);
    const known = found.get(id);
    found.set(id, {
      from,
      to,
      amountMinor: (known?.amountMinor ?? 0) + amountMinor,
      transfers: (known?.transfers ?? 0) + 1,
      currency: transfer.payer.currency,
    });
  }
  return [...found.values()];
}

function line(pair: Pair, placed: ReadonlyMap<string, PlacedNode>, largest: number): string {
  const [from, to] = [placed.get(pair.from), placed.get(pair.to)];
  if (from === undefined || to === undefined) return "";
  const [x1, y1] = [from.x + box.width, from.y + box.height / 2];
  const [x2, y2] = [to.x, to.y + box.height / 2];
  const bend = Math.max(30, Math.abs(x2 - x1) / 2);
  const stroke = (1 + (9 * pair.amountMinor) / largest).toFixed(1);
  const title = `${pair.from} → ${pair.to} ${amountText(pair.amountMinor, pair.currency)} (${pair.transfers})`;
  return `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#8c8c8c" stroke-opacity=".55" stroke-width="${stroke}"><title>${xmlText(title)}</title></path>`;
}

function nodeBox({ node, x, y }: PlacedNode): string {
  const { stroke, dash, mark } = styleOf(node);
  const { account } = node;
  const name = shorten(account.holder || account.number || account.key, 12);
  const number = account.number === "" ? "" : `…${account.number.slice(-4)}`;
  const { currency } = account;
  const rest = restText(node);
  return `<g><title>${xmlText(`${account.number || account.key} ${account.holder} ${account.bank}`)}</title><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="4" fill="#fff" stroke="${stroke}" stroke-width="2"${dash}/><text x="${x + 8}" y="${y + 18}">${xmlText(`${mark} ${name} ${number}`)}</text><text x="${x + 8}" y="${y + 36}">${xmlText(rest === null ? amountText(carried(node), currency) : `${rest.word} ${amountText(rest.amountMinor, currency)}`)}</text></g>`;
}

function restText(node: MapDocumentNode): { readonly word: string; readonly amountMinor: number } | null {
  if (node.atRestMinor > 0) return { word: "在卡", amountMinor: node.atRestMinor };
  if (node.lostSightMinor > 0) return { word: "断点", amountMinor: node.lostSightMinor };
  if (node.exitedMinor > 0) return { word: "末端", amountMinor: node.exitedMinor };
  return null;
}

function styleOf(node: MapDocumentNode): { readonly stroke: string; readonly dash: string; readonly mark: string } {
  if (node.lossMinor > 0) return { stroke: "#0958d9", dash: "", mark: "■" };
  if (node.atRestMinor > 0) return { stroke: "#237804", dash: "", mark: "◉" };
  if (node.lostSightMinor > 0) return { stroke: "#ad6800", dash: ' stroke-dasharray="5 3"', mark: "?" };
  if (node.exitedMinor > 0) return { stroke: "#a8071a", dash: "", mark: "△" };
  return { stroke: "#595959", dash: "", mark: "○" };
}

/** Whole characters, so that no half of one is left at the end. */
function shorten(text: string, characters: number): string {
  const all = Array.from(legible(text));
  return all.length <= characters ? all.join("") : `${all.slice(0, characters - 1).join("")}…`;
}

function amountText(amountMinor: number, currency: string): string {
  const code = toCurrency(currency);
  return `${code === "CNY" ? "¥" : `${code} `}${formatGrouped(toMinorUnits(amountMinor), code)}`;
}
