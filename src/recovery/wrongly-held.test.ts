import { describe, expect, it } from "vitest";
import { sampleFreeze } from "../../test/generators/sample-freeze.ts";
import { toMinorUnits } from "../money/minor-units.ts";
import { dayMs, hourMs } from "./china-calendar.ts";
import { defaultRules } from "./default-rules.ts";
import { answerGrievance, type Grievance, grievanceClock } from "./grievance.ts";
import { holdFigures } from "./hold-figures.ts";
import type { Order, ReleaseReason } from "./order.ts";
import { contactClock } from "./victim-contact.ts";

const startMs = Date.UTC(2026, 2, 2, 2);
const freeze = sampleFreeze(startMs, startMs + 180 * dayMs);

const grievance: Grievance = {
  id: "G1",
  orderId: "F1",
  holder: "示例",
  words: "货款",
  received: { by: "duty", atMs: startMs + dayMs },
  answer: null,
};

describe("grievances", () => {
  const answer = {
    by: "second",
    atMs: startMs + 2 * dayMs,
    upheld: true,
    words: "属正常货款",
    keepMinor: toMinorUnits(0),
  };
  const given = { order: freeze, rules: defaultRules };

  it("R36: upheld, the release is due in three days, and scores unlearn the account", () => {
    const answered = answerGrievance(grievance, answer, given);
    expect(answered).toMatchObject({
      decided: {
        innocentAccount: freeze.account.key,
        order: { releaseDue: { reason: "grievance-upheld", dueMs: answer.atMs + 3 * dayMs } },
      },
    });
    const rejected = answerGrievance(grievance, { ...answer, upheld: false }, given);
    expect(rejected).toMatchObject({ decided: { innocentAccount: null, order: { releaseDue: null } } });
  });

  it("R36: upheld after the measure ended it still counts as wrongly held", () => {
    const late = { ...answer, atMs: startMs + 200 * dayMs };
    const answered = answerGrievance(grievance, late, given);
    expect(answered).toMatchObject({ decided: { order: { releaseDue: { doneMs: startMs + 180 * dayMs } } } });
  });

  it("R36: not by those who drafted or signed the order, not twice, not without words", () => {
    for (const by of ["analyst", "officer"]) {
      expect(answerGrievance(grievance, { ...answer, by }, given)).toMatchObject({
        refused: [{ code: "same-person" }],
      });
    }
    const twice = answerGrievance({ ...grievance, answer }, answer, given);
    expect(twice).toMatchObject({ refused: [{ code: "not-now" }] });
    const silent = answerGrievance(grievance, { ...answer, words: " " }, given);
    expect(silent).toMatchObject({ refused: [{ code: "words-missing" }] });
  });

  it("R36: has a clock until it is answered", () => {
    const clock = grievanceClock(grievance, defaultRules, startMs + 32 * dayMs);
    expect(clock).toMatchObject({ dueMs: startMs + 31 * dayMs, overdue: true });
    expect(grievanceClock({ ...grievance, answer }, defaultRules, startMs)).toBeNull();
  });
});

describe("holdFigures", () => {
  function due(id: string, reason: ReleaseReason, doneMs: number | null): Order {
    const keepMinor = toMinorUnits(0);
    const releaseDue = { by: "x", atMs: startMs, reason, dueMs: startMs + 3 * dayMs, keepMinor, doneMs };
    return { ...freeze, id, releaseDue };
  }

  it("R35: false-freeze rate, age of holds, overdue and late releases", () => {
    const orders = [
      freeze,
      due("F2", "unconnected", null),
      due("F3", "grievance-upheld", startMs + 4 * dayMs),
      due("F4", "case-closed", startMs + dayMs),
      { ...freeze, id: "S1", measure: null },
      { ...freeze, id: "H1", kind: "protective-hold" as const },
    ];
    const figures = holdFigures(orders, startMs + 10 * dayMs + hourMs);
    expect(figures).toMatchObject({ measures: 4, wrongful: 2, wrongfulBasisPoints: 5_000, medianDays: 10, late: 1 });
    expect(figures.overdue).toEqual([{ orderId: "F2", dueMs: startMs + 3 * dayMs }]);
    expect(holdFigures([], startMs)).toMatchObject({ wrongfulBasisPoints: null, medianDays: null });
  });
});

describe("contact with victims", () => {
  it("R25: is due within days of the freeze, until it was made", () => {
    const asked = { victim: "甲", frozenMs: startMs, contacts: [] };
    expect(contactClock(asked, defaultRules, startMs)).toMatchObject({ dueMs: startMs + 3 * dayMs });
    const contact = { victim: "甲", channel: "phone", words: "已告知", by: "duty", atMs: startMs + 1 } as const;
    expect(contactClock({ ...asked, contacts: [contact] }, defaultRules, startMs)).toBeNull();
  });
});
