import { expect, test } from "vitest";
import { nameInitials } from "../casework/search-query.ts";
import { commonReading } from "./character-readings.ts";

test.each([
  ["王小明", "wxm"],
  ["李四海", "lsh"],
  ["欧阳建国", "oyjg"],
  ["赵额尔敦", "zeed"],
  ["陈A座", "caz"],
])("C9 %s is found by %s", (name, initials) => {
  expect(nameInitials(name, commonReading)).toEqual([initials]);
});
