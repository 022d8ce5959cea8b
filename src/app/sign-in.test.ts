import { TOTP, Secret } from "otpauth";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openMemoryRecords } from "../../test/fixtures/memory-records.ts";
import type { RecordsStore } from "../storage/records/records-store.ts";
import {
  addPerson,
  type PersonDraft,
  changePerson,
  listPeople,
  makeFirstAdministrator,
  makeOneTimePassword,
  resetPassword,
} from "./people.ts";
import { type OpenedSession, SignIn } from "./sign-in.ts";

const minuteMs = 60_000;
const chosen = "长江-大桥-1957-南京";
const clock = { nowMs: Date.UTC(2026, 10, 23, 2) };
let records: RecordsStore;
let door: SignIn;

beforeEach(async () => {
  clock.nowMs = Date.UTC(2026, 10, 23, 2);
  records = await openMemoryRecords(clock);
  door = new SignIn(records);
});

afterEach(() => records.close());

function signIn(login: string, password: string, code = ""): Promise<OpenedSession> {
  return door.signIn({ login, password, code, client: "test" });
}

/** The first administrator, with a password of their own and a second factor. */
async function administrator(): Promise<{ readonly opened: OpenedSession; readonly secret: string }> {
  const first = await makeFirstAdministrator(records);
  const opened = await signIn("admin", first?.password ?? "");
  await door.changePassword(opened.session, { old: first?.password ?? "", new: chosen });
  const { secret } = await door.offerSecondFactor(opened.session);
  await door.confirmSecondFactor(opened.session, { secret, code: codeOf(secret) });
  return { opened, secret };
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.nowMs });
}

/** An officer whom the administrator adds; the one-time password is changed already. */
async function officer(): Promise<{
  readonly opened: OpenedSession;
  readonly admin: OpenedSession;
  readonly id: string;
}> {
  const { opened: admin } = await administrator();
  const hashed = await makeOneTimePassword();
  const draft: PersonDraft = {
    login: "Zhang.San",
    name: "张三",
    policeNumber: "012345",
    unitCode: "000000000000",
    roles: ["analyst"],
    bank: "",
  };
  const added = await records.as(admin.session.actor, (work) => addPerson(work, draft, hashed));
  const opened = await signIn("zhang.san", added.password);
  expect(opened.session.owes).toBe("password");
  expect(await door.changePassword(opened.session, { old: added.password, new: chosen })).toBe("");
  return { opened, admin, id: added.id };
}

describe("signing in", () => {
  test("a new installation has one administrator with a one-time password, who owes a new one and a second factor", async () => {
    const first = await makeFirstAdministrator(records);
    expect(first?.password).toMatch(/^[a-z2-9]{20}$/);
    expect(await makeFirstAdministrator(records)).toBeUndefined();
    const { session } = await signIn("admin", first?.password ?? "");
    expect(session.owes).toBe("password");
    expect(await door.changePassword(session, { old: first?.password ?? "", new: chosen })).toBe("second-factor");
    await expect(signIn("admin", first?.password ?? "")).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" });
  });

  test("with a second factor the password alone does not do, and a code counts once", async () => {
    const { secret } = await administrator();
    clock.nowMs += minuteMs;
    await expect(signIn("admin", chosen)).rejects.toMatchObject({ code: "SIGN_IN_CODE_NEEDED" });
    const code = codeOf(secret);
    expect((await signIn("admin", chosen, code)).session.owes).toBe("");
    await expect(signIn("admin", chosen, code)).rejects.toMatchObject({ code: "SIGN_IN_CODE_WRONG" });
  });

  test("five wrong tries lock the account for fifteen minutes, also against the right password", async () => {
    await officer();
    for (let tried = 0; tried < 5; tried++) {
      await expect(signIn("zhang.san", "wrong")).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" });
    }
    await expect(signIn("zhang.san", chosen)).rejects.toMatchObject({ code: "SIGN_IN_LOCKED" });
    clock.nowMs += 15 * minuteMs + 1;
    expect((await signIn("zhang.san", chosen)).session.actor.userName).toBe("张三");
  });

  test("tries at once are counted one by one", async () => {
    await officer();
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => signIn("zhang.san", "wrong")));
    const codes = tries.map((one) => (one.status === "rejected" ? (one.reason as { code: string }).code : "in"));
    expect(codes.filter((code) => code === "SIGN_IN_REFUSED")).toHaveLength(5);
    expect(codes.filter((code) => code === "SIGN_IN_LOCKED")).toHaveLength(7);
  });

  test("a name that does not exist is answered like a wrong password, and logged", async () => {
    await expect(signIn("nobody", "x")).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" });
    const entries = await records.asSystem(({ db }) =>
      db.selectFrom("audit_entries").select(["action", "subject"]).execute(),
    );
    expect(entries).toContainEqual({ action: "session.refused", subject: "login:nobody" });
  });
});

