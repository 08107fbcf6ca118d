import { useEffect, useRef } from 'react';
import type { HandoffStep, HandoffView } from '../../contracts/handoff.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import type { HandoffTools, PartProps } from './handoff-tools.ts';

/** The way to make a step of a handoff; `reload` shows what became of it. */
export function useSteps(handoff: Pick<HandoffView, 'id'>, tools: HandoffTools, reload: () => void): Pick<PartProps, 'busy' | 'fault' | 'take'> {
  const { busy, fault, make } = useChange('POST /api/1/handoffs/:handoffId/steps', tools.serverUrl);
  async function take(step: HandoffStep): Promise<boolean> {
    const made = await make({ lang: tools.reader.lang, handoffId: handoff.id }, { step });
    if (made) reload();
    return made !== null;
  }
  return { busy, fault, take };
}

/** Asks again when a watched CRM property changes from one known value to another (null: not known yet). */
export function useReloadOn(mark: string | null, reload: () => void): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (mark === null) return;
    if (last.current !== null && last.current !== mark) reload();
    last.current = mark;
  }, [mark]);
}
