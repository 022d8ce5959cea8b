import { isRole, rolesFault } from "../access/role.ts";
import { inBoth, SluiceError, type Words } from "../errors/sluice-error.ts";
import type { PersonDraft } from "./people.ts";

/** A person as they are typed in: roles with commas between them. */
export interface GivenPerson extends Omit<PersonDraft, "roles"> {
  readonly roles: string;
}

/** Reads what was typed in. @throws SluiceError COMMAND_OPTION_BAD_VALUE, PERSON_ROLES_REFUSED */
export function readPersonDraft({ roles: typed, ...person }: GivenPerson): PersonDraft {
  refuseUnless("--login", person.login, {
    shape: /^[^\s\0\p{Cs}]{1,100}$/u,
    wanted: { zh: "1–100 个字符、无空格", en: "1 to 100 characters, no blanks" },
  });
  refuseUnless("--name", person.name, {
    shape: /^[^\0\p{Cs}]{1,100}$/u,
    wanted: { zh: "1–100 个字符", en: "1 to 100 characters" },
  });
  refuseUnless("--unit", person.unitCode, { shape: /^\d{12}$/, wanted: { zh: "12 位数字", en: "12 digits" } });
  refuseUnless("--police-number", person.policeNumber, {
    shape: /^[^\0\p{Cs}]{0,20}$/u,
    wanted: { zh: "至多 20 个字符", en: "at most 20 characters" },
  });
  const names = typed.split(/[,，、\s]+/).filter((name) => name !== "");
  const reason = rolesFault(names, person.bank);
  if (reason !== undefined) throw new SluiceError("PERSON_ROLES_REFUSED", inBoth("reason", reason));
  return { ...person, roles: names.filter(isRole) };
}

function refuseUnless(
  option: string,
  seen: string,
  { shape, wanted }: { readonly shape: RegExp; readonly wanted: Words },
): void {
  if (!shape.test(seen))
    throw new SluiceError("COMMAND_OPTION_BAD_VALUE", { option, seen, ...inBoth("wanted", wanted) });
}
