import { useCallback } from 'react';
import { usePortal } from './portal-context.ts';

/** How long the app may take to count an answer: sent by a hook, or found by its poll of the account each minute. */
export const SENT_MS = 5000;
export const POLLED_MS = 75_000;

const FIGURES = ['baton_health_score', 'baton_health_band', 'baton_nps', 'baton_nps_n'];

/**
 * Watches what an answer does. Cards ask again when a figure on the company changes; where none does, because the app
 * writes rounded figures, the cards are opened anew, so that the answer is to be read at once.
 */
export function useFollowUp(): (companyId: string | null, waitMs: number) => void {
  const { words, onChange, addToast, reopenCards } = usePortal();
  return useCallback(
    (companyId, waitMs) => {
      let moved = false;
      const stop = onChange((change) => {
        if (companyId === null || change.objectId === companyId) moved ||= FIGURES.some((name) => name in change.properties);
      });
      setTimeout(() => {
        stop();
        if (moved) return;
        reopenCards();
        addToast({ type: 'info', message: words.drawer.sameFigures });
      }, waitMs);
    },
    [words, onChange, addToast, reopenCards],
  );
}
