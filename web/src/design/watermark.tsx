import { type ReactNode, useEffect, useState } from "react";

interface WatermarkProps {
  readonly name: string;
  readonly unitCode: string;
}

/** Who looks, from which unit and when, faintly across the page: a photograph of the screen names its taker. */
export function Watermark({ name, unitCode }: WatermarkProps): ReactNode {
  const [minute, setMinute] = useState(chinaMinute);
  useEffect(() => {
    const ticking = setInterval(() => setMinute(chinaMinute()), 30_000);
    return () => clearInterval(ticking);
  }, []);
  const picture = markOf(`${name} ${unitCode} ${minute}`);
  return <div className="watermark" aria-hidden="true" style={{ backgroundImage: `url("${picture}")` }} />;
}

function markOf(text: string): string {
  const safe = text.replace(/[<&>]/g, " ");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="460" height="220"><text x="20" y="180" transform="rotate(-18 20 180)" font-family="sans-serif" font-size="15" fill="#7f8894">${safe}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The minute that it is in China, `2026-03-14 02:10`. */
function chinaMinute(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}
