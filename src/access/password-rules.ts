import type { Words } from "../errors/sluice-error.ts";

/** What is wrong with a new password, in the two languages. */
const faultWords = {
  "too-short": { zh: "不足 10 个字符", en: "fewer than 10 characters" },
  "too-long": { zh: "超过 128 个字符", en: "more than 128 characters" },
  "too-plain": { zh: "字符太少变化，或是键盘上的一排", en: "too few different characters, or a row of the keyboard" },
  "names-the-user": { zh: "含有登录名或姓名", en: "contains the login or the name" },
  "used-before": { zh: "与原密码相同", en: "the same as before" },
} as const;

export type PasswordFault = keyof typeof faultWords;

/** What a password is held against. */
export interface PasswordFacts {
  readonly login: string;
  readonly name: string;
  readonly isPresentOne: boolean;
}

/** All that is wrong with a new password; nothing when it may be taken (rule P11). Lengths count characters. */
export function passwordFaults(password: string, facts: PasswordFacts): PasswordFault[] {
  const folded = password.normalize("NFKC").toLowerCase();
  const symbols = Array.from(folded);
  const names = [facts.login, facts.name].map((word) => word.normalize("NFKC").toLowerCase());
  const held: readonly (readonly [PasswordFault, boolean])[] = [
    ["too-short", symbols.length < 10],
    ["too-long", symbols.length > 128],
    ["too-plain", new Set(symbols).size < 5 || rows.some((row) => row.repeat(13).includes(folded))],
    ["names-the-user", names.some((word) => word.length >= 2 && folded.includes(word))],
    ["used-before", facts.isPresentOne],
  ];
  return held.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

/** The faults in words. */
export function describePasswordFaults(faults: readonly PasswordFault[]): Words {
  const words = faults.map((fault) => faultWords[fault]);
  return { zh: words.map(({ zh }) => zh).join("；"), en: words.map(({ en }) => en).join("; ") };
}

const rows: readonly string[] = [
  "1234567890",
  "0987654321",
  "qwertyuiop",
  "1q2w3e4r5t6y7u8i9o0p",
  "abcdefghijklmnopqrstuvwxyz",
];
