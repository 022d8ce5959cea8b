import { describe, expect, it } from "vitest";
import { Turns } from "./turns.ts";

const never = new AbortController().signal;

describe("turns", () => {
  it("are taken one at a time, first come first served", async () => {
    const turns = new Turns();
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      const pass = await turns.take(never);
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push(`${name} ends`);
      pass();
    };
    await Promise.all([work("a"), work("b"), work("c")]);
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
    expect(turns.taken).toBe(false);
  });

  it("who stops waiting holds nobody up and lets nobody overtake", async () => {
    const turns = new Turns();
    const first = await turns.take(never);
    const leaving = new AbortController();
    const second = turns.take(leaving.signal);
    let thirdHasIt = false;
    const third = turns.take(never).then((pass) => {
      thirdHasIt = true;
      return pass;
    });
    leaving.abort();
    await expect(second).rejects.toThrow(/abort/);
    expect(thirdHasIt).toBe(false);
    first();
    (await third)();
    expect(turns.taken).toBe(false);
  });
});
