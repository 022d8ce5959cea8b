import type { FieldName } from "./field-table.ts";
import { headingKey } from "./heading-key.ts";
import type { Candidate } from "./map-columns.ts";

/**
 * `付款人` alone is who pays by whatever the file knows them; beside `付款人账号` it is the payer's name. The same for the
 * payee.
 */
export function settlePayers(candidates: readonly Candidate[]): readonly Candidate[] {
  return settle(settle(candidates, "payer", "payerName"), "payee", "payeeName");
}

function settle(candidates: readonly Candidate[], side: FieldName, name: FieldName): readonly Candidate[] {
  const sides = candidates.filter((one) => one.field === side);
  if (sides.length < 2 || candidates.some((one) => one.field === name)) return candidates;
  const named = sides.filter((one) => !accountWords.test(headingKey(one.heading)));
  const [person] = named;
  if (person === undefined || named.length === sides.length) return candidates;
  return candidates.map((one) => (one === person ? { ...one, field: name } : one));
}

const accountWords = /账|帐|卡|号|account|id$|no$/;
