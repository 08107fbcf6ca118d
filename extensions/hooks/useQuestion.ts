import { useEffect, useRef, useState } from 'react';
import { send } from '../api/call.ts';
import type { FailureReason, Outcome } from '../api/call.ts';
import type { PageEndpointName, PageEndpoints } from '../contracts/endpoints.ts';
import type { RefusalCode } from '../contracts/envelope.ts';

type Answer<E extends PageEndpointName> = PageEndpoints[E]['answer'];
type Params<E extends PageEndpointName> = PageEndpoints[E]['params'];
type Body<E extends PageEndpointName> = PageEndpoints[E]['body'];

/** What a tab can be in; exactly one at a time. `behind`: asked again, the server did not answer, and this is what it said before. */
export type QuestionState<V> =
  | { kind: 'loading' }
  | { kind: 'refused'; code: RefusalCode; cure: string }
  | { kind: 'updating' }
  | { kind: 'error'; reason: FailureReason }
  | { kind: 'ready'; view: V; round: number; behind: FailureReason | null };

/** Why a change was not made. */
export type ChangeFault = { kind: 'refused'; code: RefusalCode; cure: string } | { kind: 'updating' } | { kind: 'failed'; reason: FailureReason };

/** Asks, or changes with a body, what a page or a card that changes something may. Never throws. */
export function askPage<E extends PageEndpointName>(endpoint: E, params: Params<E>, serverUrl: string, body?: Record<string, unknown>): Promise<Outcome<Answer<E>>> {
  return send(endpoint, params as unknown as Record<string, string>, serverUrl, body);
}

/**
 * Asks when the tab opens and each time `reload` is called; what is shown stays until the new answer is there. Where that fails it
 * stays, too, with all that is being typed.
 * @param isWanted false: it is not asked yet.
 */
export function useQuestion<E extends PageEndpointName>(endpoint: E, params: Params<E>, serverUrl: string, isWanted = true): { state: QuestionState<Answer<E>>; reload: () => void } {
  const [state, setState] = useState<QuestionState<Answer<E>>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const shown = useRef('');
  const asked = JSON.stringify(params);
  useEffect(() => {
    if (!isWanted) return;
    let current = true;
    const again = round > 0 ? { round: `${round}` } : {};
    void askPage(endpoint, { ...(JSON.parse(asked) as Params<E>), ...again }, serverUrl).then((outcome) => {
      if (!current) return;
      // What answers another question is no older answer to this one.
      const same = shown.current === asked;
      if (outcome.kind === 'answered') shown.current = asked;
      setState((before) => stateOf(outcome, round, same ? before : null));
    });
    return () => {
      current = false;
    };
  }, [endpoint, asked, serverUrl, round, isWanted]);
  const reload = () => setRound((n) => n + 1);
  return { state, reload };
}

function stateOf<V>(outcome: Outcome<V>, round: number, before: QuestionState<V> | null): QuestionState<V> {
  if (outcome.kind === 'answered') return { kind: 'ready', view: outcome.view, round, behind: null };
  if (outcome.kind !== 'failed') return outcome;
  return before?.kind === 'ready' ? { ...before, behind: outcome.reason } : { kind: 'error', reason: outcome.reason };
}

/** A key for one change: the same when the same change is tried again after a failure, so that it happens once. */
function newKey(): string {
  let key = '';
  while (key.length < 24) key += Math.random().toString(36).slice(2);
  return key.slice(0, 32);
}

/** Makes changes (and tries that change nothing): one at a time, with its fault if there was one. */
export function useChange<E extends PageEndpointName>(endpoint: E, serverUrl: string) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ChangeFault | null>(null);
  const unsettled = useRef<{ content: string; key: string } | null>(null);

  /** Resolves with the answer, or null where there is a fault. */
  async function make(params: Params<E>, content: Omit<NonNullable<Body<E>>, 'key'>, keyed = true): Promise<Answer<E> | null> {
    const text = JSON.stringify([params, content]);
    const key = unsettled.current?.content === text ? unsettled.current.key : newKey();
    unsettled.current = { content: text, key };
    setBusy(true);
    setFault(null);
    const outcome = await askPage(endpoint, params, serverUrl, keyed ? { ...content, key } : content);
    setBusy(false);
    if (outcome.kind !== 'failed') unsettled.current = null;
    if (outcome.kind === 'answered') return outcome.view;
    setFault(outcome);
    return null;
  }
  return { busy, fault, make, clear: () => setFault(null) };
}
