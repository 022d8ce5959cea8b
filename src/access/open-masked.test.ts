import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deletionDueAtMs } from "./deletion-due.ts";
import { mask, maskRow, maskText, searchableTail } from "./mask.ts";
import { lookupFlags, type OpeningFacts, openMasked, personNumber } from "./open-masked.ts";
import type { Actor, Resource } from "./resource.ts";
import { visitView } from "./visit-view.ts";
import { watermark } from "./watermark.ts";

const row = { unitCode: "330206010000", caseMembers: ["u1"], bank: "", assignees: [], userId: "", hands: [] };
const subject: Resource = { ...row, kind: "person" };
const actor: Actor = { userId: "u1", unitCode: "330206000000", roles: ["analyst"], bank: "" };
const facts: OpeningFacts = {
  subject,
  purpose: { ...row, kind: "case" },
  stated: { kind: "case", number: "A3302060000002026110001" },
  standing: "touched-by-trace",
};

describe("masking", () => {
  it("P6: numbers show their last four, names their first character, whatever the length", () => {
    expect(mask("id-number", "99010019900307123X")).toBe("**************123X");
    expect(mask("card", "6299001234567890123")).toBe("***************0123");
    expect(mask("phone", "10012345678")).toBe("*******5678");
    expect(mask("phone", "110")).toBe("***");
    expect([mask("name", "张三"), mask("name", "欧阳娜娜"), mask("name", "王"), mask("name", "")]).toEqual([
      "张*",
      "欧***",
      "*",
      "",
    ]);
  });

  it("P6: a masked number shows its search tail and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const shown = mask("card", text);
        expect(Array.from(shown).length).toBe(Array.from(text).length);
        const tail = searchableTail(text);
        if (tail === undefined) expect(shown).toMatch(/^\**$/);
        else expect(Array.from(shown.toUpperCase()).slice(-4).join("")).toBe(Array.from(tail).slice(-4).join(""));
      }),
      { seed: 5 },
    );
  });

  it("P6: a row is masked field by field, and what is no text is emptied", () => {
    const rules = { holder: "name", number: "card", age: "phone" } as const;
    expect(maskRow({ holder: "李四", number: "6299001234567890", bank: "工行", age: 41 }, rules)).toEqual({
      holder: "李*",
      number: "************7890",
      bank: "工行",
      age: "",
    });
  });

  it("P6: numbers in free text are masked however they are written, amounts and dates are not", () => {
    expect(maskText("卡号6299 0012 3456 7890 123，转 50,000.00 元，2026-11-03 报警")).toBe(
      "卡号**** **** **** ***0 123，转 50,000.00 元，2026-11-03 报警",
    );
    expect(maskText("身份证99010019900307123X，电话１００１２３４５６７８")).toBe(
      "身份证**************123X，电话*******５６７８",
    );
  });

  it("P6: no eleven digits survive in a masked text", () => {
    const pieces = fc.array(fc.constantFrom("1", "23", "4567", " ", "-", "元", "X", "９９"), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, (list) => {
        expect(maskText(list.join(""))).not.toMatch(/(?:\p{Nd}[ -]{0,2}){11}/u);
      }),
      { seed: 6 },
    );
  });
});

describe("opening what is masked", () => {
  const denial = (change: Partial<OpeningFacts>, who: Actor = actor): string => {
    const opening = openMasked(who, { ...facts, ...change });
    return opening.opened ? "opened" : opening.because;
  };

  it("P7: for the number of a case or task that one may read, and only who belongs to it", () => {
    expect(denial({})).toBe("opened");
    expect(denial({ stated: undefined })).toBe("purpose-missing");
    expect(denial({ stated: { kind: "case", number: " " } })).toBe("purpose-missing");
    expect(denial({ purpose: undefined })).toBe("purpose-unknown");
    expect(denial({ stated: { kind: "task", number: "T1" } })).toBe("purpose-unknown");
    expect(denial({ purpose: { ...row, kind: "case", unitCode: "440100000000", caseMembers: [] } })).toBe(
      "purpose-unknown",
    );
    expect(denial({ standing: "elsewhere" })).toBe("not-of-this-purpose");
    expect(denial({ standing: "untouched" })).toBe("untouched-by-trace");
    expect(denial({}, { ...actor, roles: ["auditor"] })).toBe("no-role-for-it");
    expect(denial({}, { ...actor, roles: ["administrator"] })).toBe("purpose-unknown");
  });

  it("P9: looking up oneself or a colleague is told, each once", () => {
    expect(lookupFlags("u1", ["u1", "u1"])).toEqual(["self"]);
    expect(lookupFlags("u2", ["u1"])).toEqual(["colleague"]);
    expect(lookupFlags("u1", ["u3", "u1"])).toEqual(["self", "colleague"]);
    expect(lookupFlags("u1", [])).toEqual([]);
  });

  it("P9: a number is the same however it is written", () => {
    expect(personNumber("99010019900307123x")).toBe("99010019900307123X");
    expect(["100 1234 5678", "100-1234-5678", "１００１２３４５６７８"].map(personNumber)).toEqual(
      Array(3).fill("10012345678"),
    );
    expect(["+86 13812345678", "008613812345678"].map(personNumber)).toEqual(Array(2).fill("13812345678"));
    expect(personNumber("8613812345678901")).toBe("8613812345678901");
  });

  it("P10: people whom no trace touches fall due after the last of their cases closed", () => {
    const person = { touchedByTrace: false, namedInCase: false, cases: [{ closedAtMs: 5 }, { closedAtMs: 9 }] };
    expect(deletionDueAtMs(person, 90)).toBe(9 + 90 * 86_400_000);
    expect(deletionDueAtMs({ ...person, cases: [{ closedAtMs: 5 }, { closedAtMs: null }] }, 90)).toBeUndefined();
    expect(deletionDueAtMs({ ...person, touchedByTrace: true }, 90)).toBeUndefined();
    expect(deletionDueAtMs({ ...person, namedInCase: true }, 90)).toBeUndefined();
  });

  it("P8: a visit's view holds what the visit needs and drops what else a record has", () => {
    const visit = { visitId: "v1", name: "赵六", address: "某路 1 号", phone: "10012345678", reason: "疑似正被骗" };
    const view = { ...visit, questions: ["是否转账"], dueAtMs: 7 };
    const record = { ...view, caseNumber: "A1", account: "6299001234567890123" };
    expect(visitView(record)).toEqual(view);
  });

  it("P14: a watermark names unit, person, time, purpose and the export's number", () => {
    const text = watermark({
      userName: "王警官",
      userNumber: "033001",
      unitName: "反诈中心",
      atMs: 1_700_000_000_000,
      purpose: "A1",
      exportNumber: "E7",
    });
    expect(text).toBe("反诈中心 · 王警官 033001 · 2023-11-15 06:13:20 · A1 · E7");
  });
});
