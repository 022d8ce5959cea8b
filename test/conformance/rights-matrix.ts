import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { mayDo } from "../../src/access/may-do.ts";
import { actingActions, type Resource, type ResourceKind } from "../../src/access/resource.ts";
import { type Role, roles } from "../../src/access/role.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import type { RecordsTables } from "../../src/storage/records/records-tables.ts";
import { draftedOrder } from "../fixtures/order-bodies.ts";
import { addPerson, type RecordsUnderTest } from "./records-store.ts";

const city = "330200000000";
const district = "330206000000";
const otherDistrict = "330205000000";
const bank = "中国银行";

/** One row of a table, and what the rules of access know of it. */
interface Planted {
  readonly id: string;
  readonly facts: Resource;
  readonly values: Readonly<Record<string, unknown>>;
}

/** How a row of a table is written: by the facts about it. */
interface GuardedTable {
  readonly table: keyof RecordsTables;
  readonly kind: ResourceKind;
  readonly reachedBy: readonly ("case" | "assigned" | "bank")[];
  readonly values: (row: {
    id: string;
    unitCode: string;
    caseId: string | null;
    userId: string;
    bank: string;
  }) => Readonly<Record<string, unknown>>;
}

const body = "{}";
/** What hangs on a report hangs on this one. */
const plantedReport = randomUUID();
const guarded: readonly GuardedTable[] = [
  {
    table: "reports",
    kind: "report",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId, userId }) => {
      const victim = { victim_name: "甲", victim_id_number: "", victim_phone: "", type: "刷单" };
      return {
        id,
        number: id,
        unit_code: unitCode,
        case_id: caseId,
        taken_by: userId,
        taken_at_ms: 1,
        ...victim,
        body,
      };
    },
  },
  {
    table: "series",
    kind: "series",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId }) => {
      return { id, name: "串", unit_code: unitCode, case_ids: caseId === null ? [] : [caseId], body, created_at_ms: 1 };
    },
  },
  {
    table: "case_notes",
    kind: "document",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId, userId }) => {
      return { id, case_id: caseId, unit_code: unitCode, kind: "note", text: "x", by_user: userId, at_ms: 1 };
    },
  },
  {
    table: "tasks",
    kind: "task",
    reachedBy: ["case", "assigned"],
    values: ({ id, unitCode, caseId, userId }) => {
      return {
        id,
        number: id,
        what: "x",
        case_id: caseId,
        unit_code: unitCode,
        sent_by: userId,
        assignee_id: userId,
        standing: "sent-down",
        due_at_ms: 1,
        body,
      };
    },
  },
  {
    table: "hand_overs",
    kind: "hand-over",
    reachedBy: [],
    values: ({ id, unitCode, userId }) => ({
      id,
      unit_code: unitCode,
      from_user: userId,
      to_user: userId,
      at_ms: 1,
      body,
    }),
  },
  {
    table: "victim_contacts",
    kind: "contact",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId, userId }) => {
      const said = { channel: "phone", words: "x", by_user: userId, at_ms: 1 };
      return { id, report_id: plantedReport, case_id: caseId, unit_code: unitCode, ...said };
    },
  },
  {
    table: "caller_codes",
    kind: "contact",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId, userId }) => {
      const issued = { by_user: userId, hash: id, issued_at_ms: 1, expires_at_ms: 2 };
      return { id, report_id: plantedReport, case_id: caseId, unit_code: unitCode, ...issued };
    },
  },
  {
    table: "sanctions",
    kind: "sanction",
    reachedBy: ["case"],
    values: ({ id, unitCode, caseId }) => {
      const sanction = JSON.stringify({ id, caseId, unitCode, basis: { sources: ["row:1"] } });
      const place = { case_id: caseId, unit_code: unitCode, subject_hash: "h" };
      return { id, number: id, ...place, standing: "proposed", proposed_at_ms: 1, body: sanction };
    },
  },
  {
    table: "retention_runs",
    kind: "retention",
    reachedBy: [],
    values: ({ id, unitCode, userId }) => {
      const asked = { asked_by: userId, asked_at_ms: 1, people: 0, accounts: "{}" };
      return { id, unit_code: unitCode, standing: "proposed", ...asked };
    },
  },
  {
    table: "reviews",
    kind: "review",
    reachedBy: [],
    values: ({ id, unitCode, userId }) => {
      const place = Number.parseInt(id.slice(0, 8), 16);
      return {
        id,
        entry_n: place,
        seq: place,
        reasons: "{drawn}",
        user_id: userId,
        unit_code: unitCode,
        at_ms: 1_780_000_000_000,
      };
    },
  },
  {
    table: "orders",
    kind: "order",
    reachedBy: ["case", "bank"],
    values: ({ id, unitCode, caseId, userId, bank: atBank }) => {
      const order = draftedOrder({ id, unitCode, caseId: caseId ?? "", by: userId, bank: atBank });
      const { kind, account } = order;
      const place = { case_id: caseId, unit_code: unitCode, bank: atBank, account_key: account.key };
      return { id, number: id, kind, ...place, standing: "draft", drafted_at_ms: 1, body: JSON.stringify(order) };
    },
  },
];

