import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { denialSentence } from "./denial.ts";
import { actionsOn, rolesGranted } from "./grants.ts";
import { mayDo, whyNot } from "./may-do.ts";
import {
  type Action,
  actingActions,
  type Actor,
  actions,
  caseKinds,
  type Resource,
  resourceKinds,
} from "./resource.ts";
import { conflictingRole, type Role, roles, rolesFault } from "./role.ts";
import { covers } from "./unit-code.ts";

const city = "330200000000";
const units = [city, "330206000000", "330206010000", "330206010100", "330212000000", "440100000000"];
const row: Resource = {
  kind: "case",
  unitCode: "330206010000",
  caseMembers: [],
  bank: "",
  assignees: [],
  userId: "",
  hands: [],
};
const someone = (role: Role, rest: Partial<Actor> = {}): Actor => ({
  userId: "u1",
  unitCode: "330206000000",
  roles: [role],
  bank: "",
  ...rest,
});

const people = fc.constantFrom("u1", "u2", "u3");
const anyResource: fc.Arbitrary<Resource> = fc.record({
  kind: fc.constantFrom(...resourceKinds),
  unitCode: fc.constantFrom(...units),
  caseMembers: fc.uniqueArray(people, { maxLength: 3 }),
  bank: fc.constantFrom("", "工商银行", "建设银行"),
  assignees: fc.uniqueArray(people, { maxLength: 2 }),
  userId: fc.constantFrom("", "u1", "u2"),
  hands: fc.uniqueArray(people, { maxLength: 2 }),
});
const anyActor: fc.Arbitrary<Actor> = fc.record({
  userId: people,
  unitCode: fc.constantFrom(...units),
  roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 3 }),
  bank: fc.constantFrom("", "工商银行", "建设银行"),
});
const anyAction: fc.Arbitrary<Action> = fc.constantFrom(...actions);

/** What holds of everything that is allowed to the bearer of `role`. */
function allowedTo(role: Role, holds: (actor: Actor, action: Action, resource: Resource) => void): void {
  fc.assert(
    fc.property(anyActor, anyAction, anyResource, (actor, action, resource) => {
      const bearer = { ...actor, roles: [role] };
      if (mayDo(bearer, action, resource)) holds(bearer, action, resource);
    }),
    { numRuns: 20_000, seed: 11 },
  );
}

const isCaseKind = (resource: Resource): boolean => caseKinds.some((kind) => kind === resource.kind);
const isPlain = (resource: Resource): boolean => ["unit", "rule", "setting"].includes(resource.kind);
const isOwn = (actor: Actor, resource: Resource): boolean =>
  ["user", "session", "job"].includes(resource.kind) && resource.userId === actor.userId;

