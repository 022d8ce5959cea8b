import { randomBytes, randomUUID } from "node:crypto";
import { rolesGranted } from "../access/grants.ts";
import { resourceOfKind } from "../access/resource.ts";
import { type Role, rolesFault } from "../access/role.ts";
import type { PageQuery } from "../contract/paging.ts";
import type { PeopleList } from "../contract/people.ts";
import { inBoth, SluiceError } from "../errors/sluice-error.ts";
import { setPassword, setSecondFactor } from "../storage/records/credentials.ts";
import type { RecordsStore, RecordsWork, SystemWork } from "../storage/records/records-store.ts";
import type { RowOf } from "../storage/records/records-tables.ts";
import { revokeSessions } from "../storage/records/sessions.ts";
import { hashPassword } from "./password-hash.ts";

/** A person as the administrator writes them down. */
export interface PersonDraft {
  readonly login: string;
  readonly name: string;
  readonly policeNumber: string;
  /** 12 digits. */
  readonly unitCode: string;
  readonly roles: readonly Role[];
  /** The bank or carrier of a liaison; empty for everyone else. */
  readonly bank: string;
}

/** A person as the records know them. */
export interface Person extends PersonDraft {
  readonly id: string;
  readonly active: boolean;
  /** Counts changes: a change names the version it was made from. */
  readonly version: number;
}

/** An account that was just made or reset: the password is shown once and kept nowhere. */
export interface OneTimePassword {
  readonly id: string;
  readonly login: string;
  readonly password: string;
}

/** The unit that stands above all others until the centre writes down its own. */
export const centreUnit = { code: "000000000000", name: "反诈中心", kind: "centre", valid_from: "1970-01-01" } as const;

/**
 * Makes the one account that a new installation needs: an administrator with a one-time password. `undefined` once there
 * is anyone at all.
 */
export async function makeFirstAdministrator(records: RecordsStore): Promise<OneTimePassword | undefined> {
  const password = oneTimePassword();
  const hash = await hashPassword(password);
  return records.asSystem(async ({ db, nowMs, log }) => {
    const anyone = await db.selectFrom("users").select("id").limit(1).executeTakeFirst();
    if (anyone !== undefined) return undefined;
    const person = { id: randomUUID(), login: "admin", name: "系统管理员", unit_code: centreUnit.code };
    await ensureCentre(db);
    await db
      .insertInto("users")
      .values({ ...person, roles: ["administrator"], created_at_ms: nowMs })
      .execute();
    await setPassword(db, person.id, { hash, mustChange: true, nowMs });
    await log({ action: "user.first", subject: `user:${person.id}` });
    return { id: person.id, login: person.login, password };
  });
}

/** Makes the centre known, unless it is. */
export function ensureCentre(db: SystemWork["db"]): Promise<void> {
  return ensureUnit(db, { ...centreUnit, parent_code: null });
}

/** Adds a person with a one-time password. @throws SluiceError PERSON_LOGIN_TAKEN, PERSON_ROLES_REFUSED, PERSON_UNIT_UNKNOWN, ACCESS_DENIED */
export async function addPerson(
  work: RecordsWork,
  draft: PersonDraft,
  hashed: HashedPassword,
): Promise<OneTimePassword> {
  const { db, nowMs, log, beyondRights } = work;
  // People are administered wherever they work.
  work.require("create", resourceOfKind("user"));
  const { id, login } = await writePerson(db, draft, nowMs);
  await beyondRights((free) => setPassword(free, id, { hash: hashed.hash, mustChange: true, nowMs }));
  const details = { login, roles: draft.roles, unit: draft.unitCode };
  await log({ action: "user.add", subject: `user:${id}`, details });
  return { id, login, password: hashed.password };
}

/** A person whom who holds the data folder adds. */
interface FolderDraft {
  readonly draft: PersonDraft;
  /** Of a unit that is not known yet; empty for one that is. */
  readonly unitName: string;
  /** The system's user who holds the data folder. */
  readonly by: string;
  readonly hashed: HashedPassword;
}

/**
 * Adds a person with a one-time password in the name of who holds the data folder, and their unit where it is named.
 * @throws SluiceError PERSON_LOGIN_TAKEN, PERSON_ROLES_REFUSED, PERSON_UNIT_UNKNOWN
 */