describe("a session", () => {
  test("holds while it is used, and ends when it is idle, over, signed out or unknown", async () => {
    const { opened } = await officer();
    for (let minutes = 0; minutes < 60; minutes += 20) {
      clock.nowMs += 20 * minuteMs;
      expect((await door.session(opened.secret)).actor.userName).toBe("张三");
    }
    clock.nowMs += 31 * minuteMs;
    await expect(door.session(opened.secret)).rejects.toMatchObject({ code: "SIGN_IN_NEEDED" });

    const next = await signIn("zhang.san", chosen);
    for (let hours = 0; hours < 12; hours += 0.25) {
      clock.nowMs += 15 * minuteMs - 1_000;
      await door.session(next.secret);
    }
    clock.nowMs += 15 * minuteMs;
    await expect(door.session(next.secret)).rejects.toMatchObject({ code: "SIGN_IN_NEEDED" });

    const last = await signIn("zhang.san", chosen);
    await door.signOut(last.session);
    await expect(door.session(last.secret)).rejects.toMatchObject({ code: "SIGN_IN_NEEDED" });
    await expect(door.session("made up")).rejects.toMatchObject({ code: "SIGN_IN_NEEDED" });
  });

  test("ends when its owner is changed, reset or put out of service", async () => {
    const { opened, admin, id } = await officer();
    const { rows: people } = await records.as(admin.session.actor, (work) => listPeople(work, {}));
    const person = people.find((one) => one.id === id);
    if (person === undefined) throw new Error("not listed");
    await records.as(admin.session.actor, (work) =>
      changePerson(work, { id, version: 1, active: false, draft: person }),
    );
    await expect(door.session(opened.secret)).rejects.toMatchObject({ code: "SIGN_IN_NEEDED" });
    await expect(signIn("zhang.san", chosen)).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" });
    await records.as(admin.session.actor, (work) =>
      changePerson(work, { id, version: 2, active: true, draft: person }),
    );
    const hashed = await makeOneTimePassword();
    await records.as(admin.session.actor, (work) => resetPassword(work, id, hashed));
    expect((await signIn("zhang.san", hashed.password)).session.owes).toBe("password");
  });
});

describe("people", () => {
  test("two administrators who change one person: the second is told, and nothing is lost", async () => {
    const { admin, id } = await officer();
    const { rows: people } = await records.as(admin.session.actor, (work) => listPeople(work, {}));
    const person = people.find((one) => one.id === id);
    if (person === undefined) throw new Error("not listed");
    const change = { id, version: 1, active: true, draft: { ...person, name: "张三丰" } };
    await records.as(admin.session.actor, (work) => changePerson(work, change));
    const second = records.as(admin.session.actor, (work) =>
      changePerson(work, { ...change, draft: { ...person, name: "张四" } }),
    );
    await expect(second).rejects.toMatchObject({ code: "RECORDS_CHANGED_MEANWHILE" });
  });

  test("only an administrator adds, changes or resets people, and whoever is no administrator is refused by the database", async () => {
    const { opened, id } = await officer();
    const { actor } = opened.session;
    const hashed = await makeOneTimePassword();
    const draft: PersonDraft = {
      login: "x",
      name: "x",
      policeNumber: "",
      unitCode: "000000000000",
      roles: ["administrator"],
      bank: "",
    };
    await expect(records.as(actor, (work) => addPerson(work, draft, hashed))).rejects.toMatchObject({
      code: "ACCESS_DENIED",
    });
    await expect(records.as(actor, (work) => resetPassword(work, id, hashed))).rejects.toMatchObject({
      code: "ACCESS_DENIED",
    });
    const change = { id, version: 1, active: true, draft };
    await expect(records.as(actor, (work) => changePerson(work, change))).rejects.toMatchObject({
      code: "ACCESS_DENIED",
    });
  });

  test("a login that is taken, a unit that does not exist, roles that exclude each other and a weak password are refused by name", async () => {
    const { opened, admin } = await officer();
    const hashed = await makeOneTimePassword();
    const draft: PersonDraft = {
      login: "ZHANG.SAN",
      name: "x",
      policeNumber: "",
      unitCode: "000000000000",
      roles: ["analyst"],
      bank: "",
    };
    const adding = records.as(admin.session.actor, (work) => addPerson(work, draft, hashed));
    await expect(adding).rejects.toMatchObject({ code: "PERSON_LOGIN_TAKEN" });
    const nowhere = { ...draft, login: "y", unitCode: "330299000000" };
    const placing = records.as(admin.session.actor, (work) => addPerson(work, nowhere, hashed));
    await expect(placing).rejects.toMatchObject({ code: "PERSON_UNIT_UNKNOWN" });
    const both: PersonDraft = { ...draft, login: "z", roles: ["auditor", "analyst"] };
    const mixing = records.as(admin.session.actor, (work) => addPerson(work, both, hashed));
    await expect(mixing).rejects.toMatchObject({ code: "PERSON_ROLES_REFUSED" });
    for (const weak of ["short", "zhang.san-2026", "aaaaaaaaaaaa", chosen]) {
      const changing = door.changePassword(opened.session, { old: chosen, new: weak });
      await expect(changing).rejects.toMatchObject({ code: "PASSWORD_REFUSED" });
    }
  });
});
