import type { Denial } from "./denial.ts";
import { type Grant, grants, type Reach } from "./grants.ts";
import type { Action, Actor, Resource } from "./resource.ts";
import { conflictingRole } from "./role.ts";
import { covers } from "./unit-code.ts";

/**
 * Whether somebody may do something to a row (rules P1 to P5): `null` when they may. The database decides the same by
 * its policies; a generated matrix compares the two. `not-yours` is told to nobody as such: a row that one may not see
 * is answered like one that does not exist.
 */
export function whyNot(actor: Actor, action: Action, resource: Resource): Denial | null {
  if (conflictingRole(actor.roles) !== undefined) return "roles-conflict";
  const granted = grants.filter((grant) => isGranted(grant, actor, { action, resource }));
  if (granted.length === 0) return "no-role-for-it";
  if (!granted.some((grant) => grant.reach.some((reach) => reaches(reach, actor, resource)))) return "not-yours";
  return action === "approve" && resource.hands.includes(actor.userId) ? "second-person" : null;
}

/** Whether they may. */
export function mayDo(actor: Actor, action: Action, resource: Resource): boolean {
  return whyNot(actor, action, resource) === null;
}

interface Deed {
  readonly action: Action;
  readonly resource: Resource;
}

function isGranted(grant: Grant, actor: Actor, { action, resource }: Deed): boolean {
  return actor.roles.includes(grant.role) && grant.kinds.includes(resource.kind) && grant.actions.includes(action);
}

function reaches(reach: Reach, actor: Actor, resource: Resource): boolean {
  switch (reach) {
    case "everywhere":
      return true;
    case "unit":
      return covers(actor.unitCode, resource.unitCode);
    case "case":
      return resource.caseMembers.includes(actor.userId);
    case "bank":
      return actor.bank !== "" && actor.bank === resource.bank;
    case "assigned":
      return resource.assignees.includes(actor.userId);
    case "self":
      return actor.userId === resource.userId;
  }
}
