import { type RefObject, useEffect } from "react";
import { stepThrough } from "../../design/dense-table.tsx";
import type { PanZoom } from "../../graph-view/use-pan-zoom.ts";
import type { PageAddress } from "./page-address.ts";

/** What the keys of the page act on. */
export interface KeyTargets {
  readonly map: RefObject<PanZoom | null>;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
  readonly openHelp: () => void;
}

/** The page's keys; none fires while text is typed or pinyin composed. */
export function usePageKeys({ map, address, change, openHelp }: KeyTargets): void {
  useEffect(() => {
    const act: Readonly<Record<string, () => void>> = {
      "/": () => document.querySelector<HTMLInputElement>("#find-account")?.focus(),
      "?": openHelp,
      "0": () => map.current?.fit(),
      "+": () => map.current?.zoomBy(1.25),
      "=": () => map.current?.zoomBy(1.25),
      "-": () => map.current?.zoomBy(0.8),
      j: () => stepThrough(document.querySelector(".case-lists"), "next"),
      k: () => stepThrough(document.querySelector(".case-lists"), "previous"),
      ArrowDown: () => stepThrough(document.querySelector(".case-lists"), "next"),
      ArrowUp: () => stepThrough(document.querySelector(".case-lists"), "previous"),
      Escape: () => {
        change(address.transfer === "" ? { select: "" } : { transfer: "" });
        // The row that was open gets the focus back.
        document.querySelector<HTMLElement>('.case-lists tr[aria-selected="true"]')?.focus();
      },
    };
    const pressed = (event: KeyboardEvent): void => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = act[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [map, address, change, openHelp]);
}
