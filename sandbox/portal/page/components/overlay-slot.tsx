import { createContext, useMemo, useState, type ReactNode } from 'react';

/** The switch between a button and the Panel or Modal given to it as `overlay`. */
export interface OverlaySlot {
  shown: boolean;
  show(): void;
  hide(): void;
}

export const OverlaySlotContext = createContext<OverlaySlot | null>(null);

export function useOverlaySlot(): OverlaySlot {
  const [shown, setShown] = useState(false);
  return useMemo(() => ({ shown, show: () => setShown(true), hide: () => setShown(false) }), [shown]);
}

/** Keeps the overlay mounted, so that actions can open it by its id; it draws itself only while shown. */
export function OverlayHolder({ slot, children }: { slot: OverlaySlot; children: ReactNode }) {
  if (!children) return null;
  return <OverlaySlotContext.Provider value={slot}>{children}</OverlaySlotContext.Provider>;
}