describe("who may do what", () => {
  it("P1: what no grant names is refused, and somebody without a role may do nothing", () => {
    fc.assert(
      fc.property(anyActor, anyAction, anyResource, (actor, action, resource) => {
        expect(mayDo({ ...actor, roles: [] }, action, resource)).toBe(false);
        if (!mayDo(actor, action, resource)) return;
        expect(rolesGranted(resource.kind, action).some((role) => actor.roles.includes(role))).toBe(true);
        expect(actionsOn(resource.kind)).toContain(action);
      }),
      { numRuns: 20_000, seed: 12 },
    );
  });

  it("P2: whoever holds an excluding role beside another may do nothing", () => {
    expect(conflictingRole(["analyst", "duty-officer", "investigator"])).toBeUndefined();
    expect(conflictingRole(["approver", "auditor"])).toBe("auditor");
    expect(whyNot(someone("analyst", { roles: ["analyst", "administrator"] }), "read", row)).toBe("roles-conflict");
  });

  it.each([
    [["analyst", "approver"], "", undefined],
    [["bank-liaison"], "工商银行", undefined],
    [[], "", "no role at all"],
    [["root"], "", "no such role"],
    [["auditor", "analyst"], "", "auditor 不得兼任"],
    [["bank-liaison"], "", "a liaison needs a bank"],
    [["analyst"], "工商银行", "only a liaison"],
  ])("P2: of roles %j with bank %j it is said: %s", (given, bank, words) => {
    const fault = rolesFault(given, bank);
    if (words === undefined) expect(fault).toBeUndefined();
    else expect(Object.values(fault ?? {}).join()).toContain(words);
  });

  it("P3: a unit covers itself and what is below it", () => {
    expect(units.map((unit) => covers(city, unit))).toEqual([true, true, true, true, true, false]);
    expect(units.map((unit) => covers("330206000000", unit))).toEqual([false, true, true, true, false, false]);
    expect(covers("330206010100", "330206010000")).toBe(false);
    expect(covers("", city)).toBe(false);
    expect(covers("000000000000", "")).toBe(true);
  });

  it("P4: an officer sees a case of the own unit or of which they are a member, and no other", () => {
    for (const role of ["analyst", "duty-officer", "investigator", "approver"] as const) {
      allowedTo(role, (actor, _action, resource) => {
        if (!isCaseKind(resource)) return;
        const given = resource.kind === "task" && resource.assignees.includes(actor.userId);
        const own = covers(actor.unitCode, resource.unitCode) || resource.caseMembers.includes(actor.userId);
        expect(own || given).toBe(true);
      });
    }
    expect(whyNot(someone("investigator"), "read", { ...row, unitCode: "330212000000" })).toBe("not-yours");
    expect(mayDo(someone("investigator"), "read", { ...row, unitCode: "330212000000", caseMembers: ["u1"] })).toBe(
      true,
    );
  });

  it("P4: a liaison sees accounts and orders of the own bank and answers orders; nothing else", () => {
    for (const role of ["bank-liaison", "carrier-liaison"] as const) {
      allowedTo(role, (actor, action, resource) => {
        if (isPlain(resource) || isOwn(actor, resource)) return;
        expect(["account", "order"]).toContain(resource.kind);
        expect(resource.bank).toBe(actor.bank);
        expect(actor.bank).not.toBe("");
        expect(["read", "search", "answer"]).toContain(action);
      });
    }
    const order = { ...row, kind: "order" as const, bank: "工商银行" };
    expect(mayDo(someone("bank-liaison", { bank: "工商银行" }), "answer", order)).toBe(true);
    expect(whyNot(someone("bank-liaison", { bank: "建设银行" }), "read", order)).toBe("not-yours");
  });

  it("P4: an auditor reads everything and acts on nothing but the own session", () => {
    allowedTo("auditor", (actor, action, resource) => {
      if (actingActions.some((acting) => acting === action))
        expect([resource.kind, action]).toEqual(["session", "revoke"]);
      if (action === "revoke") expect(resource.userId).toBe(actor.userId);
    });
    for (const kind of resourceKinds) expect(mayDo(someone("auditor"), "read", { ...row, kind })).toBe(true);
    expect(mayDo(someone("auditor"), "verify", { ...row, kind: "log" })).toBe(true);
  });

  it("P4: an administrator administers and sees no case data, nor the log", () => {
    allowedTo("administrator", (_actor, _action, resource) => {
      expect(["user", "session", "unit", "rule", "setting", "job"]).toContain(resource.kind);
    });
    expect(mayDo(someone("administrator"), "create", { ...row, kind: "user" })).toBe(true);
  });

  it("P4: a grid worker sees the visits given to them and nothing else", () => {
    allowedTo("grid-worker", (actor, action, resource) => {
      if (isPlain(resource) || isOwn(actor, resource)) return;
      expect(resource.kind).toBe("visit");
      expect(resource.assignees).toContain(actor.userId);
      expect(["read", "answer"]).toContain(action);
    });
  });

  it("P5: nobody approves what they had a hand in, whatever their roles", () => {
    fc.assert(
      fc.property(anyActor, anyResource, (actor, resource) => {
        if (mayDo(actor, "approve", resource)) expect(resource.hands).not.toContain(actor.userId);
      }),
      { numRuns: 20_000, seed: 13 },
    );
    const order = { ...row, kind: "order" as const, hands: ["u1"] };
    expect(whyNot(someone("approver"), "approve", order)).toBe("second-person");
    expect(whyNot(someone("approver", { userId: "u2" }), "approve", order)).toBeNull();
    expect(denialSentence("second-person", "zh")).toContain("须由另一人批准");
  });
});
