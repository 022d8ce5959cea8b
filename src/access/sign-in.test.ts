import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passwordFaults } from "./password-rules.ts";
import {
  type Account,
  afterFailure,
  type Attempts,
  decideCode,
  decideSignIn,
  isLocked,
  noAttempts,
  sessionState,
  signInPolicy as policy,
} from "./sign-in.ts";

const account: Account = {
  active: true,
  roles: ["analyst"],
  mustChange: false,
  passwordChangedAtMs: 0,
  hasSecondFactor: false,
  ...noAttempts,
};

describe("passwords", () => {
  const facts = { login: "wangjing", name: "王警官", wellKnown: new Set(["password12345"]), usedBefore: false };
  it.each([
    ["correct horse battery", []],
    ["反诈中心的门朝南开着呢吧", []],
    ["short", ["too-short"]],
    ["aaaaaaaaaaaaaaaa", ["too-plain"]],
    ["Wangjing-2026-sluice", ["names-the-user"]],
    ["Password12345", ["well-known"]],
    ["x".repeat(129), ["too-long", "too-plain"]],
  ])("P11: %s → %j", (password, faults) => {
    expect(passwordFaults(password, facts)).toEqual(faults);
  });
});

describe("signing in", () => {
  it("P12: five wrong passwords lock, and while locked the right one does not open", () => {
    let attempts: Attempts = noAttempts;
    for (let count = 0; count < 5; count += 1) attempts = afterFailure(attempts, { policy, nowMs: 1_000 });
    expect(attempts).toEqual({ failedCount: 5, lockedUntilMs: 1_000 + 15 * 60_000 });
    const locked = { ...account, ...attempts };
    expect(decideSignIn(locked, "right", { policy, nowMs: 15 * 60_000 }).outcome).toBe("locked");
    expect(decideSignIn(locked, "right", { policy, nowMs: 1_000 + 15 * 60_000 })).toEqual({
      outcome: "signed-in",
      owes: [],
      attempts: noAttempts,
    });
  });

  it("P12: whoever guesses without end gets fewer and fewer guesses: at most 5 a day in the end", () => {
    let attempts: Attempts = noAttempts;
    let [nowMs, guesses] = [0, 0];
    const month = 30 * 86_400_000;
    while (nowMs < month) {
      if (isLocked(attempts, nowMs)) nowMs = attempts.lockedUntilMs ?? nowMs;
      attempts = afterFailure(attempts, { policy, nowMs });
      guesses += 1;
    }
    expect(guesses).toBeLessThan(200);
  });

  it("P12: what is owed comes with the password alone; a second factor owed does not take the count back", () => {
    const failed = { ...account, failedCount: 3, hasSecondFactor: true, mustChange: true };
    const signedIn = decideSignIn(failed, "right", { policy, nowMs: 0 });
    expect(signedIn).toMatchObject({ owes: ["second-factor", "new-password"], attempts: { failedCount: 3 } });
    const officer = { ...account, roles: ["investigator" as const] };
    expect(decideSignIn(officer, "right", { policy, nowMs: 0 })).toMatchObject({ owes: ["set-up-second-factor"] });
    expect(decideSignIn(account, "right", { policy, nowMs: 90 * 86_400_000 })).toMatchObject({
      owes: ["new-password"],
    });
  });

  it("P12: an account out of use is refused as a wrong password is", () => {
    expect(decideSignIn({ ...account, active: false }, "right", { policy, nowMs: 0 })).toEqual({
      outcome: "wrong",
      attempts: { failedCount: 1, lockedUntilMs: null },
    });
  });

  it("P13: each code opens once, and only near its time", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ step: fc.nat({ max: 9 }), now: fc.nat({ max: 9 }) })), (shown) => {
        const taken: number[] = [];
        for (const { step, now } of shown) {
          const verdict = decideCode({ matchedStep: step, lastStep: taken.at(-1) ?? -1, nowStep: now });
          if (verdict === "accepted") taken.push(step);
          expect(verdict === "wrong").toBe(Math.abs(step - now) > 1);
        }
        expect(new Set(taken).size).toBe(taken.length);
      }),
      { seed: 8 },
    );
    expect(decideCode({ matchedStep: null, lastStep: 0, nowStep: 1 })).toBe("wrong");
    expect(decideCode({ matchedStep: 4, lastStep: 4, nowStep: 4 })).toBe("used-already");
  });

  it("P14: a session ends when revoked, when idle, and after its hours", () => {
    const times = { startedAtMs: 0, seenAtMs: 0, revokedAtMs: null };
    expect(sessionState(times, policy, policy.idleMs - 1)).toBe("open");
    expect(sessionState(times, policy, policy.idleMs)).toBe("idle");
    expect(sessionState({ ...times, seenAtMs: policy.sessionMs }, policy, policy.sessionMs)).toBe("over");
    expect(sessionState({ ...times, revokedAtMs: 1 }, policy, 2)).toBe("revoked");
  });
});
