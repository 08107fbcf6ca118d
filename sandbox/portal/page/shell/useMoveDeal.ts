import { useState } from 'react';
import { api } from '../api.ts';
import { propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';

/** Moves a deal to a stage and says so; `busy` while it is under way. */
export function useMoveDeal(): { busy: boolean; move: (dealId: string, stage: string) => Promise<void> } {
  const { words, region, addToast } = usePortal();
  const [busy, setBusy] = useState(false);
  async function move(dealId: string, stage: string): Promise<void> {
    setBusy(true);
    try {
      await api.moveDeal(dealId, stage);
      addToast({ type: 'success', message: `${words.dealMoved} ${propertyText('dealstage', stage, undefined, region)}.` });
    } catch (error) {
      addToast({ type: 'danger', message: error instanceof Error ? error.message : String(error) });
    }
    setBusy(false);
  }
  return { busy, move };
}
