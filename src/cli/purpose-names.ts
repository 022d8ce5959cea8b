import type { DoctrinePurpose } from "../app/case-doctrine.ts";
import type { Text } from "./text.ts";

/** What a trace or a decision about a doctrine is for (T14). */
export const purposeNames: Readonly<Record<DoctrinePurpose | "beside", Text>> = {
  search: { zh: "查找", en: "search" },
  attribution: { zh: "归属", en: "attribution" },
  beside: { zh: "对照", en: "beside" },
};
