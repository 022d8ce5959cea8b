/** What is wrong with a new password. */
export type PasswordFault = "too-short" | "too-long" | "too-plain" | "names-the-user" | "well-known" | "used-before";

/** What a password is held against. */
export interface PasswordFacts {
  readonly login: string;
  readonly name: string;
  /** Well-known passwords, in lower case. */
  readonly wellKnown: ReadonlySet<string>;
  /** Whether it is the present one or, as far as hashes are kept, an earlier one. */
  readonly usedBefore: boolean;
}

/** All that is wrong with a new password; nothing when it may be taken (rule P11). Lengths count characters. */
export function passwordFaults(password: string, facts: PasswordFacts): PasswordFault[] {
  const symbols = Array.from(password);
  const lower = password.toLowerCase();
  const held: readonly (readonly [PasswordFault, boolean])[] = [
    ["too-short", symbols.length < 12],
    ["too-long", symbols.length > 128],
    ["too-plain", new Set(symbols).size < 5],
    [
      "names-the-user",
      [facts.login, facts.name].some((word) => word.length >= 2 && lower.includes(word.toLowerCase())),
    ],
    ["well-known", facts.wellKnown.has(lower)],
    ["used-before", facts.usedBefore],
  ];
  return held.flatMap(([fault, holds]) => (holds ? [fault] : []));
}
