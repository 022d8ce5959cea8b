import { describe, expect, it } from "vitest";
import { china } from "../../test/generators/sample-freeze.ts";
import { checkRules } from "./check-rules.ts";
import { addMonths, afterFullDays } from "./china-calendar.ts";
import { defaultHolidays } from "./default-holidays.ts";
import { defaultRules } from "./default-rules.ts";
import { type LegalRule, ruleAt, rulesInUse } from "./legal-rule.ts";
import { afterWorkingDays } from "./working-days.ts";

describe("ruleAt", () => {
  it("R1: sanctions of 2018, 2020, 2023 and 2025 have four different rows", () => {
    const rows = [2018, 2020, 2023, 2025].map((year) => ruleAt(defaultRules, "sanction", china(`${year}-06-15 12:00`)));
    expect(new Set(rows.map(({ params }) => JSON.stringify(params))).size).toBe(4);
    expect(rows.map(({ params }) => params.newAccountYears)).toEqual([3, 5, 5, 2]);
  });

  it("R1: the day on which a row ends or begins is China's", () => {
    const before = ruleAt(defaultRules, "sanction", china("2024-12-01 00:00") - 1);
    const after = ruleAt(defaultRules, "sanction", china("2024-12-01 00:00"));
    expect([before.effectiveFrom, after.effectiveFrom]).toEqual(["2022-12-01", "2024-12-01"]);
  });

  it("R1: a fact before every row has no rule, and says so", () => {
    const ask = (): unknown => ruleAt(defaultRules, "sanction", china("2016-12-31 23:59"));
    expect(ask).toThrow(expect.objectContaining({ code: "RECOVERY_NO_RULE" }));
  });

  it("R2: the committed rows can be computed with, and each tells its basis", () => {
    expect(() => checkRules(defaultRules)).not.toThrow();
    for (const { basis } of defaultRules) expect(basis).not.toBe("");
  });

  it.each([
    [{ effectiveFrom: "2020-13-01" }, "RECOVERY_BAD_RULE"],
    [{ effectiveFrom: "2020-02-01", effectiveTo: "2020-01-01" }, "RECOVERY_BAD_RULE"],
    [{ params: { hours: 0, timesPerAccount: 2 } }, "RECOVERY_BAD_RULE"],
    [{ params: { hours: 48.5, timesPerAccount: 2 } }, "RECOVERY_BAD_RULE"],
    [{ params: { hours: 48 } }, "RECOVERY_BAD_RULE"],
    [{}, "RECOVERY_RULES_OVERLAP"],
  ])("R1: refuses the row %j beside the defaults as %s", (change, code) => {
    const row = { ...defaultRules[0], ...change } as LegalRule;
    expect(() => checkRules([...defaultRules, row])).toThrow(expect.objectContaining({ code }));
  });

  it("R2: rows that an installation keeps of a code stand instead of the defaults of that code", () => {
    const kept = { ...ruleAt(defaultRules, "release", china("2026-01-01 00:00")), params: { days: 2 } };
    const rules = rulesInUse([kept], defaultRules);
    expect(ruleAt(rules, "release", china("2026-01-01 00:00")).params.days).toBe(2);
    expect(rules).toHaveLength(defaultRules.length);
  });

  it("R1: refuses alarms that do not fall", () => {
    const rules = defaultRules.map((rule) =>
      rule.code === "alarms" ? { ...rule, params: { ...rule.params, hoursBefore: [1, 4] } } : rule,
    );
    expect(() => checkRules(rules)).toThrow(expect.objectContaining({ code: "RECOVERY_BAD_RULE" }));
  });
});

describe("calendars", () => {
  it.each([
    ["2025-08-31 09:30", 6, "2026-02-28 09:30"],
    ["2023-08-31 09:30", 6, "2024-02-29 09:30"],
    ["2026-01-15 00:00", 6, "2026-07-15 00:00"],
    ["2025-12-31 23:59", 12, "2026-12-31 23:59"],
    ["2024-02-29 08:00", 24, "2026-02-28 08:00"],
  ])("R3: %s and %d months is %s", (from, months, to) => {
    expect(addMonths(china(from), months)).toBe(china(to));
  });

  it("R4: day 31 of a notice of 1 June begins on 2 July, at whatever hour it was put up", () => {
    for (const hour of ["00:00", "12:30", "23:59"]) {
      expect(afterFullDays(china(`2026-06-01 ${hour}`), 30)).toBe(china("2026-07-02 00:00"));
    }
  });

  it.each([
    ["2026-11-23 10:00", 3, "2026-11-27 00:00", true],
    ["2026-11-27 10:00", 3, "2026-12-03 00:00", true],
    // National holidays, then a worked Saturday.
    ["2026-09-30 10:00", 3, "2026-10-11 00:00", true],
    // Spring festival, with both worked Saturdays.
    ["2026-02-13 10:00", 3, "2026-02-26 00:00", true],
    ["2026-12-30 10:00", 3, "2027-01-05 00:00", false],
  ])("R5: %s and %d working days end at %s", (...[from, days, endText, certain]) => {
    expect(afterWorkingDays(china(from), days, defaultHolidays)).toEqual({ endMs: china(endText), certain });
  });

  it("refuses instants outside the calendar", () => {
    for (const atMs of [Number.NaN, -1, 1e16, 0.5 + china("2026-01-01 00:00")]) {
      expect(() => addMonths(atMs, 6)).toThrow(expect.objectContaining({ code: "RECOVERY_NO_SUCH_DATE" }));
    }
  });
});
