import type { Resource } from "../access/resource.ts";

/** People are administered wherever they work. */
export const anyUser: Resource = {
  kind: "user",
  unitCode: "",
  caseMembers: [],
  bank: "",
  assignees: [],
  userId: "",
  hands: [],
};
