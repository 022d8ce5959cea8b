/** What a person is here. One person may have several, but for those that exclude others. */
export const roles = [
  "analyst",
  "duty-officer",
  "investigator",
  "approver",
  "community-officer",
  "grid-worker",
  "bank-liaison",
  "carrier-liaison",
  "auditor",
  "administrator",
] as const;

export type Role = (typeof roles)[number];

/** Whether the text names a role. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** Who watches, administers or comes from outside has no second role (rule P2). */
export const rolesThatStandAlone: readonly Role[] = [
  "grid-worker",
  "bank-liaison",
  "carrier-liaison",
  "auditor",
  "administrator",
];

/** The role that excludes the others, or `undefined` when one person may have all of these. */
export function conflictingRole(held: readonly Role[]): Role | undefined {
  return new Set(held).size > 1 ? held.find((role) => rolesThatStandAlone.includes(role)) : undefined;
}
