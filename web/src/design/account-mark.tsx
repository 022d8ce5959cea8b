import type { ReactNode } from "react";
import type { NodeKind } from "../../../src/contract/money-map.ts";

/** The colour of each kind of account, as a CSS variable of `theme.css`. */
export const colourOf: Readonly<Record<NodeKind, string>> = {
  victim: "--victim",
  passing: "--passing",
  "at-rest": "--at-rest",
  exit: "--exit",
  "lost-sight": "--lost-sight",
  fold: "--passing",
};

/**
 * The shape of each kind, 16 by 16, so that nothing is told by colour alone: square, circle, ring filled by the share
 * at rest, triangle pointing out, dashed circle with a question mark, stack.
 */
export function AccountMark({ kind, share = 1 }: { readonly kind: NodeKind; readonly share?: number }): ReactNode {
  return (
    <svg className="mark" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <MarkShape kind={kind} share={share} />
    </svg>
  );
}

/** The same shape for a place inside another picture, around (0, 0). */
export function MarkShape({ kind, share }: { readonly kind: NodeKind; readonly share: number }): ReactNode {
  const colour = `var(${colourOf[kind]})`;
  switch (kind) {
    case "victim":
      return <rect x="-6" y="-6" width="12" height="12" fill={colour} />;
    case "passing":
      return <circle r="5" fill="none" stroke={colour} strokeWidth="2" />;
    case "at-rest":
      return (
        <>
          <circle r="6.5" fill="none" stroke={colour} strokeWidth="1.5" />
          <circle
            r="2.4"
            fill="none"
            stroke={colour}
            strokeWidth="4.8"
            strokeDasharray={`${(Math.max(share, 0.04) * 15.08).toFixed(2)} 15.08`}
            transform="rotate(-90)"
          />
        </>
      );
    case "exit":
      return <path d="M-5 -6.5 L7 0 L-5 6.5 Z" fill={colour} />;
    case "lost-sight":
      return (
        <>
          <circle r="6.5" fill="none" stroke={colour} strokeWidth="1.5" strokeDasharray="2.6 1.8" />
          <text y="3.6" textAnchor="middle" fontSize="10" fontWeight="700" fill={colour}>
            ?
          </text>
        </>
      );
    case "fold":
      return (
        <g fill="none" stroke={colour} strokeWidth="1.5">
          <rect x="-6.5" y="-2.5" width="10" height="9" rx="1.5" />
          <path d="M-3.5 -5.5 h8.5 a1.5 1.5 0 0 1 1.5 1.5 v7.5" />
        </g>
      );
  }
}
