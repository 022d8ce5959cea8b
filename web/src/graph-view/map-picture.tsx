import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import type { MapEdge, MapNode, MoneyMap } from "../../../src/contract/money-map.ts";
import { MarkShape, colourOf } from "../design/account-mark.tsx";
import { moneyText } from "../design/figures.ts";
import { useLanguage } from "../design/language.tsx";
import { type ChosenPath, chosenPath, type MapChoice } from "./chosen-path.ts";
import { type EdgeShape, edgeShapes } from "./edge-shapes.ts";
import { card, type MapLayout, type Place } from "./lay-out-map.ts";
import { fitText, nodeTexts, restShare } from "./node-texts.ts";
import { drawnIdsOf, nodeIdOf } from "./split-places.ts";
import { type PanZoom, usePanZoom } from "./use-pan-zoom.ts";
import "./map-picture.css";

/** What both drawings of the money map take. */
export interface MapDrawingProps {
  readonly map: MoneyMap;
  readonly layout: MapLayout;
  /** Id of the chosen node or edge, and the victim's edges. */
  readonly choice: MapChoice;
  readonly onChoose: (id: string | null) => void;
  readonly controls: Ref<PanZoom>;
}

/** The money map as SVG: cards with marks, curves as wide as the traced amount, every part in reach of the keyboard. */
export function MapPicture({ map, layout, choice, onChoose, controls }: MapDrawingProps): ReactNode {
  const { say } = useLanguage();
  const { chosen } = choice;
  const svg = useRef<SVGSVGElement>(null);
  const panZoom = usePanZoom(svg, layout);
  const started = useRef(false);
  useImperativeHandle(controls, () => panZoom, [panZoom]);
  useEffect(() => {
    if (!started.current) panZoom.start();
    started.current = true;
  }, [panZoom]);
  const path = useMemo(() => chosenPath(map, choice), [map, choice]);
  const shown = chosen === null ? map.nodes.find((node) => path?.nodes.has(node.id))?.id : drawnIdsOf(map, chosen)[0];
  const place = layout.places.get(shown ?? "");
  useEffect(() => {
    if (place !== undefined) panZoom.show(place.x, place.y);
  }, [place, panZoom]);
  const shapes = useMemo(() => edgeShapes(map.edges, layout, edgeText), [map, layout]);
  const kinds = useMemo(() => new Map(map.nodes.map((node) => [node.id, node])), [map]);
  const hops = useMemo(() => [...new Set(map.nodes.map((node) => node.hop))], [map]);
  return (
    <svg
      ref={svg}
      className={path === null ? "map-picture" : "map-picture narrowed"}
      role="group"
      aria-label={say("map.label", { nodes: map.nodes.length, edges: map.edges.length })}
      onClick={(event) => event.target === svg.current && onChoose(null)}
    >
      <g data-picture="">
        {hops.map((hop) => (
          <text key={hop} className="heading" x={hop * card.column} y="-14">
            {hop === 0 ? say("map.victims") : say("map.hop", { n: hop })}
          </text>
        ))}
        {shapes.map((shape) => (
          <EdgeDrawing
            key={shape.edge.id}
            shape={shape}
            to={kinds.get(shape.edge.to)}
            {...{ path, chosen, onChoose }}
          />
        ))}
        {map.nodes.map((node) => {
          const at = layout.places.get(node.id);
          return at === undefined ? null : <NodeCard key={node.id} {...{ node, at, path, chosen, onChoose }} />;
        })}
      </g>
    </svg>
  );
}

interface Choosing {
  readonly path: ChosenPath | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

function NodeCard({ node, at, path, chosen, onChoose }: Choosing & { readonly node: MapNode; readonly at: Place }) {
  const { say } = useLanguage();
  const { name, figure } = nodeTexts(node, say);
  const state = [path?.nodes.has(node.id) ? "on-path" : "", chosen === nodeIdOf(node.id) ? "chosen" : ""].join(" ");
  return (
    <g
      className={`node ${node.kind} ${state}`}
      data-node={node.id}
      transform={`translate(${at.x} ${at.y})`}
      role="button"
      tabIndex={0}
      aria-label={`${name} ${figure}`}
      onClick={() => onChoose(nodeIdOf(node.id))}
      onKeyDown={(event) => event.key === "Enter" && onChoose(nodeIdOf(node.id))}
    >
      <title>{`${name}\n${node.number}\n${figure}`}</title>
      <rect className="card" y={-card.height / 2} width={card.width} height={card.height} rx="3" />
      <rect y={-card.height / 2} width="3" height={card.height} fill={`var(${colourOf[node.kind]})`} />
      <g transform="translate(17 0)">
        <MarkShape kind={node.kind} share={restShare(node)} />
      </g>
      <text className="name" x="32" y="-4">
        {fitText(name, card.width - 38)}
      </text>
      <text className="figure" x="32" y="12">
        {figure}
      </text>
    </g>
  );
}

function EdgeDrawing(props: Choosing & { readonly shape: EdgeShape; readonly to: MapNode | undefined }): ReactNode {
  const { shape, to, path, chosen, onChoose } = props;
  const { edge, width, label, labelled } = shape;
  const state = [path?.edges.has(edge.id) ? "on-path" : "", chosen === edge.id ? "chosen" : ""].join(" ");
  const style = edge.partlySeen ? "partly-seen" : edge.orderGuessed ? "guessed" : "";
  return (
    <g className={`edge ${to?.kind ?? ""} ${style} ${state}`} data-edge={edge.id} onClick={() => onChoose(edge.id)}>
      <title>{`${edgeText(edge)} / ${moneyText(edge.wholeMinor, edge.currency)}\n${edge.firstAt} – ${edge.lastAt}`}</title>
      {edge.wholeMinor > edge.amountMinor && (
        <path className="rest" d={shape.path} transform={`translate(0 ${width / 2 + 2})`} />
      )}
      <path className="flow" d={shape.path} strokeWidth={width} />
      <path className="reach" d={shape.path} strokeWidth={Math.max(14, width)} />
      <text className={labelled} x={label.x} y={label.y + 4} textAnchor="middle">
        {edgeText(edge)}
      </text>
    </g>
  );
}

function edgeText(edge: MapEdge): string {
  const times = edge.transfers > 1 ? ` ×${edge.transfers}` : "";
  return edge.amountMinor === 0 ? times.trim() : moneyText(edge.amountMinor, edge.currency) + times;
}
