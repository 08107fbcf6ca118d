import { useEffect, useRef, useState } from 'react';
import { send } from '../api/call.ts';
import type { FailureReason, Outcome } from '../api/call.ts';
import type { PageEndpointName, PageEndpoints } from '../contracts/endpoints.ts';
import type { RefusalCode } from '../contracts/envelope.ts';

type Answer<E extends PageEndpointName> = PageEndpoints[E]['answer'];
type Params<E extends PageEndpointName> = PageEndpoints[E]['params'];
type Body<E extends PageEndpointName> = PageEndpoints[E]['body'];

/** What a tab can be in; exactly one at a time. */
export type QuestionState<V> =
  | { kind: 'loading' }
  | { kind: 'refused'; code: RefusalCode; cure: string }
  | { kind: 'updating' }
  | { kind: 'error'; reason: FailureReason }
  | { kind: 'ready'; view: V; round: number };

/** Why a change was not made. */
export type ChangeFault = { kind: 'refused'; code: RefusalCode; cure: string } | { kind: 'updating' } | { kind: 'failed'; reason: FailureReason };

function askPage<E extends PageEndpointName>(endpoint: E, params: Params<E>, serverUrl: string, body?: Record<string, unknown>): Promise<Outcome<Answer<E>>> {
  return send(endpoint, params as unknown as Record<string, string>, serverUrl, body);
}

/** Asks when the tab opens and each time `reload` is called; what is shown stays until the new answer is there. */
export function useQuestion<E extends PageEndpointName>(endpoint: E, params: Params<E>, serverUrl: string): { state: QuestionState<Answer<E>>; reload: () => void } {
  const [state, setState] = useState<QuestionState<Answer<E>>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(params);
  useEffect(() => {
    let current = true;
    const again = round > 0 ? { round: `${round}` } : {};
    void askPage(endpoint, { ...(JSON.parse(asked) as Params<E>), ...again }, serverUrl).then((outcome) => {
      if (current) setState(stateOf(outcome, round));
    });
    return () => {
      current = false;
    };
  }, [endpoint, asked, serverUrl, round]);
  return { state, reload: () => setRound((n) => n + 1) };
}

function stateOf<V>(outcome: Outcome<V>, round: number): QuestionState<V> {
  if (outcome.kind === 'answered') return { kind: 'ready', view: outcome.view, round };
  return outcome.kind === 'failed' ? { kind: 'error', reason: outcome.reason } : outcome;
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