export function addFromFolder(
  records: RecordsStore,
  { draft, unitName, by, hashed }: FolderDraft,
): Promise<OneTimePassword> {
  return records.asSystem(async ({ db, nowMs, log }) => {
    const unit = { code: draft.unitCode, name: unitName, kind: "unit", parent_code: centreUnit.code };
    await ensureCentre(db);
    if (unitName !== "") await ensureUnit(db, { ...unit, valid_from: centreUnit.valid_from });
    const { id, login } = await writePerson(db, draft, nowMs);
    await setPassword(db, id, { hash: hashed.hash, mustChange: true, nowMs });
    const details = { login, roles: draft.roles, unit: draft.unitCode, by };
    await log({ action: "user.add", subject: `user:${id}`, details });
    return { id, login, password: hashed.password };
  });
}

/**
 * Changes a person, from the version that was seen. Whoever loses a role or the account loses their sessions at once.
 * @throws SluiceError RECORDS_NOT_FOUND, RECORDS_CHANGED_MEANWHILE, PERSON_ROLES_REFUSED, PERSON_UNIT_UNKNOWN
 */
export async function changePerson(
  work: RecordsWork,
  change: { readonly id: string; readonly version: number; readonly active: boolean; readonly draft: PersonDraft },
): Promise<Person> {
  const { db, nowMs, log, beyondRights } = work;
  const { id, version, active, draft } = change;
  work.require("change", resourceOfKind("user"));
  const before = await db.selectFrom("users").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (before === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
  if (before.version !== version)
    throw new SluiceError("RECORDS_CHANGED_MEANWHILE", { what: before.name, seen: version, current: before.version });
  refuseRoles(draft);
  await refuseUnknownUnit(db, draft.unitCode);
  const { login: _, ...columns } = columnsOf(draft);
  await db
    .updateTable("users")
    .set({ ...columns, active, version: version + 1 })
    .where("id", "=", id)
    .execute();
  await beyondRights((free) => revokeSessions(free, id, { nowMs }));
  const was = { roles: before.roles, unit: before.unit_code, active: before.active };
  await log({ action: "user.change", subject: `user:${id}`, details: { was, now: { ...draft, active } } });
  return { ...draft, login: before.login, id, active, version: version + 1 };
}

/** Gives a person a new one-time password, ends their sessions and takes their second factor away. */
export async function resetPassword(work: RecordsWork, id: string, hashed: HashedPassword): Promise<OneTimePassword> {
  const { db, nowMs, log, beyondRights } = work;
  work.require("change", resourceOfKind("user"));
  const person = await db.selectFrom("users").select("login").where("id", "=", id).executeTakeFirst();
  if (person === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: id });
  await beyondRights((free) => giveOneTimePassword(free, { id, hashed, nowMs }));
  await log({ action: "user.reset", subject: `user:${id}` });
  return { id, login: person.login, password: hashed.password };
}

/** Whether anybody works here whom cases are shown to. */
export function hasOfficers(records: RecordsStore): Promise<boolean> {
  return records.asSystem(async ({ db }) => {
    const people = await db.selectFrom("users").select("roles").where("active", "=", true).execute();
    return people.some(({ roles }) => rolesGranted("case", "create").some((role) => roles.includes(role)));
  });
}

/** The people whom the asking person may see, by login, page by page. */
export async function listPeople({ db }: RecordsWork, query: PageQuery): Promise<PeopleList> {
  const { after = "", limit = mostPeople } = query;
  const read = await peopleIn(db, { after, limit: limit + 1 });
  const rows = read.slice(0, limit);
  return { rows, next: read.length > limit ? (rows.at(-1)?.login ?? "") : "" };
}

/** One page holds the people of most centres. */
const mostPeople = 500;

/** Everyone, for who holds the data folder. */
export function listAllPeople(records: RecordsStore): Promise<readonly Person[]> {
  return records.asSystem(({ db }) => peopleIn(db));
}

/**
 * Gives a person a new one-time password in the name of who holds the data folder; sessions and second factor end.
 * @throws SluiceError RECORDS_NOT_FOUND
 */
