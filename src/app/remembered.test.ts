import { expect, it } from "vitest";
import { Remembered } from "./remembered.ts";

it("makes an answer once while it is kept, and drops the one that was unused longest", async () => {
  const kept = new Remembered<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    kept.get(key, async () => {
      made.push(key);
      return key;
    });
  await Promise.all([ask("a"), ask("a"), ask("b")]);
  await ask("a");
  await ask("c");
  await ask("a");
  await ask("b");
  expect(made).toEqual(["a", "b", "c", "b"]);
});

it("does not keep a failure", async () => {
  const kept = new Remembered<number>(2);
  await expect(kept.get("a", () => Promise.reject(new Error("once")))).rejects.toThrow("once");
  expect(await kept.get("a", async () => 1)).toBe(1);
});
