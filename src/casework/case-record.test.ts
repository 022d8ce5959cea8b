import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromWallClock } from "../flows/china-time.ts";
import { type CaseCommand, type CaseRecord, caseNumber, changeCase, isFiledAt, timeLeftToFile } from "./case-record.ts";
import { changeSeries, membersAt, type Series, type SeriesEvent } from "./series.ts";
import { timeline, type TimelineEvent } from "./timeline.ts";

const day = 86_400_000;
const midnight = fromWallClock({ year: 2026, month: 11, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }) ?? 0;
const record: CaseRecord = {
  number: "A3302060100002026110001",
  name: "11·01 刷单案",
  type: "fake-orders",
  unitCode: "330206010000",
  ownerId: "u1",
  memberIds: ["u2"],
  acceptance: null,
  filing: null,
  closing: null,
};
const by = { by: "u9", atMs: midnight };

function after(start: CaseRecord, ...commands: readonly CaseCommand[]): CaseRecord {
  return commands.reduce((state, command) => {
    const outcome = changeCase(state, command);
    if ("refused" in outcome) throw new Error(outcome.refused.code);
    return outcome.state;
  }, start);
}

function refusal(start: CaseRecord, command: CaseCommand): string {
  const outcome = changeCase(start, command);
  return "refused" in outcome ? outcome.refused.code : "done";
}

const accept = { ...by, kind: "accept", number: "甬公受案字〔2026〕1号", onMs: midnight } as const;
const file = { ...by, kind: "file", number: "甬公立字〔2026〕1号", onMs: midnight + day } as const;

describe("a case", () => {
  it("C4: its number has the unit, the month in China, and a serial", () => {
    expect(caseNumber("330206010000", midnight, 17)).toBe("A3302060100002026110017");
    expect(caseNumber("330206010000", midnight - 1, 17)).toBe("A3302060100002026100017");
  });

  it("C4: is accepted, then filed, each once and with number and date", () => {
    expect(refusal(record, file)).toBe("filed-before-accepted");
    expect(refusal(record, { ...accept, number: " " })).toBe("number-missing");
    const accepted = after(record, accept);
    expect(refusal(accepted, accept)).toBe("done-already");
    expect(refusal(accepted, { ...file, onMs: midnight - 1 })).toBe("filed-before-accepted");
    expect(refusal(after(accepted, file), file)).toBe("done-already");
  });

  it("C4: nothing is frozen before its filing, and a stop-payment's clock presses for it", () => {
    const filed = after(record, accept, file);
    expect([isFiledAt(filed, midnight + day - 1), isFiledAt(filed, midnight + day)]).toEqual([false, true]);
    expect(timeLeftToFile(record, midnight + 2 * day, midnight)).toBe(2 * day);
    expect(timeLeftToFile(filed, midnight + 9 * day, midnight + day)).toBeUndefined();
    expect(timeLeftToFile(record, midnight, midnight)).toBeUndefined();
  });

  it("C4: always has one owner, who is no member beside, whatever is done", () => {
    const user = fc.constantFrom("u1", "u2", "u3");
    const command = fc.oneof(
      fc.record({
        kind: fc.constantFrom("add-member" as const, "remove-member" as const, "hand-to" as const),
        userId: user,
      }),
      fc.record({ kind: fc.constantFrom("close" as const, "reopen" as const), reason: fc.constantFrom("", "办结") }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        let state = record;
        for (const step of commands) {
          const outcome = changeCase(state, { ...by, ...step });
          if ("refused" in outcome) continue;
          expect(state.closing !== null && step.kind !== "reopen").toBe(false);
          state = outcome.state;
        }
        expect(state.memberIds).not.toContain(state.ownerId);
        expect(new Set(state.memberIds).size).toBe(state.memberIds.length);
      }),
      { seed: 4 },
    );
    expect(refusal(record, { ...by, kind: "remove-member", userId: "u1" })).toBe("owner-leaves");
    expect(after(record, { ...by, kind: "hand-to", userId: "u2" })).toMatchObject({ ownerId: "u2", memberIds: ["u1"] });
    expect(after(record, { ...by, kind: "retype", type: "frozen-assets" }).type).toBe("frozen-assets");
  });
});

describe("a series", () => {
  it("C6: joins and takes apart with reasons, and knows its members at any instant", () => {
    const event = fc.record({
      kind: fc.constantFrom("joined" as const, "taken-apart" as const),
      member: fc.constantFrom("a", "b", "c"),
      reason: fc.constantFrom("", "同一收款账户"),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (steps) => {
        let series: Series = { number: "S1", events: [] };
        const told: string[][] = [];
        steps.forEach((step, index) => {
          const before = told.at(-1) ?? [];
          const outcome = changeSeries(series, { ...step, by: "u1", atMs: index } satisfies SeriesEvent);
          const fits = step.reason !== "" && before.includes(step.member) === (step.kind === "taken-apart");
          expect("state" in outcome).toBe(fits);
          if ("state" in outcome) series = outcome.state;
          const rest = before.filter((member) => member !== step.member);
          told.push(!fits ? before : step.kind === "joined" ? [...rest, step.member] : rest);
        });
        told.forEach((members, atMs) => expect(membersAt(series, atMs)).toEqual(members));
      }),
      { seed: 5 },
    );
  });
});

describe("a timeline", () => {
  it("C11: is the same from any order of its sources, and tells each thing once", () => {
    const event: fc.Arbitrary<TimelineEvent> = fc.record({
      atMs: fc.nat({ max: 5 }),
      kind: fc.constantFrom("order" as const, "note" as const),
      subject: fc.constantFrom("order:1", "order:2"),
      by: fc.constant("u1"),
      what: fc.constantFrom("签发", "反馈"),
    });
    fc.assert(
      fc.property(fc.array(fc.array(event)), (sources) => {
        const told = timeline(sources);
        expect(told.map(({ atMs }) => atMs)).toEqual(told.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
        expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
        const wanted = new Set(sources.flat().map((one) => JSON.stringify(one)));
        expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(wanted);
      }),
      { seed: 6 },
    );
  });
});
