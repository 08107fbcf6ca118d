import { useEffect, useRef, useState } from 'react';
import { send } from '../api/call.ts';
import type { HandoffEndpoints } from '../contracts/endpoints.ts';
import type { SavedText } from '../contracts/handoff.ts';

/** After the last key a text is saved so soon. */
const PAUSE_MS = 600;

export type SaveState = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed' } | { kind: 'clash' };

type TextEndpoint = 'POST /api/1/handoffs/:handoffId/field' | 'POST /api/1/handoffs/:handoffId/kick-off';
type Body<E extends TextEndpoint> = HandoffEndpoints[E]['body'];

/**
 * Saves what is typed a moment after the last key, and at once when the field is left: a closed tab loses nothing that was
 * left. One after the other, so that the last word typed is the last one saved. @param onAnswer what the server made of a text.
 */
export function useAutosave<E extends TextEndpoint>(endpoint: E, params: HandoffEndpoints[E]['params'], serverUrl: string, onAnswer: (body: Body<E>, answer: SavedText) => void) {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; body: Body<E> } | null>(null);
  const last = useRef(0);
  const line = useRef<Promise<void>>(Promise.resolve());

  async function save(body: Body<E>, mine: number) {
    const outcome = await send<SavedText>(endpoint, params as unknown as Record<string, string>, serverUrl, body as unknown as Record<string, unknown>);
    if (mine !== last.current) return;
    if (outcome.kind !== 'answered') return setState({ kind: 'failed' });
    setState(outcome.view.clash ? { kind: 'clash' } : { kind: 'saved', at: outcome.view.asOf });
    onAnswer(body, outcome.view);
  }
  function flush() {
    const { current } = waiting;
    if (current === null) return;
    clearTimeout(current.timer);
    waiting.current = null;
    const mine = ++last.current;
    setState({ kind: 'saving' });
    line.current = line.current.then(() => save(current.body, mine));
  }
  function typed(body: Body<E>) {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = { body, timer: setTimeout(flush, PAUSE_MS) };
  }
  // A card that closes saves what waits.
  useEffect(() => flush, []);
  return { state, typed, flush, settle: () => setState({ kind: 'idle' }) };
}
