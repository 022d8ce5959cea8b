import { MultiDirectedGraph } from "graphology";
import { type ReactNode, useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef } from "react";
import { Sigma } from "sigma";
import type { Settings } from "sigma/settings";
import type { MoneyMap } from "../../../src/contract/money-map.ts";
import { colourOf } from "../design/account-mark.tsx";
import { type Say, useLanguage } from "../design/language.tsx";
import { useDark } from "../design/themed.tsx";
import { chosenPath, type MapChoice } from "./chosen-path.ts";
import { layOutDense, type MapLayout } from "./lay-out-map.ts";
import type { MapDrawingProps } from "./map-picture.tsx";
import { MarkProgram } from "./mark-program.ts";
import { nodeTexts, restShare } from "./node-texts.ts";
import { drawnIdsOf, nodeIdOf } from "./split-places.ts";

/** The money map of thousands of accounts, drawn by WebGL as marks in bands by hop. Loaded only when it is needed. */
export default function LargeMap(props: MapDrawingProps): ReactNode {
  return <LargeMapCanvas key={useDark() ? "dark" : "light"} {...props} />;
}

function LargeMapCanvas({ map, layout, choice, onChoose, controls }: MapDrawingProps): ReactNode {
  const { say } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const choose = useEffectEvent(onChoose);
  const narrowToChosen = useEffectEvent((renderer: Sigma) => narrow(renderer, map, choice));
  const dense = useMemo(() => layOutDense(layout, map.nodes, rowsFor(map.nodes.length)), [layout, map]);
  useEffect(() => {
    if (box.current === null) return undefined;
    const renderer = drawLargeMap(box.current, graphOf(map, dense, say), say);
    renderer.on("clickNode", ({ node }) => choose(nodeIdOf(node)));
    renderer.on("clickEdge", ({ edge }) => choose(edge));
    renderer.on("clickStage", () => choose(null));
    narrowToChosen(renderer);
    sigma.current = renderer;
    return () => renderer.kill();
  }, [map, dense, say]);
  useEffect(() => {
    if (sigma.current !== null) narrow(sigma.current, map, choice);
  }, [map, choice]);
  useImperativeHandle(controls, () => ({
    start: () => void sigma.current?.getCamera().animatedReset({ duration: moveMs }),
    fit: () => void sigma.current?.getCamera().animatedReset({ duration: moveMs }),
    zoomBy: (factor) => {
      const camera = sigma.current?.getCamera();
      void camera?.animate({ ratio: camera.ratio / factor }, { duration: moveMs });
    },
    show: () => undefined,
  }));
  const label = say("map.label", { nodes: map.nodes.length, edges: map.edges.length });
  return <div ref={box} className="large-map" role="img" aria-label={label} />;
}

/** How long the camera moves; not at all for those who asked their system for no motion. */
const moveMs = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 160;

/** Rows of a band: the picture is then about twice as wide as tall. */
const rowsFor = (nodes: number): number => Math.ceil(Math.sqrt(nodes * 1.6));

const ink = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** `#rrggbb` as `rgba(…)` with its channels multiplied: sigma reads no eight-digit colours and blends premultiplied. */
function faded(hex: string, alpha: number): string {
  const channel = (at: number): number => Math.round(Number.parseInt(hex.slice(at, at + 2), 16) * alpha);
  return `rgba(${channel(1)},${channel(3)},${channel(5)},${alpha})`;
}

function graphOf(map: MoneyMap, layout: MapLayout, say: Say): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  const mostNode = map.nodes.reduce((so, node) => Math.max(so, node.inMinor), 1);
  const mostEdge = map.edges.reduce((so, edge) => Math.max(so, edge.amountMinor), 1);
  for (const node of map.nodes) {
    const at = layout.places.get(node.id);
    const { name, figure } = nodeTexts(node, say);
    graph.addNode(node.id, {
      x: at?.x ?? 0,
      y: -(at?.y ?? 0),
      size: 4 + 8 * Math.sqrt(node.inMinor / mostNode),
      color: ink(colourOf[node.kind]),
      label: `${name}  ${figure}`,
      type: "mark",
      kind: node.kind,
      share: restShare(node),
      hop: node.hop,
    });
  }
  const kinds = new Map(map.nodes.map((node) => [node.id, node.kind]));
  for (const edge of map.edges) {
    const kind = kinds.get(edge.to) ?? "passing";
    const tone = kind === "passing" || kind === "fold" ? ink("--flow") : ink(colourOf[kind]);
    graph.addEdgeWithKey(edge.id, edge.from, edge.to, {
      size: Math.max(0.6, (10 * edge.amountMinor) / mostEdge),
      color: faded(tone, 0.4),
      strong: faded(tone, 0.9),
    });
  }
  return graph;
}

