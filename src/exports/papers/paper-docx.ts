import { buffer } from "node:stream/consumers";
import { packZip } from "../pack-zip.ts";
import { xmlText } from "../xml-text.ts";
import {
  contentTypes,
  documentRelations,
  fontTable,
  packageRelations,
  pageFooter,
  pageHeader,
  settings,
  styles,
} from "./docx-parts.ts";
import { pageForm, points } from "./page-form.ts";
import type { Paper, PaperBlock, PaperTable } from "./paper.ts";

/**
 * A paper as docx (ECMA-376), in the form of GB/T 9704: the page's measures, 22 lines of 28 characters by the document grid,
 * styles in the usual faces (仿宋, 小标宋) with what stands in for them. The same paper gives the same bytes.
 */
export function paperDocx(paper: Paper): Promise<Buffer> {
  const parts: readonly (readonly [name: string, text: string])[] = [
    ["[Content_Types].xml", contentTypes],
    ["_rels/.rels", packageRelations],
    ["word/document.xml", documentXml(paper)],
    ["word/_rels/document.xml.rels", documentRelations],
    ["word/styles.xml", styles],
    ["word/settings.xml", settings],
    ["word/fontTable.xml", fontTable],
    ["word/header1.xml", pageHeader(paper.watermark)],
    ["word/footer1.xml", pageFooter("right")],
    ["word/footer2.xml", pageFooter("left")],
  ];
  return buffer(packZip(parts.map(([name, text]) => ({ name, bytes: () => [Buffer.from(text, "utf8")] }))));
}

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

function documentXml({ issuer, number, title, addressee, blocks, signer, date, note, copyTo }: Paper): string {
  const head = [styled("Spacer35", ""), styled("Issuer", issuer), styled("Spacer2", ""), styled("Number", number)];
  const body = [
    ...(issuer === "" ? [] : [...head, styled("Spacer2", "")]),
    styled("PaperTitle", title),
    styled("Body", "", '<w:ind w:firstLine="0"/>'),
    ...(addressee === "" ? [] : [styled("Addressee", `${addressee}：`)]),
    ...blocks.map(blockXml),
    styled("Spacer3", ""),
    styled("Signer", signer, `<w:keepNext/><w:ind w:right="${signerIndent(signer, date)}"/>`),
    styled("SignedOn", date),
    ...(note === "" ? [] : [styled("Body", `（${note}）`)]),
    ...(copyTo === "" ? [] : [styled("CopyTo", `抄送：${copyTo}。`)]),
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document ${namespaces}><w:body>${body.join("")}${section}</w:body></w:document>`;
}

function blockXml(block: PaperBlock): string {
  return block.kind === "paragraph" ? styled("Body", block.text) : tableXml(block.table);
}

/** A paragraph in a style; `more` are properties of its own. Line ends inside a text become blanks. */
function styled(style: string, text: string, more = ""): string {
  const run = text === "" ? "" : `<w:r><w:t xml:space="preserve">${xmlText(text.replace(/\s+/gu, " "))}</w:t></w:r>`;
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${run}</w:p>`;
}

function tableXml({ columns, rows }: PaperTable): string {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((twips(pageForm.textWidth) * share) / shares));
  const row = (cells: readonly string[], properties: string): string => {
    const written = widths.map(
      (width, index) =>
        `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${styled("Cell", cells[index] ?? "")}</w:tc>`,
    );
    return `<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${written.join("")}</w:tr>`;
  };
  const sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join("");
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const headings = row(
    columns.map(({ heading }) => heading),
    "<w:tblHeader/>",
  );
  const properties = `<w:tblW w:w="${twips(pageForm.textWidth)}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/>`;
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${headings}${rows.map((cells) => row(cells, "")).join("")}</w:tbl>`;
}

/** The organ's name is centred above the date, which stands four characters from the right. */
function signerIndent(signer: string, date: string): number {
  const width = (text: string): number =>
    Array.from(text).reduce((sum, character) => sum + (character < "\u0250" ? 0.5 : 1), 0) * pageForm.cell;
  return twips(Math.max(0, 4 * pageForm.cell + (width(date) - width(signer)) / 2));
}

/** Word's unit of length: a twentieth of a point. */
function twips(length: number): number {
  return Math.round(length * 20);
}

const margins = {
  top: twips(pageForm.top),
  left: twips(pageForm.left),
  bottom: twips(pageForm.height - pageForm.top - pageForm.textHeight),
  right: twips(pageForm.width - pageForm.left - pageForm.textWidth),
} as const;

/** `charSpace` is what a cell of the grid adds to the 16 points of 3号 type, in 1/4096 of a point. */
const section = [
  "<w:sectPr>",
  '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="even" r:id="rId4"/>',
  '<w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="even" r:id="rId6"/>',
  `<w:pgSz w:w="${twips(pageForm.width)}" w:h="${twips(pageForm.height)}"/>`,
  `<w:pgMar w:top="${margins.top}" w:right="${margins.right}" w:bottom="${margins.bottom}" w:left="${margins.left}" w:header="${twips(points(15))}" w:footer="${twips(points(23))}" w:gutter="0"/>`,
  `<w:docGrid w:type="linesAndChars" w:linePitch="${twips(pageForm.linePitch)}" w:charSpace="${Math.round((pageForm.cell - 16) * 4096)}"/>`,
  "</w:sectPr>",
].join("");
