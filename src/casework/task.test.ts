import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftHandOver, type HandOver, isHandedOver, type OpenItem, renewHandOver, signHandOver } from "./hand-over.ts";
import { sendTask, stepTask, type Task, taskClock, type TaskCommand } from "./task.ts";

const sent = sendTask({ number: "T1", sentBy: "chief", assigneeId: "officer", dueAtMs: 100 }, 0);
const task: Task = "state" in sent ? sent.state : ({} as never);
const ack = { kind: "acknowledge", by: "officer", atMs: 1 } as const;
const answer = { kind: "answer", by: "officer", atMs: 2, answer: "已见面" } as const;

function after(start: Task, ...commands: readonly TaskCommand[]): Task {
  return commands.reduce((state, command) => {
    const outcome = stepTask(state, command);
    if ("refused" in outcome) throw new Error(outcome.refused.code);
    return outcome.state;
  }, start);
}

function refusal(start: Task, command: TaskCommand): string {
  const outcome = stepTask(start, command);
  return "refused" in outcome ? outcome.refused.code : "done";
}

describe("a task", () => {
  it("C7: is sent down, acknowledged, answered and closed, each by whose step it is", () => {
    expect(refusal(task, { ...ack, by: "chief" })).toBe("not-yours");
    expect(refusal(task, answer)).toBe("not-now");
    const answered = after(task, ack, answer);
    expect(refusal(answered, { kind: "close", by: "officer", atMs: 3 })).toBe("not-yours");
    expect(after(answered, { kind: "close", by: "chief", atMs: 3 })).toMatchObject({
      standing: "closed",
      answer: "已见面",
    });
  });

  it("C7: goes back both ways: a task to its sender, an answer to who gave it", () => {
    const back = { kind: "send-back", atMs: 3, reason: "不属本辖区" } as const;
    const returned = after(task, { ...back, by: "officer" });
    expect(returned.standing).toBe("sent-back");
    const again = after(returned, { kind: "reassign", by: "chief", atMs: 4, assigneeId: "other", dueAtMs: 200 });
    expect(again).toMatchObject({ standing: "sent-down", assigneeId: "other", dueAtMs: 200 });
    const answered = after(task, ack, answer);
    expect(refusal(answered, { ...back, by: "officer" })).toBe("not-yours");
    expect(after(answered, { ...back, by: "chief" }).standing).toBe("acknowledged");
  });

  it("C7: is urged with a reason while it is waited for; deadlines lie ahead, and the clock stops at the answer", () => {
    expect(refusal(task, { kind: "urge", by: "chief", atMs: 1, reason: "" })).toBe("reason-missing");
    expect(after(task, { kind: "urge", by: "chief", atMs: 1, reason: "领导关注" }).urgings).toBe(1);
    expect(sendTask({ ...task, dueAtMs: 5 }, 5)).toMatchObject({ refused: { code: "deadline-past" } });
    expect([taskClock(task, 100).state, taskClock(task, 101).state]).toEqual(["running", "overdue"]);
    expect(taskClock(after(task, ack, answer), 101).state).toBe("stopped");
  });

  it("C7: every step taken is kept, none is taken after the end, and reassigning keeps the sender", () => {
    const who = fc.constantFrom("chief", "officer", "other");
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom("acknowledge" as const, "close" as const), by: who }),
      fc.record({ kind: fc.constant("answer" as const), by: who, answer: fc.constantFrom("", "已见面") }),
      fc.record({
        kind: fc.constantFrom("send-back" as const, "urge" as const, "withdraw" as const),
        by: who,
        reason: fc.constantFrom("", "理由"),
      }),
      fc.record({ kind: fc.constant("reassign" as const), by: who, assigneeId: who, dueAtMs: fc.nat({ max: 80 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let [state, taken] = [task, 1];
        steps.forEach((one, atMs) => {
          const outcome = stepTask(state, { ...one, atMs });
          if ("refused" in outcome) return;
          expect(["closed", "withdrawn"]).not.toContain(state.standing);
          state = outcome.state;
          taken += 1;
        });
        expect(state.history).toHaveLength(taken);
        expect(state.sentBy).toBe("chief");
        expect(state.urgings).toBe(state.history.filter(({ kind }) => kind === "urge").length);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("the hand-over of a shift", () => {
  const item = (id: string, dueAtMs: number): OpenItem => ({ kind: "clock", id, what: `止付 ${id}`, dueAtMs });
  const draft = draftHandOver({ id: "h1", from: "night", to: "day" }, [item("b", 20), item("a", 10)]);
  const sign = (state: HandOver, by: string, open: readonly OpenItem[]): HandOver => {
    const outcome = signHandOver(state, { by, atMs: 1 }, open);
    return "state" in outcome ? outcome.state : state;
  };

  it("C8: lists what is open, most urgent first, and is done when both have signed", () => {
    expect(draft.items.map(({ id }) => id)).toEqual(["a", "b"]);
    const once = sign(draft, "night", [item("a", 10)]);
    expect([isHandedOver(once), isHandedOver(sign(once, "day", []))]).toEqual([false, true]);
    expect(signHandOver(once, { by: "night", atMs: 2 }, [])).toMatchObject({ refused: { code: "signed-already" } });
    expect(signHandOver(draft, { by: "passer-by", atMs: 2 }, [])).toMatchObject({ refused: { code: "not-yours" } });
  });

  it("C8: cannot be signed while something open is missing; what came up is added, and voids the signatures", () => {
    const once = sign(draft, "night", []);
    const open = [item("a", 10), { ...item("c", 5), kind: "promised-call" as const }];
    expect(signHandOver(once, { by: "day", atMs: 2 }, open)).toMatchObject({
      refused: { code: "item-not-noted", details: { count: 1, items: "止付 c" } },
    });
    const noted = { ...once, items: once.items.map((one) => ({ ...one, note: "已联系银行" })) };
    const renewed = renewHandOver(noted, open);
    expect(renewed.items.map(({ id, note }) => [id, note])).toEqual([
      ["c", ""],
      ["a", "已联系银行"],
    ]);
    expect(renewed.signatures).toEqual([]);
  });
});
