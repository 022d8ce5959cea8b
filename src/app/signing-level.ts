import type { Actor } from "../access/resource.ts";
import type { ApprovalLevel } from "../recovery/approval-level.ts";

/**
 * At which level a person signs: an approver for the police of their unit's division (GB/T 2260: province, city,
 * county, told by the zeros at the end of its six digits), everybody else as an officer.
 */
export function signingLevel({ roles, unitCode }: Pick<Actor, "roles" | "unitCode">): ApprovalLevel {
  if (!roles.includes("approver")) return "officer";
  if (unitCode.slice(2, 6) === "0000") return "province";
  return unitCode.slice(4, 6) === "00" ? "city" : "county";
}
