import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { CrashPage } from './ErrorPages.tsx';

/** Shows a fault of the pages inside it until another page is gone to. */
export function CrashBoundary({ children }: { children: ReactNode }) {
  const { key } = useLocation();
  return <Boundary place={key}>{children}</Boundary>;
}

interface BoundaryState {
  fault: { error: unknown } | null;
  place: string;
}

class Boundary extends Component<{ place: string; children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { fault: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { fault: { error } };
  }

  static getDerivedStateFromProps({ place }: { place: string }, state: BoundaryState): BoundaryState | null {
    return place === state.place ? null : { fault: null, place };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    return fault === null ? this.props.children : <CrashPage error={fault.error} />;
  }
}
