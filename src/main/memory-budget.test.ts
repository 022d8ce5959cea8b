import { describe, expect, it } from "vitest";
import { memoryBudget } from "./memory-budget.ts";

describe("the memory budget", () => {
  it.each([
    ["8g", 8 * 2 ** 30],
    ["512M", 512 * 2 ** 20],
    ["64kb", 64 * 1024],
    ["1000", 1000],
    ["", 500],
  ])("%s is %i bytes", (written, bytes) => {
    expect(memoryBudget(written, 1_000)).toBe(bytes);
  });

  it.each(["0", "lots", "-1g", "1.5g", "8t"])("%s is refused", (written) => {
    expect(() => memoryBudget(written, 1_000)).toThrow(expect.objectContaining({ code: "COMMAND_OPTION_BAD_VALUE" }));
  });
});