function drawLargeMap(box: HTMLElement, graph: MultiDirectedGraph, say: Say): Sigma {
  const renderer = new Sigma(graph, box, {
    nodeProgramClasses: { mark: MarkProgram },
    defaultNodeType: "mark",
    enableEdgeEvents: true,
    labelFont: "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif",
    labelSize: 12,
    labelColor: { color: ink("--ink") },
    labelRenderedSizeThreshold: 9,
    labelDensity: 0.6,
    defaultDrawNodeHover: drawHover,
    hideEdgesOnMove: drawnBySoftware(),
    minCameraRatio: 0.02,
    maxCameraRatio: 2,
    stagePadding: 36,
    zIndex: true,
  });
  drawHeadings(box, renderer, say);
  return renderer;
}

/** Whether WebGL runs on the processor: thousands of blended edges a frame are then too many while the map moves. */
function drawnBySoftware(): boolean {
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "";
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

/** The hovered mark's name and figure on a card in the page's colours (sigma's own is white on white at night). */
const drawHover: Settings["defaultDrawNodeHover"] = (context, data, settings) => {
  const text = data.label ?? "";
  context.font = `${settings.labelSize}px ${settings.labelFont}`;
  const width = context.measureText(text).width + 16;
  context.fillStyle = ink("--surface");
  context.strokeStyle = ink("--ink-soft");
  context.beginPath();
  context.rect(data.x + data.size + 4, data.y - 13, width, 26);
  context.fill();
  context.stroke();
  context.fillStyle = ink("--ink");
  context.fillText(text, data.x + data.size + 12, data.y + 4);
};

/** Keeps the name of each hop above its band while the camera moves. */
function drawHeadings(box: HTMLElement, renderer: Sigma, say: Say): void {
  const bands = new Map<number, { left: number; top: number }>();
  renderer.getGraph().forEachNode((_node, { hop, x, y }) => {
    const band = bands.get(hop as number);
    bands.set(hop as number, { left: Math.min(band?.left ?? x, x), top: Math.max(band?.top ?? y, y) });
  });
  const headings = [...bands].map(([hop, place]) => {
    const heading = document.createElement("span");
    heading.className = "hop-heading";
    heading.textContent = hop === 0 ? say("map.victims") : say("map.hop", { n: hop });
    box.append(heading);
    return { heading, place };
  });
  renderer.on("afterRender", () => {
    for (const { heading, place } of headings) {
      const { x } = renderer.graphToViewport({ x: place.left, y: place.top });
      heading.style.transform = `translate(${Math.round(x)}px, 6px)`;
    }
  });
  renderer.on("kill", () => headings.forEach(({ heading }) => heading.remove()));
}

/** Fades everything that is not on the chosen path, and brings the chosen node into sight. */
function narrow(renderer: Sigma, map: MoneyMap, choice: MapChoice): void {
  const path = chosenPath(map, choice);
  const chosen = choice.chosen === null ? null : (drawnIdsOf(map, choice.chosen)[0] ?? null);
  const pale = ink("--flow-rest");
  renderer.setSetting("nodeReducer", (node, data) =>
    path === null || path.nodes.has(node)
      ? { ...data, highlighted: node === chosen, zIndex: 1 }
      : { ...data, color: pale, label: null, zIndex: 0 },
  );
  renderer.setSetting("edgeReducer", (edge, data) =>
    path === null || path.edges.has(edge)
      ? { ...data, zIndex: 1, ...(path === null ? {} : { color: String(data["strong"]) }) }
      : { ...data, color: faded(pale, 0.3), zIndex: 0 },
  );
  const place = chosen === null ? undefined : renderer.getNodeDisplayData(chosen);
  if (place === undefined) return;
  const camera = renderer.getCamera();
  void camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.5) }, { duration: moveMs });
}
