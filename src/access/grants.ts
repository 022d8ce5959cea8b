import { type Action, actions, caseKinds, type ResourceKind, resourceKinds } from "./resource.ts";
import { type Role, roles } from "./role.ts";

/** Which rows a grant reaches, judged by the row's facts (rule P4). */
export type Reach =
  | "everywhere"
  /** Rows of the own unit and the units below it. */
  | "unit"
  /** Rows of cases of which one is owner or member, wherever they are held. */
  | "case"
  /** Rows that concern the liaison's own bank or carrier. */
  | "bank"
  /** What was given to oneself. */
  | "assigned"
  /** Rows about oneself. */
  | "self";

/** What a role may do to which rows. */
export interface Grant {
  readonly role: Role;
  readonly kinds: readonly ResourceKind[];
  readonly actions: readonly Action[];
  readonly reach: readonly Reach[];
}

const look: readonly Action[] = ["read", "search"];
const write: readonly Action[] = ["create", "change"];
const unitOrCase: readonly Reach[] = ["unit", "case"];
const officers: readonly Role[] = ["analyst", "duty-officer", "investigator", "approver"];

/** Everything that anybody may do; what is not here is refused (rule P1). */
export const grants: readonly Grant[] = [
  ...roles.flatMap((role): Grant[] => [
    { role, kinds: ["user", "session", "job"], actions: ["read"], reach: ["self"] },
    { role, kinds: ["session"], actions: ["revoke"], reach: ["self"] },
    { role, kinds: ["unit", "rule", "setting"], actions: ["read"], reach: ["everywhere"] },
  ]),
  ...officers.flatMap((role): Grant[] => [
    { role, kinds: caseKinds, actions: look, reach: unitOrCase },
    { role, kinds: ["person", "account"], actions: ["open"], reach: unitOrCase },
    { role, kinds: ["user"], actions: ["read"], reach: ["everywhere"] },
    { role, kinds: ["task"], actions: ["read", "answer"], reach: ["assigned"] },
  ]),
  ...(["analyst", "duty-officer", "investigator"] as const).flatMap((role): Grant[] => [
    {
      role,
      kinds: ["report", "loss", "trace", "evidence", "document", "task", "contact"],
      actions: write,
      reach: unitOrCase,
    },
    { role, kinds: ["order"], actions: ["create", "change", "answer"], reach: unitOrCase },
    { role, kinds: ["package"], actions: ["export"], reach: unitOrCase },
    { role, kinds: ["job"], actions: ["create", "revoke"], reach: ["self"] },
  ]),
  { role: "analyst", kinds: ["series", "person", "account"], actions: write, reach: unitOrCase },
  { role: "duty-officer", kinds: ["case", "hand-over", "grievance"], actions: write, reach: unitOrCase },
  { role: "duty-officer", kinds: ["hand-over"], actions: ["sign"], reach: ["unit"] },
  { role: "duty-officer", kinds: ["order"], actions: ["sign", "send"], reach: ["unit"] },
  // The hotline's: to tell a victim whether a caller is ours.
  { role: "duty-officer", kinds: ["contact"], actions: ["answer"], reach: ["unit"] },
  { role: "duty-officer", kinds: ["task", "visit"], actions: ["create", "assign"], reach: ["unit"] },
  { role: "investigator", kinds: ["case"], actions: ["create", "assign"], reach: unitOrCase },
  { role: "investigator", kinds: ["case", "series", "person", "account"], actions: ["change"], reach: ["case"] },
  { role: "investigator", kinds: ["series"], actions: ["create"], reach: unitOrCase },
  { role: "investigator", kinds: ["return", "grievance", "sanction"], actions: [...write, "answer"], reach: ["case"] },
  { role: "investigator", kinds: ["order", "return", "sanction"], actions: ["sign", "send"], reach: ["case"] },
  { role: "investigator", kinds: ["task"], actions: ["assign"], reach: ["case"] },
  {
    role: "approver",
    kinds: ["order", "return", "sanction", "grievance", "person", "case"],
    actions: ["approve"],
    reach: unitOrCase,
  },
  { role: "approver", kinds: ["review"], actions: [...look, "approve"], reach: ["unit"] },
  { role: "approver", kinds: ["retention"], actions: [...look, "create", "approve"], reach: ["unit"] },
  { role: "approver", kinds: ["case", "task"], actions: ["assign"], reach: ["unit"] },
  { role: "community-officer", kinds: ["visit"], actions: [...look, "create", "assign", "open"], reach: ["unit"] },
  { role: "community-officer", kinds: ["task", "visit"], actions: ["read", "answer"], reach: ["assigned"] },
  { role: "community-officer", kinds: ["report"], actions: ["create"], reach: ["unit"] },
  { role: "grid-worker", kinds: ["visit"], actions: ["read", "answer"], reach: ["assigned"] },
  ...(["bank-liaison", "carrier-liaison"] as const).map(
    (role): Grant => ({ role, kinds: ["account", "order"], actions: look, reach: ["bank"] }),
  ),
  { role: "bank-liaison", kinds: ["order"], actions: ["answer"], reach: ["bank"] },
  { role: "carrier-liaison", kinds: ["order"], actions: ["answer"], reach: ["bank"] },
  { role: "auditor", kinds: resourceKinds, actions: look, reach: ["everywhere"] },
  { role: "auditor", kinds: ["log"], actions: ["verify"], reach: ["everywhere"] },
  {
    role: "administrator",
    kinds: ["user", "unit", "rule", "setting"],
    actions: [...look, ...write],
    reach: ["everywhere"],
  },
  { role: "administrator", kinds: ["user", "session", "job"], actions: ["read", "revoke"], reach: ["everywhere"] },
];

/** Of every kind and action, which roles have a grant at all: for documents and for the matrix of the routes. */
export function rolesGranted(kind: ResourceKind, action: Action): readonly Role[] {
  const held = grants.filter((grant) => grant.kinds.includes(kind) && grant.actions.includes(action));
  return roles.filter((role) => held.some((grant) => grant.role === role));
}

/** Actions that any role may do to a kind: what there can be routes for. */
export function actionsOn(kind: ResourceKind): readonly Action[] {
  return actions.filter((action) => rolesGranted(kind, action).length > 0);
}
