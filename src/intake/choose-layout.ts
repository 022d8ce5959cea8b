import type { HolderTable } from "../flows/file-reading.ts";
import { meaningOf } from "./heading-index.ts";
import { headingKey } from "./heading-key.ts";
import type { Layout } from "./layout.ts";
import { layouts } from "./layouts.ts";
import { layoutOf } from "./reading-options.ts";
import { occurrenceKeys } from "./map-columns.ts";

/** The layout that a heading row was taken for, and why. */
export interface ChosenLayout {
  readonly layout: Layout;
  readonly why: string;
  /** The file's name says another table than its headings. */
  readonly note: string | null;
}

/**
 * Takes a heading row for a layout: the exact signature first, then the layout that shares most headings, then what its
 * columns make of it. The file's name only proposes.
 * @returns `undefined` when the headings belong to no known table.
 */
export function chooseLayout(headings: readonly string[], fileName: string): ChosenLayout | undefined {
  const keys = occurrenceKeys(headings).filter((key) => key !== "");
  const proposed = tableOfName(fileName);
  const chosen = bySignature(keys) ?? byShare(keys) ?? byColumns(keys) ?? byName(proposed, keys);
  if (chosen === undefined) return undefined;
  const { layout, why } = chosen;
  const differs = proposed !== null && proposed !== layout.table;
  return {
    layout,
    why,
    note: differs ? `the name says ${proposed}, the headings say ${layout.table}: headings used` : null,
  };
}

/** The table that a file's name proposes: the longest name part that occurs decides. */
export function tableOfName(fileName: string): Layout["table"] | null {
  return nameParts.find(([part]) => fileName.includes(part))?.[1] ?? null;
}

type Choice = { readonly layout: Layout; readonly why: string };

function bySignature(keys: readonly string[]): Choice | undefined {
  const layout = layouts.find((one) => {
    const own = signature(one);
    return own.length === keys.length && own.every((key, at) => key === keys[at]);
  });
  return layout === undefined ? undefined : { layout, why: "exact headings" };
}

/** At least seven in ten of both lists' headings shared; small additions and omissions are ordinary. */
function byShare(keys: readonly string[]): Choice | undefined {
  const present = new Set(keys);
  let best: Choice | undefined;
  let most = 0.7;
  for (const layout of layouts) {
    const own = signature(layout);
    const common = own.filter((key) => present.has(key)).length;
    const share = common / (own.length + present.size - common);
    if (own.length === 0 || common < 3 || share < most) continue;
    most = share;
    best = { layout, why: `${common} of ${own.length} headings of this layout, ${present.size} in the file` };
  }
  return best;
}

/** Payer, payee and an amount make plain transfers; a time and an amount make a statement. */
function byColumns(keys: readonly string[]): Choice | undefined {
  const fields = new Set<string>(keys.map((key) => meaningOf(key)?.field ?? ""));
  const amount = fields.has("amount") || fields.has("amountIn") || fields.has("amountOut");
  if (fields.has("payer") && fields.has("payee") && amount)
    return { layout: layoutOf("plain-transfers"), why: "payer, payee and amount" };
  if (fields.has("time") && amount) return { layout: layoutOf("other-statement"), why: "a time and an amount" };
  return undefined;
}

/** A table of holders under headings of its own is what its file's name says. */
function byName(proposed: Layout["table"] | null, keys: readonly string[]): Choice | undefined {
  if (proposed === null || proposed === "statement" || keys.length < 2) return undefined;
  const layout = layouts.find((one) => one.table === proposed);
  return layout === undefined ? undefined : { layout, why: "the file's name; headings as found" };
}

const signatures = new Map<Layout, readonly string[]>();

function signature(layout: Layout): readonly string[] {
  const known = signatures.get(layout);
  if (known !== undefined) return known;
  const keys = layout.headings.map(headingKey);
  signatures.set(layout, keys);
  return keys;
}

const holderParts: readonly (readonly [string, HolderTable])[] = [
  ["关联子账户信息", "sub-account"],
  ["TenpayRegInfo", "wallet-registration"],
  ["regInfobasicInfo", "wallet-registration"],
  ["人员联系方式", "person-contact"],
  ["强制措施信息", "measure"],
  ["子账户信息", "sub-account"],
  ["人员住址", "person-address"],
  ["账户信息", "account-information"],
  ["人员信息", "person-information"],
  ["任务信息", "task"],
  ["注册信息", "wallet-registration"],
  ["共有权", "right"],
  ["优先权", "right"],
];
const nameParts: readonly (readonly [string, Layout["table"]])[] = [
  ...holderParts,
  ["登陆日志", "log"] as const,
  ["登录日志", "log"] as const,
  ["TenpayTrades", "statement"] as const,
  ["交易明细", "statement"] as const,
  ["账户明细", "statement"] as const,
  ["转账明细", "statement"] as const,
  ["交易流水", "statement"] as const,
].toSorted((a, b) => b[0].length - a[0].length);