export function resetFromFolder(
  records: RecordsStore,
  reset: { readonly login: string; readonly by: string; readonly hashed: HashedPassword },
): Promise<OneTimePassword> {
  const { by, hashed } = reset;
  const login = reset.login.trim().toLowerCase();
  return records.asSystem(async ({ db, nowMs, log }) => {
    const person = await db.selectFrom("users").select("id").where("login", "=", login).executeTakeFirst();
    if (person === undefined) throw new SluiceError("RECORDS_NOT_FOUND", { what: login });
    await giveOneTimePassword(db, { id: person.id, hashed, nowMs });
    await log({ action: "user.reset", subject: `user:${person.id}`, details: { by } });
    return { id: person.id, login, password: hashed.password };
  });
}

/** A one-time password and its hash, made before the transaction: hashing takes long on purpose. */
export interface HashedPassword {
  readonly password: string;
  readonly hash: string;
}

export async function makeOneTimePassword(): Promise<HashedPassword> {
  const password = oneTimePassword();
  return { password, hash: await hashPassword(password) };
}

/** 20 characters without those that are taken for one another when copied by hand: 98 bits. */
function oneTimePassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  // Bytes beyond a whole number of alphabets would make some letters likelier.
  const bytes = [...randomBytes(64)].filter((byte) => byte < 256 - (256 % letters.length));
  return bytes
    .slice(0, 20)
    .map((byte) => letters[byte % letters.length])
    .join("");
}

function columnsOf(draft: PersonDraft): {
  login: string;
  name: string;
  police_number: string;
  unit_code: string;
  roles: Role[];
  bank: string;
} {
  const { login, name, policeNumber, unitCode, roles, bank } = draft;
  return { login, name, police_number: policeNumber, unit_code: unitCode, roles: [...roles], bank };
}

function refuseRoles({ roles, bank }: PersonDraft): void {
  const reason = rolesFault(roles, bank);
  if (reason !== undefined) throw new SluiceError("PERSON_ROLES_REFUSED", inBoth("reason", reason));
}

async function ensureUnit(
  db: SystemWork["db"],
  unit: Pick<RowOf<"units">, "code" | "name" | "kind" | "parent_code" | "valid_from">,
): Promise<void> {
  await db
    .insertInto("units")
    .values({ ...unit, valid_to: null })
    .onConflict((known) => known.doNothing())
    .execute();
}

async function writePerson(
  db: SystemWork["db"],
  draft: PersonDraft,
  nowMs: number,
): Promise<{ readonly id: string; readonly login: string }> {
  const id = randomUUID();
  const login = draft.login.trim().toLowerCase();
  const taken = await db.selectFrom("users").select("id").where("login", "=", login).executeTakeFirst();
  if (taken !== undefined) throw new SluiceError("PERSON_LOGIN_TAKEN", { login });
  refuseRoles(draft);
  await refuseUnknownUnit(db, draft.unitCode);
  await db
    .insertInto("users")
    .values({ id, ...columnsOf(draft), login, created_at_ms: nowMs })
    .execute();
  return { id, login };
}

async function refuseUnknownUnit(db: SystemWork["db"], code: string): Promise<void> {
  const unit = await db.selectFrom("units").select("code").where("code", "=", code).executeTakeFirst();
  if (unit === undefined) throw new SluiceError("PERSON_UNIT_UNKNOWN", { code });
}

async function giveOneTimePassword(
  db: RecordsWork["db"],
  { id, hashed, nowMs }: { readonly id: string; readonly hashed: HashedPassword; readonly nowMs: number },
): Promise<void> {
  await setPassword(db, id, { hash: hashed.hash, mustChange: true, nowMs });
  await setSecondFactor(db, id, "");
  await revokeSessions(db, id, { nowMs });
}

async function peopleIn(
  db: RecordsWork["db"],
  { after = "", limit }: { readonly after?: string; readonly limit?: number } = {},
): Promise<readonly Person[]> {
  const rows = await db
    .selectFrom("users")
    .selectAll()
    .where("login", ">", after)
    .orderBy("login")
    .$if(limit !== undefined, (rest) => rest.limit(limit ?? 0))
    .execute();
  return rows.map(({ id, login, name, police_number, unit_code, roles, bank, active, version }) => {
    const draft = { login, name, policeNumber: police_number, unitCode: unit_code, roles, bank };
    return { ...draft, id, active, version };
  });
}
