import { SluiceError } from "../../errors/sluice-error.ts";
import type { Paper, PaperBlock, PaperTable } from "./paper.ts";

/** The papers that Sluice writes: of each kind of order, and of a return. */
export const paperKinds = [
  "query",
  "stop-payment",
  "protective-hold",
  "freeze",
  "renewal",
  "release",
  "return-order",
  "return-report",
  "return-decision",
  "return-notice",
] as const;

export type PaperKind = (typeof paperKinds)[number];

/** What a template may name between `{{` and `}}`. */
export const paperFields = [
  "发文机关",
  "机关代字",
  "年份",
  "序号",
  "收文机关",
  "抄送机关",
  "成文日期",
  "联系人",
  "联系电话",
  "联系地址",
  "办案人员",
  "法律依据",
  "案件名称",
  "案件编号",
  "立案文号",
  "立案日期",
  "指令编号",
  "任务编号",
  "户名",
  "账号",
  "开户机构",
  "金额大写",
  "金额数字",
  "付款账号",
  "交易金额",
  "交易时间",
  "交易流水号",
  "措施期限",
  "起始时间",
  "截止时间",
  "止付原因",
  "生活费大写",
  "生活费数字",
  "原措施文号",
  "解除原因",
  "保留金额",
  "返还方式",
  "冻结金额大写",
  "冻结金额数字",
  "返还总额大写",
  "返还总额数字",
  "剩余金额数字",
  "被害人数",
  "决定文号",
  "公告日期",
  "公告期限",
  "公告地点",
] as const;

export type PaperField = (typeof paperFields)[number];

/** A value for every field; empty: not known. */
export type PaperValues = Readonly<Record<PaperField, string>>;

/** A paragraph of a template, left out while the field `when` is empty; or the place of the paper's table. */
export type TemplateBlock =
  | { readonly text: string; readonly when?: PaperField | undefined }
  | { readonly table: "accounts" | "shares" };

/** A paper with gaps, as data: `{{账号}}` stands for a field. Empty parts are left out. */
export interface PaperTemplate {
  readonly issuer: string;
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly blocks: readonly TemplateBlock[];
  readonly signer: string;
  readonly date: string;
  readonly note: string;
  readonly copyTo: string;
}

/** What stands where a value is not known: room to write it by hand. */
const gap = "＿＿＿＿";

/**
 * Fills a template's gaps.
 * @throws SluiceError PAPER_UNKNOWN_FIELD, PAPER_BROKEN_FIELD
 */
export function fillTemplate(
  template: PaperTemplate,
  values: PaperValues,
  tables: Readonly<Record<"accounts" | "shares", PaperTable>>,
): Paper {
  const fill = (part: string, text: string): string => {
    fieldsIn(part, text);
    return text.replace(fieldPattern, (_, name: PaperField) => values[name] || gap);
  };
  const blocks = template.blocks.flatMap((block, index): PaperBlock[] => {
    if ("table" in block) return [{ kind: "table", table: tables[block.table] }];
    const text = fill(`blocks[${index}]`, block.text);
    return block.when !== undefined && values[block.when] === "" ? [] : [{ kind: "paragraph", text }];
  });
  return {
    issuer: fill("issuer", template.issuer),
    number: fill("number", template.number),
    title: fill("title", template.title),
    addressee: fill("addressee", template.addressee),
    blocks,
    signer: fill("signer", template.signer),
    date: fill("date", template.date),
    note: values["联系人"] === "" ? "" : fill("note", template.note),
    copyTo: values["抄送机关"] === "" ? "" : fill("copyTo", template.copyTo),
    watermark: "",
  };
}

/** Checks a template before it is kept. @throws SluiceError PAPER_UNKNOWN_FIELD, PAPER_BROKEN_FIELD */
export function checkTemplate(template: PaperTemplate): void {
  const { blocks, ...parts } = template;
  for (const [part, text] of Object.entries(parts)) fieldsIn(part, text);
  for (const [index, block] of blocks.entries()) if ("text" in block) fieldsIn(`blocks[${index}]`, block.text);
}

const fieldPattern = /\{\{([^{}]*)\}\}/g;

/** Refuses a text that names what there is not. */
function fieldsIn(part: string, text: string): void {
  const rest = text.replace(fieldPattern, "");
  const broken = /\{\{|\}\}/.exec(rest);
  if (broken !== null) {
    const seen = rest.slice(Math.max(0, broken.index - 5), broken.index + 15);
    throw new SluiceError("PAPER_BROKEN_FIELD", { part, seen });
  }
  for (const [, name = ""] of text.matchAll(fieldPattern)) {
    if (!paperFields.some((field) => field === name))
      throw new SluiceError("PAPER_UNKNOWN_FIELD", { part, seen: name, known: paperFields.join("、") });
  }
}
