import { expect, test } from "vitest";
import { explain } from "./sluice-error.ts";

test("the system's reason is told in the reader's language, with its code", () => {
  const details = { path: "a.csv", reason: "EACCES: permission denied, open 'a.csv'" };
  expect(explain("INTAKE_PATH_UNREADABLE", details, "zh")).toContain("（没有权限，EACCES）");
  expect(explain("INTAKE_PATH_UNREADABLE", details, "en")).toContain("(no permission, EACCES)");
});

test("a reason without a known code stands as it is", () => {
  expect(explain("INTAKE_ZIP_DAMAGED", { reason: "Expected EOF" }, "zh")).toContain("（Expected EOF）");
});
