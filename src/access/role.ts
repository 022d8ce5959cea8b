import type { Words } from "../errors/sluice-error.ts";

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
const standAlone: readonly Role[] = ["grid-worker", "bank-liaison", "carrier-liaison", "auditor", "administrator"];

/** The role that excludes the others, or `undefined` when one person may have all of these. */
export function conflictingRole(held: readonly Role[]): Role | undefined {
  return new Set(held).size > 1 ? held.find((role) => standAlone.includes(role)) : undefined;
}

/** What is wrong with the roles that somebody is given, in words of both languages; `undefined` when nothing is (rule P2). */
export function rolesFault(given: readonly string[], bank: string): Words | undefined {
  const held = given.filter(isRole);
  if (given.length === 0) return { zh: "没有角色", en: "no role at all" };
  if (held.length < given.length) {
    const all = roles.join(", ");
    return { zh: `没有这样的角色，可选 ${all}`, en: `no such role, there are: ${all}` };
  }
  const alone = conflictingRole(held);
  if (alone !== undefined) return { zh: `${alone} 不得兼任`, en: `${alone} stands alone` };
  const isLiaison = held.some((role) => role === "bank-liaison" || role === "carrier-liaison");
  if (isLiaison && bank === "") return { zh: "联络员须写明所属银行或运营商", en: "a liaison needs a bank or carrier" };
  return !isLiaison && bank !== ""
    ? { zh: "只有联络员可写银行或运营商", en: "only a liaison has a bank or carrier" }
    : undefined;
}
