import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { once } from "../../src/storage/records/once.ts";
import type { RecordsActor } from "../../src/storage/records/records-store.ts";
import { actorOf, addPerson, type RecordsUnderTest } from "./records-store.ts";

/** Creating steps that are sent more than once, on any engine. */
export function onceConformance(given: () => RecordsUnderTest): void {
  describe("a creating step", () => {
    let person: RecordsActor;
    beforeAll(async () => {
      person = actorOf(["administrator"]);
      await addPerson(given().records, person);
    });

    /** Adds a setting of this name and answers how often the step ran. */
    function create(key: string, name: string, fail = ""): Promise<{ readonly made: string }> {
      return given().records.as(person, (work) =>
        once(work, { key, requestHash: name }, async () => {
          await work.db.insertInto("settings").values({ name, value: "1" }).execute();
          await work.log({ action: "setting.add", subject: `setting:${name}` });
          if (fail !== "") throw new Error(fail);
          return { made: name };
        }),
      );
    }

    test("is carried out once for its key, and answered each time", async () => {
      const [key, name] = [randomUUID(), randomUUID()];
      expect(await create(key, name)).toEqual({ made: name });
      expect(await create(key, name)).toEqual({ made: name });
    });

    test("that is sent five times at once is carried out once", async () => {
      const [key, name] = [randomUUID(), randomUUID()];
      const answers = await Promise.all(Array.from({ length: 5 }, () => create(key, name)));
      expect(answers).toEqual(Array.from({ length: 5 }, () => ({ made: name })));
    });

    test("that failed may be sent again under its key", async () => {
      const [key, name] = [randomUUID(), randomUUID()];
      await expect(create(key, name, "cut")).rejects.toMatchObject({ code: "RECORDS_FAILED" });
      expect(await create(key, name)).toEqual({ made: name });
    });

    test("is refused under the key of another request", async () => {
      const key = randomUUID();
      await create(key, randomUUID());
      await expect(create(key, randomUUID())).rejects.toMatchObject({ code: "RECORDS_KEY_REUSED" });
    });
  });
}
