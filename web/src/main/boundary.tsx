import { Component, type ReactNode } from "react";
import { useLanguage } from "../design/language.tsx";

interface BoundaryProps {
  readonly children: ReactNode;
}

/** Shows what failed in the page instead of a blank window. */
export class Boundary extends Component<BoundaryProps, { readonly failed: Error | null }> {
  override state: { readonly failed: Error | null } = { failed: null };

  static getDerivedStateFromError(failed: Error): { readonly failed: Error } {
    return { failed };
  }

  override render(): ReactNode {
    return this.state.failed === null ? this.props.children : <Broken failed={this.state.failed} />;
  }
}

function Broken({ failed }: { readonly failed: Error }): ReactNode {
  const { say } = useLanguage();
  return (
    <div className="quiet" role="alert">
      <h2>{say("state.broken")}</h2>
      <p>{say("state.broken.remedy")}</p>
      <code>{`${failed.name}: ${failed.message}`}</code>
    </div>
  );
}
