import { type TUnsafe, Type } from "typebox";
import type { CallerAnswer } from "../recovery/caller-code.ts";
import type { Clock } from "../recovery/clock.ts";
import type { ContactChannel } from "../recovery/victim-contact.ts";
import { oneOf, schemaOf } from "./checked-schema.ts";
import { pageFields, type PageQuery } from "./paging.ts";
import { instantSchema, uuidSchema } from "./recovery-order-parts.ts";

const channels: readonly ContactChannel[] = ["phone", "message", "visit", "letter"];

/** A call, letter, message or visit to the victim of a report. */
export interface ContactBody {
  readonly reportId: string;
  readonly channel: ContactChannel;
  /** What was said or written: no link, and no telephone number but the centre's. */
  readonly words: string;
  /** Until when a further call was promised. */
  readonly promisedByMs?: number;
}

export const contactBodySchema: TUnsafe<ContactBody> = schemaOf<ContactBody>()(
  Type.Object({
    reportId: uuidSchema,
    channel: oneOf(channels),
    words: Type.String({ maxLength: 4_000 }),
    promisedByMs: Type.Optional(instantSchema),
  }),
);

/** A contact as it was logged. */
export interface ContactView {
  readonly id: string;
  readonly reportId: string;
  readonly caseId: string;
  readonly channel: ContactChannel;
  /** Long numbers in it are masked. */
  readonly words: string;
  readonly by: string;
  readonly atMs: number;
  readonly promisedByMs: number | null;
}

const contact = Type.Object(
  {
    id: Type.String(),
    reportId: Type.String(),
    caseId: Type.String(),
    channel: oneOf(channels),
    words: Type.String(),
    by: Type.String(),
    atMs: Type.Integer(),
    promisedByMs: Type.Unsafe<number | null>({ type: ["integer", "null"] }),
  },
  { title: "VictimContact" },
);

export const contactViewSchema: TUnsafe<ContactView> = schemaOf<ContactView>()(contact);

/** Contacts with whom. */
export interface ContactQuery extends PageQuery {
  readonly report?: string;
}

export const contactQuerySchema: TUnsafe<ContactQuery> = schemaOf<ContactQuery>()(
  Type.Object({ ...pageFields, report: Type.Optional(uuidSchema) }),
);

/** A page of contacts, the latest first. */
export interface ContactPage {
  readonly rows: readonly ContactView[];
  readonly next: string;
}

export const contactPageSchema: TUnsafe<ContactPage> = schemaOf<ContactPage>()(
  Type.Object({ rows: Type.Array(contact), next: Type.String() }, { title: "VictimContacts" }),
);

/** Victims who have to be told that money was frozen for them, the most urgent first. */
export interface DueContacts {
  readonly rows: readonly {
    readonly reportId: string;
    readonly reportNumber: string;
    readonly caseId: string;
    readonly victimName: string;
    readonly clock: Clock;
  }[];
  readonly next: string;
}

export const dueContactsSchema: TUnsafe<DueContacts> = schemaOf<DueContacts>()(
  Type.Object(
    {
      rows: Type.Array(
        Type.Object({
          reportId: Type.String(),
          reportNumber: Type.String(),
          caseId: Type.String(),
          victimName: Type.String(),
          clock: Type.Unsafe<Clock>({}),
        }),
      ),
      next: Type.String(),
    },
    { title: "DueContacts" },
  ),
);

/** For a call to the victim of which report. */
export interface CallerCodeBody {
  readonly reportId: string;
}

export const callerCodeBodySchema: TUnsafe<CallerCodeBody> = schemaOf<CallerCodeBody>()(
  Type.Object({ reportId: uuidSchema }),
);

/** A code for one call. It is shown here alone. */
export interface IssuedCallerCode {
  readonly id: string;
  readonly code: string;
  readonly expiresAtMs: number;
}

export const issuedCallerCodeSchema: TUnsafe<IssuedCallerCode> = schemaOf<IssuedCallerCode>()(
  Type.Object({ id: Type.String(), code: Type.String(), expiresAtMs: Type.Integer() }, { title: "CallerCode" }),
);

/** What a victim reads to the hotline, and the telephone number that they gave in their report. */
export interface CallerCodeRead {
  readonly phone: string;
  readonly code: string;
}

export const callerCodeReadSchema: TUnsafe<CallerCodeRead> = schemaOf<CallerCodeRead>()(
  Type.Object({
    phone: Type.String({ minLength: 1, maxLength: 40 }),
    code: Type.String({ minLength: 1, maxLength: 20 }),
  }),
);

/** What the operator tells the victim. Who called is told of our own callers alone. */
export interface CallerVerdict {
  readonly answer: CallerAnswer;
  readonly zh: string;
  readonly en: string;
  readonly callerName: string;
  readonly policeNumber: string;
  readonly unitName: string;
}

const answers: readonly CallerAnswer[] = ["ours", "expired", "used", "locked", "not-ours"];

export const callerVerdictSchema: TUnsafe<CallerVerdict> = schemaOf<CallerVerdict>()(
  Type.Object(
    {
      answer: oneOf(answers),
      zh: Type.String(),
      en: Type.String(),
      callerName: Type.String(),
      policeNumber: Type.String(),
      unitName: Type.String(),
    },
    { title: "CallerVerdict" },
  ),
);

/** The telephone numbers of the centre: the only ones that words to a victim may hold. */
export interface CentreNumbers {
  readonly numbers: readonly string[];
}

export const centreNumbersSchema: TUnsafe<CentreNumbers> = schemaOf<CentreNumbers>()(
  Type.Object(
    {
      numbers: Type.Array(Type.String({ pattern: "^[0-9]{3,20}$" }), { minItems: 1, maxItems: 50, uniqueItems: true }),
    },
    { title: "CentreNumbers" },
  ),
);
