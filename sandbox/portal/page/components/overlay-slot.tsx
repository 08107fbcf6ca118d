import { createContext, useMemo, useState, type MouseEvent, type ReactNode } from 'react';
import { extensionEvent, type Reactions } from '../host/reactions.ts';
import { useTools } from '../host/tools.ts';

/** The switch between a button and the Panel or Modal given to it as `overlay`. */
interface OverlaySlot {
  shown: boolean;
  show(): void;
  hide(): void;
}

export const OverlaySlotContext = createContext<OverlaySlot | null>(null);

function useOverlaySlot(): OverlaySlot {
  const [shown, setShown] = useState(false);
  return useMemo(() => ({ shown, show: () => setShown(true), hide: () => setShown(false) }), [shown]);
}

/** Keeps the overlay mounted, so that actions can open it by its id; it draws itself only while shown. */
function OverlayHolder({ slot, children }: { slot: OverlaySlot; children: ReactNode }) {
  if (!children) return null;
  return <OverlaySlotContext.Provider value={slot}>{children}</OverlaySlotContext.Provider>;
}

export interface Pressed {
  onClick?: (event: object, reactions: Reactions) => void;
  /** A Panel or Modal that a press opens. */
  overlay?: ReactNode;
}

/** What a press of a button, tag or link does: it tells the extension, then opens its overlay. `holder` stands beside the element. */
export function usePress({ onClick, overlay }: Pressed): { press(event: MouseEvent): void; holder: ReactNode } {
  const { reactions } = useTools();
  const slot = useOverlaySlot();
  function press(event: MouseEvent): void {
    onClick?.(extensionEvent(event), reactions);
    if (overlay) slot.show();
  }
  return { press, holder: <OverlayHolder slot={slot}>{overlay}</OverlayHolder> };
}
