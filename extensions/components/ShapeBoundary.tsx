import { Component } from 'react';
import type { ReactNode } from 'react';

interface Props {
  fallback: ReactNode;
  children: ReactNode;
}

/**
 * Catches an answer that cannot be drawn. HubSpot ships cards to all accounts at once, apart from the server,
 * so a card may meet an answer of another version; it then says so instead of going blank.
 */
export class ShapeBoundary extends Component<Props, { failed: boolean }> {
  // Declared, not a class field: the bundler's stand-in for class fields would weigh on every card.
  declare state: { failed: boolean };

  constructor(props: Props) {
    super(props);
    this.state = { failed: false };
  }

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
