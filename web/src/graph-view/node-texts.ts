import type { MapNode } from "../../../src/contract/money-map.ts";
import { moneyText, shortNumber } from "../design/figures.ts";
import type { Say } from "../design/language.tsx";
import { exitName } from "../design/place-names.ts";

/** The two lines of a node's card. */
export interface NodeTexts {
  readonly name: string;
  readonly figure: string;
}

/** Who it is, and the amount that matters there: what rests, left or was lost sight of, else what came in. */
export function nodeTexts(node: MapNode, say: Say): NodeTexts {
  return { name: nameOf(node, say), figure: figureOf(node, say) };
}

function nameOf(node: MapNode, say: Say): string {
  if (node.kind === "fold") return say("map.fold", { n: node.accounts });
  const number = shortNumber(node.number);
  if (node.kind === "victim") return node.holder || number;
  if (number === "") return node.holder || exitName(node.exitKind, say);
  return node.holder === "" ? number : `${number} ${node.holder}`;
}

function figureOf(node: MapNode, say: Say): string {
  const money = (minor: number): string => moneyText(minor, node.currency);
  switch (node.kind) {
    case "victim":
    case "passing":
      return node.inMinor === 0 ? "" : money(node.inMinor);
    case "at-rest":
      return `${say("mark.at-rest")} ${money(node.atRestMinor)}`;
    case "exit":
      // A place that is no account is called by its kind already.
      if (node.number === "" && node.holder === "") return money(node.exitedMinor || node.inMinor);
      return `${exitName(node.exitKind, say)} ${node.exitedMinor === 0 ? "" : money(node.exitedMinor)}`;
    case "lost-sight":
      return `${say("mark.lost-sight")} ${money(node.lostSightMinor)}`;
    case "fold":
      if (node.atRestMinor > 0) return `${say("mark.at-rest")} ${money(node.atRestMinor)}`;
      return node.inMinor === 0 ? "" : money(node.inMinor);
  }
}

/** The share of what came in that rests, 0 to 1. */
export function restShare(node: MapNode): number {
  return node.inMinor === 0 ? 0 : Math.min(1, node.atRestMinor / node.inMinor);
}

/** Cuts a text to about `width` units at 12 px, a Chinese character counting two Latin ones. */
export function fitText(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) > 0x2e7f ? 12 : 6.7;
    if (used > width) return `${text.slice(0, Math.max(1, end - 1))}…`;
    end += character.length;
  }
  return text;
}
