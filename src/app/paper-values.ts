import { type PaperField, paperFields, type PaperKind, type PaperValues } from "../exports/papers/paper-template.ts";
import { toWallClock } from "../flows/china-time.ts";
import { chineseAmount } from "../money/chinese-amount.ts";
import { CNY } from "../money/currency.ts";
import { formatGrouped } from "../money/format-money.ts";
import type { MinorUnits } from "../money/minor-units.ts";
import type { Signature } from "../recovery/order.ts";
import type { RecordsWork } from "../storage/records/records-store.ts";
import { paperBasis } from "./paper-basis.ts";
import { organOf } from "./paper-templates.ts";
import { nobody } from "./system-work.ts";

/** What every paper is about: its kind, its day, and whose it is. */
export interface PaperSubject {
  readonly kind: PaperKind;
  readonly caseId: string | null;
  readonly unitCode: string;
  /** The day that the paper bears. */
  readonly atMs: number;
  readonly signatures: readonly Signature[];
}

/** The fields that all papers have alike: organ, case, basis, officers; then `own`. */
export async function paperValues(
  work: RecordsWork,
  { kind, caseId, unitCode, atMs, signatures }: PaperSubject,
  own: Partial<PaperValues>,
): Promise<PaperValues> {
  const { db, beyondRights } = work;
  const organ = await organOf(db, unitCode);
  const found =
    caseId === null ? undefined : await db.selectFrom("cases").selectAll().where("id", "=", caseId).executeTakeFirst();
  const filing = found?.body.filing ?? null;
  const signers = signatures.map(({ by }) => by);
  // A bank's liaison reads the names on an order, and not the list of people. A list for the database is never empty.
  const people = await beyondRights((free) =>
    free
      .selectFrom("users")
      .select(["id", "name", "police_number"])
      .where("id", "in", [...signers, nobody])
      .execute(),
  );
  const officers = signers.flatMap((id) => {
    const person = people.find((one) => one.id === id);
    return person === undefined
      ? []
      : [`${person.name}${person.police_number === "" ? "" : `（${person.police_number}）`}`];
  });
  const empty = Object.fromEntries(paperFields.map((field) => [field, ""])) as Record<PaperField, string>;
  return {
    ...empty,
    发文机关: organ.name,
    机关代字: organ.mark,
    年份: String(toWallClock(atMs).year),
    抄送机关: organ.copyTo,
    成文日期: dayText(atMs),
    联系人: organ.contact,
    联系电话: organ.phone,
    联系地址: organ.address,
    办案人员: [...new Set(officers)].join("、"),
    法律依据: paperBasis(kind, atMs),
    案件名称: found?.name ?? "",
    案件编号: found?.number ?? "",
    立案文号: filing?.number ?? "",
    立案日期: filing === null ? "" : dayText(filing.onMs),
    ...own,
  };
}

/** `2026年11月23日`, as papers are dated (GB/T 9704 7.3.5). */
export function dayText(atMs: number): string {
  const { year, month, day } = toWallClock(atMs);
  return `${year}年${month}月${day}日`;
}

/** `2026年11月23日10时20分`. */
export function minuteInWords(atMs: number): string {
  const { hour, minute } = toWallClock(atMs);
  return `${dayText(atMs)}${hour}时${String(minute).padStart(2, "0")}分`;
}

/** `¥1,234.50`. */
export function figures(amountMinor: MinorUnits): string {
  return `¥${formatGrouped(amountMinor, CNY)}`;
}

/** An amount as both fields of a template want it; of the whole account where there is none. */
export function amountValues(amountMinor: MinorUnits | null): Pick<PaperValues, "金额大写" | "金额数字"> {
  if (amountMinor === null) return { 金额大写: "账户内全部资金", 金额数字: "全额" };
  return { 金额大写: chineseAmount(amountMinor), 金额数字: figures(amountMinor) };
}
