import { xmlText } from "../xml-text.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Parts of the text document beside its text, in the order in which its relations name them. */
const parts = [
  ["styles", "styles.xml", "styles"],
  ["settings", "settings.xml", "settings"],
  ["fontTable", "fontTable.xml", "fontTable"],
  ["header", "header1.xml", "header"],
  ["footer", "footer1.xml", "footer"],
  ["footer", "footer2.xml", "footer"],
] as const;

export const contentTypes: string = [
  `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  `<Override PartName="/word/document.xml" ContentType="${wordType}.document.main+xml"/>`,
  ...parts.map(([, file, type]) => `<Override PartName="/word/${file}" ContentType="${wordType}.${type}+xml"/>`),
  "</Types>",
].join("");

export const packageRelations: string = relations([["officeDocument", "word/document.xml"]]);
export const documentRelations: string = relations(parts.map(([kind, file]) => [kind, file]));

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const written = targets.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${officeTypes}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join("")}</Relationships>`;
}

/** Faces as GB/T 9704 names them. Where one is missing Word takes what `fontTable` names for it. */
const faces = { text: "仿宋_GB2312", title: "方正小标宋简体", song: "宋体", latin: "Times New Roman" } as const;

export const fontTable: string = [
  `${declaration}<w:fonts ${main}>`,
  `<w:font w:name="${faces.text}"><w:altName w:val="仿宋"/></w:font>`,
  `<w:font w:name="${faces.title}"><w:altName w:val="宋体"/></w:font>`,
  "</w:fonts>",
].join("");

/** No closing mark begins a line, no opening one ends it; odd and even pages have page numbers of their own. */
export const settings: string = [
  `${declaration}<w:settings ${main}><w:evenAndOddHeaders/>`,
  '<w:characterSpacingControl w:val="compressPunctuation"/>',
  '<w:noLineBreaksAfter w:lang="zh-CN" w:val="（《〈【〔〖「『‘“([{￥¥$"/>',
  '<w:noLineBreaksBefore w:lang="zh-CN" w:val="。，、；：？！）》〉】〕〗」』’”％‰℃…—·～.,;:?!)]}%"/>',
  '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>',
].join("");

interface StyleForm {
  readonly id: string;
  readonly name: string;
  /** Face of Chinese characters; the text's where it is left out. */
  readonly face?: string;
  /** Points. */
  readonly size?: number;
  readonly ink?: string;
  /** Properties of the paragraph. */
  readonly paragraph: string;
}

const exactLine = '<w:spacing w:before="0" w:after="0" w:line="580" w:lineRule="exact"/>';
const red = "D7000F";
const edge = 'w:val="single" w:sz="8" w:space="1" w:color="000000"';
const styleForms: readonly StyleForm[] = [
  {
    id: "Body",
    name: "公文正文",
    paragraph: `${exactLine}<w:ind w:firstLineChars="200" w:firstLine="632"/><w:jc w:val="both"/>`,
  },
  { id: "Addressee", name: "主送机关", paragraph: exactLine },
  {
    id: "Issuer",
    name: "发文机关标志",
    face: faces.title,
    size: 48,
    ink: red,
    paragraph: '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>',
  },
  {
    id: "Number",
    name: "发文字号",
    paragraph: `<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="11" w:color="${red}"/></w:pBdr>${exactLine}<w:jc w:val="center"/>`,
  },
  {
    id: "PaperTitle",
    name: "公文标题",
    face: faces.title,
    size: 22,
    paragraph: '<w:spacing w:before="0" w:after="0" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
  },
  { id: "Signer", name: "发文机关署名", paragraph: `${exactLine}<w:jc w:val="right"/>` },
  {
    id: "SignedOn",
    name: "成文日期",
    paragraph: `${exactLine}<w:ind w:rightChars="400" w:right="1264"/><w:jc w:val="right"/>`,
  },
  {
    id: "CopyTo",
    name: "抄送机关",
    size: 14,
    paragraph: `<w:pBdr><w:top ${edge}/><w:bottom ${edge}/></w:pBdr><w:spacing w:before="580" w:after="0"/><w:ind w:left="280" w:right="280"/>`,
  },
  { id: "Cell", name: "表格文字", face: faces.song, size: 10.5, paragraph: '<w:spacing w:before="40" w:after="40"/>' },
  { id: "PageNumber", name: "页码", face: faces.song, size: 14, paragraph: '<w:spacing w:before="0" w:after="0"/>' },
  {
    id: "Watermark",
    name: "导出水印",
    face: faces.song,
    size: 9,
    ink: "808080",
    paragraph: '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>',
  },
  ...([2, 3, 35] as const).map((count): StyleForm => {
    // 2 and 3 lines; 35 mm from the type area to the organ's name.
    const line = count === 35 ? 1984 : 580 * count;
    return {
      id: `Spacer${count}`,
      name: `空 ${count}`,
      paragraph: `<w:spacing w:before="0" w:after="0" w:line="${line}" w:lineRule="exact"/>`,
    };
  }),
];

export const styles: string = [
  `${declaration}<w:styles ${main}><w:docDefaults><w:rPrDefault><w:rPr>${face(faces.text)}<w:sz w:val="32"/><w:szCs w:val="32"/>`,
  '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
  ...styleForms.map(styleXml),
  "</w:styles>",
].join("");

function styleXml({ id, name, face: eastAsia, size, ink, paragraph }: StyleForm): string {
  const run = [
    eastAsia === undefined ? "" : face(eastAsia),
    ink === undefined ? "" : `<w:color w:val="${ink}"/>`,
    size === undefined ? "" : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
  ].join("");
  const order = `<w:kinsoku/><w:overflowPunct w:val="0"/>`;
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${inOrder(order, paragraph)}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
}

/** The schema wants borders before the rules of line breaking, and all else after. */
function inOrder(rules: string, paragraph: string): string {
  const borders = /^<w:pBdr>.*<\/w:pBdr>/.exec(paragraph)?.[0] ?? "";
  return borders + rules + paragraph.slice(borders.length);
}

function face(eastAsia: string): string {
  return `<w:rFonts w:ascii="${faces.latin}" w:hAnsi="${faces.latin}" w:eastAsia="${eastAsia}" w:cs="${faces.latin}"/>`;
}

/** `— 1 —`, one character from the outer edge. */
export function pageFooter(side: "left" | "right"): string {
  const text = (value: string): string => `<w:r><w:t xml:space="preserve">${value}</w:t></w:r>`;
  const field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>';
  const place = `<w:ind w:${side}="280"/><w:jc w:val="${side}"/>`;
  return `${declaration}<w:ftr ${main}><w:p><w:pPr><w:pStyle w:val="PageNumber"/>${place}</w:pPr>${text("— ")}${field}${text(" —")}</w:p></w:ftr>`;
}

/** The line on every page that says whose copy it is. */
export function pageHeader(watermark: string): string {
  const run = watermark === "" ? "" : `<w:r><w:t xml:space="preserve">${xmlText(watermark)}</w:t></w:r>`;
  return `${declaration}<w:hdr ${main}><w:p><w:pPr><w:pStyle w:val="Watermark"/></w:pPr>${run}</w:p></w:hdr>`;
}
