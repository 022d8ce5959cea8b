import { Button } from "antd";
import { lazy, type ReactNode, type RefObject, Suspense, useMemo, useState } from "react";
import type { CaseView } from "../../../../src/contract/case-view.ts";
import type { MoneyMap, NodeKind } from "../../../../src/contract/money-map.ts";
import { AccountMark } from "../../design/account-mark.tsx";
import { useLanguage } from "../../design/language.tsx";
import { layOutMap, type MapLayout } from "../../graph-view/lay-out-map.ts";
import { MapPicture } from "../../graph-view/map-picture.tsx";
import { splitPlaces } from "../../graph-view/split-places.ts";
import type { PanZoom } from "../../graph-view/use-pan-zoom.ts";
import { type PageAddress, usualAccounts } from "./page-address.ts";
import { Loading } from "../../design/page-states.tsx";

const LargeMap = lazy(() => import("../../graph-view/large-map.tsx"));

/** More nodes than this are drawn by WebGL as marks; fewer as cards. */
const mostCards = 420;
/** The most that one page draws by itself. */
const mostAccounts = 5_000;

interface MapPanelProps {
  readonly view: CaseView;
  readonly address: PageAddress;
  readonly change: (change: Partial<PageAddress>) => void;
  readonly map: RefObject<PanZoom | null>;
}

/** The money map with its tools, its legend, and how much of the case it draws. */
export function MapPanel({ view, address, change, map }: MapPanelProps): ReactNode {
  const { say } = useLanguage();
  const alone = address.alone === "yes";
  const picture = useMemo(() => drawnMap(view, alone), [view, alone]);
  const layout = useSteadyLayout(picture);
  const large = hasWebgl && picture.nodes.length > mostCards;
  const drawing = {
    map: picture,
    layout,
    choice: useMemo(
      () => ({ chosen: address.select === "" ? null : address.select, lit: alone ? null : view.lit }),
      [address.select, alone, view],
    ),
    onChoose: (id: string | null) => change({ select: id ?? "", transfer: "" }),
    controls: map,
  };
  return (
    <section className="map-panel" aria-label={say("map.title")}>
      <div className="map-tools">
        {alone ? (
          <span role="status">{say("map.aloneCount", { victim: address.victim, n: picture.nodes.length })}</span>
        ) : (
          <ShownCount {...{ view, address, change }} />
        )}
        {address.victim !== "" && (
          <Button onClick={() => change({ alone: alone ? "" : "yes" })}>
            {say(alone ? "map.withOthers" : "map.alone")}
          </Button>
        )}
        <span className="spring" />
        <ZoomButtons map={map} />
      </div>
      <div className="map-canvas">
        {picture.nodes.length === 0 ? (
          <p className="quiet">{say(view.losses.total === 0 ? "map.noLosses" : "map.empty")}</p>
        ) : large ? (
          <Suspense fallback={<Loading doing="state.loading" />}>
            <LargeMap {...drawing} />
          </Suspense>
        ) : (
          <MapPicture key={address.victim + address.alone} {...drawing} />
        )}
      </div>
      <Legend />
    </section>
  );
}

function ZoomButtons({ map }: Pick<MapPanelProps, "map">): ReactNode {
  const { say } = useLanguage();
  return (
    <>
      <Button aria-label={say("map.zoomOut")} title={say("map.zoomOut")} onClick={() => map.current?.zoomBy(0.8)}>
        −
      </Button>
      <Button aria-label={say("map.zoomIn")} title={say("map.zoomIn")} onClick={() => map.current?.zoomBy(1.25)}>
        +
      </Button>
      <Button onClick={() => map.current?.fit()}>{say("map.fit")}</Button>
    </>
  );
}

/** "300 of 2,000 accounts drawn": what folds is said, and all can be asked for. */
function ShownCount({ view, address, change }: Omit<MapPanelProps, "map">): ReactNode {
  const { say } = useLanguage();
  const { accountsShown, accountsTotal } = view.map;
  const more = Math.min(accountsTotal, mostAccounts);
  if (!hasWebgl && accountsShown < accountsTotal) {
    return <span className="soft">{say("map.noWebgl", { n: accountsShown })}</span>;
  }
  return (
    <>
      <span role="status">
        {accountsShown === accountsTotal
          ? say("map.shown.all", { total: accountsTotal })
          : `${say("map.shown", { n: accountsShown, total: accountsTotal })} · ${say("map.folded")}`}
      </span>
      {accountsShown < accountsTotal && (
        <Button onClick={() => change({ accounts: more, foldBelow: 0 })}>
          {more === accountsTotal ? say("map.drawAll") : say("map.drawMost", { n: more })}
        </Button>
      )}
      {address.accounts > usualAccounts && (
        <Button onClick={() => change({ accounts: usualAccounts })}>{say("map.drawLess")}</Button>
      )}
    </>
  );
}

const legend: readonly NodeKind[] = ["victim", "passing", "at-rest", "exit", "lost-sight", "fold"];

function Legend(): ReactNode {
  const { say } = useLanguage();
  return (
    <ul className="legend">
      {legend.map((kind) => (
        <li key={kind}>
          <AccountMark kind={kind} share={0.65} /> {say(`mark.${kind}`)}
        </li>
      ))}
      <li>
        <svg width="26" height="10" aria-hidden="true">
          <path d="M0 5h26" stroke="var(--flow)" strokeWidth="3" strokeDasharray="8 5" />
        </svg>{" "}
        {say("mark.partlySeen")}
      </li>
      <li>
        <svg width="26" height="10" aria-hidden="true">
          <path d="M0 5h26" stroke="var(--flow)" strokeWidth="3" strokeDasharray="3 2" />
        </svg>{" "}
        {say("mark.guessed")}
      </li>
      <li>
        <svg width="26" height="10" aria-hidden="true">
          <path d="M0 5h26" stroke="var(--flow-rest)" strokeWidth="1.5" />
        </svg>{" "}
        {say("mark.rest")}
      </li>
    </ul>
  );
}

/** A layout that keeps the order of what was drawn before, so that another doctrine does not shuffle the picture. */
function useSteadyLayout(map: MoneyMap): MapLayout {
  const [drawn, setDrawn] = useState(() => ({ map, layout: layOutMap(map.nodes, map.edges, new Map()) }));
  if (drawn.map === map) return drawn.layout;
  const layout = layOutMap(map.nodes, map.edges, drawn.layout.places);
  setDrawn({ map, layout });
  return layout;
}

/** The map with its places split by hop; with `alone` only what carried the money of the victim asked for. */
function drawnMap({ map, lit }: CaseView, alone: boolean): MoneyMap {
  if (!alone || lit === null) return splitPlaces(map);
  const carried = new Set(lit);
  const edges = map.edges.filter((edge) => carried.has(edge.id));
  const reached = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  return splitPlaces({ ...map, edges, nodes: map.nodes.filter((node) => reached.has(node.id)) });
}

const hasWebgl = document.createElement("canvas").getContext("webgl2") !== null;
