import type { ReactNode } from "react";
import type { UnboundLoss } from "../../../../src/contract/case-view.ts";
import { useLanguage } from "../../design/language.tsx";

/** Claims that stand in no figure: said first, with what to do about each. */
export function UnboundNotice({ unbound }: { readonly unbound: readonly UnboundLoss[] }): ReactNode {
  const { say } = useLanguage();
  if (unbound.length === 0) return null;
  return (
    <details className="notice">
      <summary>{say("unbound.title", { n: unbound.length })}</summary>
      <ul>
        {unbound.map(({ loss, victim, why, candidateCount }) => (
          <li key={loss}>
            <span className="digits">{loss}</span> {victim}: {say(`unbound.${why}`, { n: candidateCount })}
          </li>
        ))}
      </ul>
    </details>
  );
}
