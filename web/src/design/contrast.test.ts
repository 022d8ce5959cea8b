import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Colours of `theme.css` by name: what stands in `:root`, and for the night what overrules it. */
function readColours(): { readonly light: Map<string, string>; readonly dark: Map<string, string> } {
  const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");
  const [day = "", night = ""] = css.split("prefers-color-scheme: dark");
  const named = (text: string): [string, string][] =>
    [...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]);
  return { light: new Map(named(day)), dark: new Map([...named(day), ...named(night)]) };
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

const grounds = ["ground", "surface", "surface-raised", "selected", "hovered", "warning-ground"];
const texts = ["ink", "ink-soft", "focus", "victim", "passing", "at-rest", "exit", "lost-sight", "held"];

test.each(["light", "dark"] as const)("every colour of text is readable on every ground, %s", (scheme) => {
  const colours = readColours()[scheme];
  const faint = texts.flatMap((text) =>
    grounds.flatMap((ground) => {
      const ratio = contrast(colours.get(text) ?? "#000000", colours.get(ground) ?? "#000000");
      return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`];
    }),
  );
  expect(faint).toEqual([]);
});
