import { createController } from '@remote-ui/react/host';
import type { ComponentType, ReactNode } from 'react';
import { componentMap } from '../components/map.ts';

function placeholderFor(name: string): ComponentType<{ children?: ReactNode }> {
  return function Unknown({ children }) {
    return (
      <div className="x-unknown" role="note">
        <span className="x-unknown-name">The sandbox portal does not draw &lt;{name}&gt; yet</span>
        {children}
      </div>
    );
  };
}

const stock = createController(componentMap);
const placeholders = new Map<string, ComponentType<{ children?: ReactNode }>>();

/** The stock controller throws on a component it does not know; this one shows its name and draws its children. */
export const controller: typeof stock = {
  renderer: stock.renderer,
  get(type) {
    const name = String(type);
    if (name in componentMap) return stock.get(name);
    const known = placeholders.get(name) ?? placeholderFor(name);
    placeholders.set(name, known);
    return known;
  },
};
