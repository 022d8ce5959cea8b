import { describe, expect, it } from "vitest";
import { describePasswordFaults, passwordFaults } from "./password-rules.ts";
import { afterFailure, isLocked, owedBy, signInPolicy as policy, type Tries } from "./sign-in.ts";

const minute = 60_000;
const fresh: Tries = { failedCount: 0, lockedUntilMs: null };

describe("passwords", () => {
  const facts = { login: "wangjing", name: "王警官", isPresentOne: false };
  it.each([
    ["correct horse battery", []],
    ["反诈中心的门朝南开着", []],
    ["short", ["too-short"]],
    ["aaaaaaaaaaaaaaaa", ["too-plain"]],
    ["567890123456", ["too-plain"]],
    ["QwertyuiopQwerty", ["too-plain"]],
    ["Ｗangjing-2026-sluice", ["names-the-user"]],
    ["x".repeat(129), ["too-long", "too-plain"]],
  ])("P11: %s → %j", (password, faults) => {
    expect(passwordFaults(password, facts)).toEqual(faults);
  });

  it("P11: every fault is told in both languages", () => {
    const words = describePasswordFaults(passwordFaults("a", { ...facts, isPresentOne: true }));
    expect(words.zh).toMatch(/^不足 10 个字符；.*与原密码相同$/);
    expect(words.en).toMatch(/^fewer than 10 characters; .*the same as before$/);
  });
});

describe("wrong tries", () => {
  it("P12: five lock for fifteen minutes, the next five for thirty", () => {
    let tries = fresh;
    for (let count = 0; count < 5; count += 1) tries = afterFailure(tries, policy, 1_000);
    expect(tries).toEqual({ failedCount: 5, lockedUntilMs: 1_000 + 15 * minute });
    expect([isLocked(tries, 15 * minute), isLocked(tries, 1_000 + 15 * minute)]).toEqual([true, false]);
    for (let count = 0; count < 5; count += 1) tries = afterFailure(tries, policy, 20 * minute);
    expect(tries.lockedUntilMs).toBe(50 * minute);
  });

  it("P12: whoever guesses without end gets fewer and fewer guesses: in a month under 200", () => {
    let [tries, nowMs, guesses] = [fresh, 0, 0];
    while (nowMs < 30 * 86_400_000) {
      if (isLocked(tries, nowMs)) nowMs = tries.lockedUntilMs ?? nowMs;
      tries = afterFailure(tries, policy, nowMs);
      guesses += 1;
    }
    expect(guesses).toBeLessThan(200);
  });
});

describe("what a session owes", () => {
  const account = { roles: ["analyst"], mustChange: false, passwordChangedAtMs: 0, hasSecondFactor: false };

  it("P13: a new password at first and after 90 days, then a second factor by role", () => {
    expect(owedBy(account, policy, 90 * 86_400_000 - 1)).toBe("");
    expect(owedBy(account, policy, 90 * 86_400_000)).toBe("password");
    expect(owedBy({ ...account, roles: ["auditor"], mustChange: true }, policy, 0)).toBe("password");
    expect(owedBy({ ...account, roles: ["auditor"] }, policy, 0)).toBe("second-factor");
    expect(owedBy({ ...account, roles: ["auditor"], hasSecondFactor: true }, policy, 0)).toBe("");
  });
});