/** Every role, in the unit that holds a row, above it and beside it; some are members of the row's case or got the task. */
function actors(): readonly RecordsActor[] {
  return roles.flatMap((role: Role) =>
    [city, district, otherDistrict].map((unitCode) => {
      const isLiaison = role === "bank-liaison" || role === "carrier-liaison";
      return { userId: randomUUID(), userName: role, unitCode, roles: [role], bank: isLiaison ? bank : "" };
    }),
  );
}

/** What the database lets a person see and change, compared with what the rules of access say, for every role and row. */
export function rightsMatrixConformance(given: () => RecordsUnderTest): void {
  describe("rights", () => {
    const people = actors();
    const planted = new Map<keyof RecordsTables, readonly Planted[]>();

    beforeAll(async () => {
      const { records } = given();
      await records.asSystem(async ({ db }) => {
        const unit = { kind: "分局", valid_from: "2000-01-01", parent_code: null, valid_to: null };
        await db
          .insertInto("units")
          .values([city, district, otherDistrict].map((code) => ({ ...unit, code, name: code })))
          .onConflict((known) => known.doNothing())
          .execute();
      });
      for (const person of people) await addPerson(records, person);
      await records.asSystem(async ({ db }) => {
        const cases = await plantCases(db);
        const [reports] = guarded;
        const userId = people[0]?.userId ?? "";
        const report = { id: plantedReport, unitCode: district, caseId: null, userId, bank: "" };
        if (reports !== undefined) await insert(db, reports.table, reports.values(report));
        for (const spec of guarded) planted.set(spec.table, await plantRows(db, spec, cases));
      });
    });

    /** One case without members of these people, and one whose members are every second of them. */
    async function plantCases(
      db: Db,
    ): Promise<readonly { readonly id: string; readonly members: readonly string[] }[]> {
      const owner = people[0]?.userId ?? "";
      const cases = [
        { id: randomUUID(), members: [] },
        { id: randomUUID(), members: people.filter((_, at) => at % 2 === 1).map((person) => person.userId) },
      ];
      for (const { id, members } of cases) {
        const named = { number: id, name: "案", trace_name: id, type: "刷单" };
        await db
          .insertInto("cases")
          .values({ id, ...named, unit_code: district, owner_id: owner, body, created_at_ms: 1 })
          .execute();
        if (members.length > 0)
          await db
            .insertInto("case_members")
            .values(members.map((user_id) => ({ case_id: id, user_id })))
            .execute();
      }
      return cases;
    }

    async function plantRows(
      db: Db,
      { table, kind, reachedBy, values }: GuardedTable,
      cases: readonly { readonly id: string; readonly members: readonly string[] }[],
    ): Promise<readonly Planted[]> {
      const rows = [district, otherDistrict].flatMap((unitCode) =>
        cases.flatMap(({ id: caseId, members }) =>
          people.slice(0, 12).map((person, at): Planted => {
            const id = randomUUID();
            const facts = {
              kind,
              unitCode,
              caseMembers: reachedBy.includes("case") ? members : [],
              bank: reachedBy.includes("bank") ? (at % 2 === 0 ? bank : "另一银行") : "",
              assignees: reachedBy.includes("assigned") ? [person.userId] : [],
              userId: "",
              hands: [],
            };
            return { id, facts, values: values({ id, unitCode, caseId, userId: person.userId, bank: facts.bank }) };
          }),
        ),
      );
      for (const row of rows) await insert(db, table, row.values);
      return rows;
    }

    test.each(guarded.map((spec) => spec.table))(
      "%s: who sees a row is who the rules let read or search it",
      async (table) => {
        const rows = planted.get(table) ?? [];
        for (const actor of people) {
          const seen = await given().records.as(actor, async ({ db }) => {
            const { rows: found } = await sql<{ id: string }>`SELECT id FROM ${sql.table(table)}`.execute(db);
            return new Set(found.map((row) => row.id));
          });
          const wanted = rows.filter(({ facts }) => mayDo(actor, "read", facts) || mayDo(actor, "search", facts));
          const shown = rows.filter(({ id }) => seen.has(id));
          expect(
            shown.map(({ id }) => id),
            `${actor.userName} of ${actor.unitCode}`,
          ).toEqual(wanted.map(({ id }) => id));
        }
      },
    );

    test.each(guarded.map((spec) => spec.table))(
      "%s: who changes a row is who sees it and may do anything to it",
      async (table) => {
        const changing = actingActions.filter((action) => !["create", "open", "export"].includes(action));
        for (const actor of people) {
          for (const { id, facts } of (planted.get(table) ?? []).filter((_, at) => at % 5 === 0)) {
            const wanted =
              (mayDo(actor, "read", facts) || mayDo(actor, "search", facts)) &&
              changing.some((action) => mayDo(actor, action, facts));
            expect(await changes(actor, table, id), `${actor.userName} of ${actor.unitCode}: ${id}`).toBe(wanted);
          }
        }
      },
    );

    test.each(guarded.map((spec) => spec.table))("%s: who adds a row is who the rules let create it", async (table) => {
      const [first, second] = planted.get(table) ?? [];
      for (const actor of people) {
        for (const row of [first, second]) {
          if (row === undefined) continue;
          const wanted = mayDo(actor, "create", row.facts);
          expect(await adds(actor, table, row), `${actor.userName} of ${actor.unitCode}`).toBe(wanted);
        }
      }
    });

    /** Whether an update reaches the row; nothing of it stays. */
    async function changes(actor: RecordsActor, table: keyof RecordsTables, id: string): Promise<boolean> {
      let reached = false;
      const trying = given().records.as(actor, async ({ db }) => {
        const { rows } = await sql`UPDATE ${sql.table(table)} SET id = id WHERE id = ${id} RETURNING id`.execute(db);
        reached = rows.length > 0;
        throw new Error("undo");
      });
      await expect(trying).rejects.toThrow();
      return reached;
    }

    /** Whether the database takes a copy of the row under another id; nothing of it stays. */
    async function adds(actor: RecordsActor, table: keyof RecordsTables, row: Planted): Promise<boolean> {
      let taken = false;
      const id = randomUUID();
      // Wherever the row names itself, also in its body.
      const values = Object.fromEntries(
        Object.entries(row.values).map(([column, value]) => [
          column,
          typeof value === "string" ? value.replaceAll(row.id, id) : value,
        ]),
      );
      const trying = given().records.as(actor, async ({ db }) => {
        await insert(db, table, values);
        taken = true;
        throw new Error("undo");
      });
      await expect(trying).rejects.toThrow();
      return taken;
    }
  });
}

type Db = Parameters<Parameters<RecordsUnderTest["records"]["read"]>[0]>[0];

async function insert(db: Db, table: keyof RecordsTables, values: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(values).map((column) => sql.ref(column));
  const cells = Object.values(values).map((value) => sql.val(value));
  await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns)}) VALUES (${sql.join(cells)})`.execute(db);
}
