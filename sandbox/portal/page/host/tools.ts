import { useContext } from 'react';
import { createOverlays, createReactions, ToolsContext, type ExtensionTools } from './reactions.ts';

const overlays = createOverlays();
const shellTools: ExtensionTools = {
  overlays,
  reactions: createReactions(overlays),
  language: 'en',
  timeZone: 'UTC',
  currency: 'BRL',
  navigate: (path) => location.assign(path),
  record: null,
};

/** The tools of the extension that a component stands in; plain ones where the page itself uses a component. */
export function useTools(): ExtensionTools {
  return useContext(ToolsContext) ?? shellTools;
}

/** True when the reader's language is Portuguese. */
export function usePortuguese(): boolean {
  return useTools().language.toLowerCase().startsWith('pt');
}
