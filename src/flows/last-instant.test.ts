import { expect, test } from "vitest";
import { formatChinaTime } from "./china-time.ts";
import { lastInstantOf } from "./last-instant.ts";

test.each([
  ["2024-03-05", "2024-03-05 23:59:59.999"],
  ["2024-03-05 14:03", "2024-03-05 14:03:59.999"],
  ["2024-03-05T14:03:22", "2024-03-05 14:03:22.999"],
  [" 2024-03-05 14:03:22.500 ", "2024-03-05 14:03:22.500"],
])("%s reaches to its last millisecond", (text, last) => {
  expect(formatChinaTime(lastInstantOf(text) ?? Number.NaN, "millisecond")).toBe(last);
});

test.each(["", "2024-02-30", "2024-03-05 24:00", "05/03/2024", "2024-03-05 14"])("%s is no instant", (text) => {
  expect(lastInstantOf(text)).toBeUndefined();
});
