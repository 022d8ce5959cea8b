import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import type { MapLayout } from "./lay-out-map.ts";

/** What can be asked of the view besides the mouse. */
export interface PanZoom {
  /** Where one begins to read: all of it when that can be read, else the first victims at a readable size. */
  readonly start: () => void;
  readonly fit: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Brings a place of the picture into sight. */
  readonly show: (x: number, y: number) => void;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const smallest = 0.04;
const largest = 3;
/** Below this a card's text cannot be read, and is not drawn. */
const readable = 0.42;
/** From this on, figures that stand close to others are written too. */
const close = 1.2;

/**
 * Pans and zooms the `<g>` inside an `<svg>` by mouse, wheel and touch. The transform is written to the element and
 * never passes through React, so that a picture of hundreds of cards moves at the screen's pace.
 */
export function usePanZoom(svg: RefObject<SVGSVGElement | null>, layout: MapLayout): PanZoom {
  const view = useRef<View>({ x: 0, y: 0, scale: 1 });
  const apply = useCallback(
    (next: View): void => {
      const scale = Math.min(largest, Math.max(smallest, next.scale));
      view.current = { ...next, scale };
      const picture = svg.current?.querySelector<SVGGElement>("g[data-picture]");
      picture?.setAttribute("transform", `translate(${next.x} ${next.y}) scale(${scale})`);
      svg.current?.classList.toggle("far", scale < readable);
      svg.current?.classList.toggle("close", scale >= close);
    },
    [svg],
  );
  const fit = useCallback((): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    apply(fittedView(layout, box));
  }, [apply, layout, svg]);
  const zoomAt = useCallback(
    (factor: number, at: { readonly x: number; readonly y: number }): void => {
      const { x, y, scale } = view.current;
      const next = Math.min(largest, Math.max(smallest, scale * factor));
      apply({ x: at.x - ((at.x - x) * next) / scale, y: at.y - ((at.y - y) * next) / scale, scale: next });
    },
    [apply],
  );
  const start = useCallback((): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box !== undefined && box.width > 0) apply(startingView(layout, box));
  }, [apply, layout, svg]);
  useEffect(() => {
    const element = svg.current;
    return element === null ? undefined : listen(element, { view, apply, zoomAt });
  }, [svg, apply, zoomAt]);
  const zoomBy = useCallback(
    (factor: number): void => {
      const box = svg.current?.getBoundingClientRect();
      if (box !== undefined) zoomAt(factor, { x: box.width / 2, y: box.height / 2 });
    },
    [svg, zoomAt],
  );
  const show = useCallback(
    (x: number, y: number): void => {
      const box = svg.current?.getBoundingClientRect();
      if (box !== undefined) apply(viewShowing({ x, y }, view.current, box));
    },
    [svg, apply],
  );
  return useMemo(() => ({ start, fit, zoomBy, show }), [start, fit, zoomBy, show]);
}

const margin = 24;
/** Room above the picture for the names of the hops. */
const head = 44;

function fittedView(layout: MapLayout, box: DOMRect): View {
  const across = (box.width - 2 * margin) / Math.max(1, layout.width);
  const down = (box.height - margin - head) / Math.max(1, layout.height);
  const scale = Math.min(1.15, across, down);
  const slack = box.height - head - margin - layout.height * scale;
  return {
    x: Math.max(margin, (box.width - layout.width * scale) / 2),
    y: head + Math.max(0, slack / 2),
    scale,
  };
}

function startingView(layout: MapLayout, box: DOMRect): View {
  const all = fittedView(layout, box);
  if (all.scale >= 0.7) return all;
  const across = (box.width - 2 * margin) / Math.max(1, layout.width);
  const scale = Math.min(1, Math.max(0.8, across));
  const victims = [...layout.places.values()].filter(({ x }) => x === 0).map(({ y }) => y);
  const top = victims.length === 0 ? 0 : Math.min(...victims);
  return { x: margin, y: Math.min(head, box.height / 4 - top * scale), scale };
}

/** The same view when the place is in sight, else one around it. */
function viewShowing(place: { readonly x: number; readonly y: number }, view: View, box: DOMRect): View {
  const [left, top] = [view.x + place.x * view.scale, view.y + place.y * view.scale];
  const inside = left > 20 && top > 20 && left < box.width - 200 * view.scale && top < box.height - 40;
  if (inside) return view;
  return { x: box.width / 2 - place.x * view.scale, y: box.height / 2 - place.y * view.scale, scale: view.scale };
}

interface Controls {
  readonly view: RefObject<View>;
  readonly apply: (next: View) => void;
  readonly zoomAt: (factor: number, at: { readonly x: number; readonly y: number }) => void;
}

function listen(element: SVGSVGElement, { view, apply, zoomAt }: Controls): () => void {
  const held = new Map<number, { x: number; y: number }>();
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    held.set(event.pointerId, place(event));
  };
  const move = (event: PointerEvent): void => {
    const last = held.get(event.pointerId);
    if (last === undefined) return;
    const now = place(event);
    if (!element.hasPointerCapture(event.pointerId)) {
      if (Math.hypot(now.x - last.x, now.y - last.y) < 4) return;
      element.setPointerCapture(event.pointerId);
    }
    const others = [...held].filter(([id]) => id !== event.pointerId);
    const other = others[0]?.[1];
    if (other !== undefined) {
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      zoomAt(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, before), other);
    } else {
      const { x, y, scale } = view.current;
      apply({ x: x + now.x - last.x, y: y + now.y - last.y, scale });
    }
    held.set(event.pointerId, now);
  };
  const up = (event: PointerEvent): void => {
    held.delete(event.pointerId);
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), place(event));
  };
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener("pointerdown", down, { signal });
  element.addEventListener("pointermove", move, { signal });
  element.addEventListener("pointerup", up, { signal });
  element.addEventListener("pointercancel", up, { signal });
  element.addEventListener("wheel", wheel, { signal, passive: false });
  return () => stop.abort();
}
