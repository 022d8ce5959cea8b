import { type TUnsafe, Type } from "typebox";
import type { Role } from "../access/role.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";

/** A person as the administrator writes them down. */
export interface PersonBody {
  readonly login: string;
  readonly name: string;
  readonly policeNumber: string;
  readonly unitCode: string;
  readonly roles: readonly Role[];
  readonly bank: string;
}

/** The roles that people can be given, in the order in which they are offered; one that is left out does not compile. */
const offeredRoles: Readonly<Record<Role, true>> = {
  analyst: true,
  "duty-officer": true,
  investigator: true,
  approver: true,
  "community-officer": true,
  "grid-worker": true,
  "bank-liaison": true,
  "carrier-liaison": true,
  auditor: true,
  administrator: true,
};

const body = {
  login: Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\s]+$" }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  policeNumber: Type.String({ maxLength: 20 }),
  unitCode: Type.String({ pattern: "^[0-9]{12}$" }),
  roles: Type.Array(oneOf(Object.keys(offeredRoles) as Role[]), { maxItems: 10, uniqueItems: true }),
  bank: Type.String({ maxLength: 100 }),
};

export const personBodySchema: TUnsafe<PersonBody> = schemaOf<PersonBody>()(Type.Object(body));

/** A change of a person, from the version that was seen. */
export interface PersonChange extends PersonBody {
  readonly version: number;
  readonly active: boolean;
}

export const personChangeSchema: TUnsafe<PersonChange> = schemaOf<PersonChange>()(
  Type.Object({ ...body, version: Type.Integer({ minimum: 1 }), active: Type.Boolean() }),
);

/** A person of the centre. */
export interface PersonView extends PersonChange {
  readonly id: string;
}

const person = Type.Object(
  { ...body, id: Type.String(), version: Type.Integer(), active: Type.Boolean() },
  { title: "Person" },
);

export const personViewSchema: TUnsafe<PersonView> = schemaOf<PersonView>()(person);

/** A page of people, by login. */
export interface PeopleList {
  readonly rows: readonly PersonView[];
  readonly next: string;
}

export const peopleListSchema: TUnsafe<PeopleList> = schemaOf<PeopleList>()(
  Type.Object({ rows: Type.Array(person), next: Type.String() }, { title: "People" }),
);

/** A password that is shown once. */
export interface OneTimePasswordView {
  readonly id: string;
  readonly login: string;
  readonly password: string;
}

export const oneTimePasswordSchema: TUnsafe<OneTimePasswordView> = schemaOf<OneTimePasswordView>()(
  Type.Object({ id: Type.String(), login: Type.String(), password: Type.String() }, { title: "OneTimePassword" }),
);
