import { createContext } from 'react';

/** Opens and closes the panels and modals of one extension by their ids. */
export interface Overlays {
  register(id: string, set: (open: boolean) => void): () => void;
  open(id: string): void;
  close(id: string): void;
}

/** One map of overlays per extension. */
export function createOverlays(): Overlays {
  const known = new Map<string, (open: boolean) => void>();
  return {
    register(id, set) {
      known.set(id, set);
      return () => known.delete(id);
    },
    open: (id) => known.get(id)?.(true),
    close: (id) => known.get(id)?.(false),
  };
}

/** Second argument of every handler of an extension. */
export interface Reactions {
  openPanel(id: string): void;
  closePanel(id: string): void;
  openModal(id: string): void;
  closeModal(id: string): void;
}

export interface ExtensionTools {
  overlays: Overlays;
  reactions: Reactions;
  language: string;
  timeZone: string;
  currency: string;
  /** Moves the page to a place inside the portal (a path such as `/companies/12`). */
  navigate(path: string): void;
  record: { type: string; id: string } | null;
}

export const ToolsContext = createContext<ExtensionTools | null>(null);

/** The reactions that work on one extension's overlays. */
export function createReactions(overlays: Overlays): Reactions {
  return {
    openPanel: overlays.open,
    closePanel: overlays.close,
    openModal: overlays.open,
    closeModal: overlays.close,
  };
}

/** What HubSpot hands to onClick handlers. */
export function extensionEvent(event: { type: string; bubbles: boolean; timeStamp: number; currentTarget: unknown }) {
  const id = (event.currentTarget as { id?: string } | null)?.id ?? '';
  return { type: event.type, bubbles: event.bubbles, timeStamp: event.timeStamp, id };
}
