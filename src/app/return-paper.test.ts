import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { openMemoryEvidence } from "../../test/fixtures/memory-evidence.ts";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import { addCase, addLossRow, putOrderRow, type RowsOfCase } from "../../test/fixtures/recovery-rows.ts";
import { unzipped } from "../../test/fixtures/unzipped.ts";
import { china, sampleFreeze } from "../../test/generators/sample-freeze.ts";
import type { ReturnPaperKind } from "../contract/papers.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import type { Order } from "../recovery/order.ts";
import type { RecordsActor, RecordsStore } from "../storage/records/records-store.ts";
import { planVictimReturn } from "./change-return.ts";
import { issuePaper } from "./issue-paper.ts";
import type { KeptReturn } from "./kept-return.ts";
import { enterLosses } from "./place-loss.ts";
import { putUpNotice, signVictimReturn } from "./prepare-kept-return.ts";
import { returnPaper } from "./return-paper.ts";
import { settleRecovery } from "./settle-recovery.ts";

const unitCode = "330200000000";
const clock = { nowMs: china("2026-03-02 10:00") };
const lossId = randomUUID();
const evidence = openMemoryEvidence();
let records: RecordsStore;
let kept: KeptReturn;
const officer: RecordsActor = {
  userId: randomUUID(),
  userName: "员",
  unitCode,
  roles: ["investigator", "duty-officer"],
  bank: "",
};

beforeAll(async () => {
  records = await openMemoryRecords(clock);
  let freeze: Order | undefined;
  await records.asSystem(async ({ db, nowMs }) => {
    const rows: RowsOfCase = await addCase(db, unitCode, officer.userId);
    await addLossRow(db, rows, { id: lossId, amountMinor: 150, payee: "6222000000000001" });
    await enterLosses(db, [lossId], nowMs);
    freeze = { ...sampleFreeze(clock.nowMs, china("2026-09-02 10:00")), id: randomUUID(), caseId: rows.caseId };
    await putOrderRow(db, rows, freeze);
    await settleRecovery(db, { atMs: nowMs, cause: freeze.id, accounts: [freeze.account.key], losses: [] });
  });
  const victims = [{ name: "示例甲乙", losses: [lossId], shareMinor: toMinorUnits(100) }];
  const draft = { freezeId: freeze?.id ?? "", attribution: { method: "PRO_RATA", victims }, reserve: null } as const;
  kept = await records.as(officer, (work) => planVictimReturn(work, { ...draft, acceptingUnit: unitCode }));
});

/** The text of a return's paper, and its SHA-256. */
async function paper(
  kind: ReturnPaperKind,
): Promise<{ readonly text: string; readonly header: string; readonly sha256: string }> {
  const { bytes, sha256 } = await issuePaper({ records, evidence }, officer, {
    query: { format: "docx" },
    draftOf: (work) => returnPaper(work, kept.plan.id, kind),
  });
  const parts = await unzipped(Buffer.from(bytes));
  const read = (name: string): string => parts.get(name)?.toString() ?? "";
  return { text: read("word/document.xml"), header: read("word/header1.xml"), sha256 };
}

describe("papers of a return", () => {
  it("W9: the notice is a draft until it is put up; then it is kept, and no name or number stands in it in clear", async () => {
    expect((await paper("return-notice")).header).toContain("草稿");
    kept = await records.as(officer, (work) => putUpNotice(work, { id: kept.plan.id, version: kept.version }, "报纸"));
    const notice = await paper("return-notice");
    expect(notice.header).not.toContain("草稿");
    expect(notice.text).toContain("示***");
    expect(notice.text).not.toContain("示例甲乙");
    expect(notice.text).not.toContain(kept.plan.accountKey.length > 4 ? kept.plan.accountKey : "—");
    expect(notice.text).toContain("公告期为30日，自2026年3月2日起算");
    clock.nowMs += 86_400_000;
    expect((await paper("return-notice")).sha256).toBe(notice.sha256);
  });

  it("W7: the report names the victims, amounts in figures and capital numerals, and the method with its rule", async () => {
    kept = await records.as(officer, (work) => signVictimReturn(work, { id: kept.plan.id, version: kept.version }));
    const { text, header } = await paper("return-report");
    expect(header).not.toContain("草稿");
    for (const words of [
      "示例甲乙",
      "人民币壹元整",
      "¥1.00",
      "第八条第三项",
      "电信网络新型违法犯罪案件冻结资金返还若干规定",
    ]) {
      expect(text).toContain(words);
    }
    // Not decided yet: its number is left to be written.
    expect((await paper("return-decision")).header).toContain("草稿");
  });
});
