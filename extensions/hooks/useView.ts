import { useEffect, useRef, useState } from 'react';
import { call } from '../api/call.ts';
import type { FailureReason, Outcome, ViewOf } from '../api/call.ts';
import type { EndpointName, Endpoints } from '../contracts/endpoints.ts';
import type { RefusalCode, Staleness } from '../contracts/envelope.ts';

/** Why figures are behind; `connection`: the server did not answer this time. */
export type Stale = Omit<Staleness, 'part'> & { part: Staleness['part'] | 'connection' };

/** What a card can be in; exactly one at a time. */
export type ViewState<V> =
  | { kind: 'loading' }
  | { kind: 'refused'; code: RefusalCode; cure: string }
  | { kind: 'updating' }
  | { kind: 'error'; reason: FailureReason }
  | ({ kind: 'stale'; view: V } & Stale)
  | { kind: 'ready'; view: V };

type Asked<E extends EndpointName> = { companyId: string } & Endpoints[E]['query'];

interface Question<E extends EndpointName> {
  endpoint: E;
  params: Omit<Asked<E>, 'round'>;
  serverUrl: string;
  /** Asked again when this changes from one known value to another (null: not known yet). */
  mark: string | null;
}

/** Asks once when the card opens, again when a watched CRM property changes or the user retries. */
export function useView<E extends EndpointName>({ endpoint, params, serverUrl, mark }: Question<E>): {
  state: ViewState<ViewOf<E>>;
  retry: () => void;
} {
  const [state, setState] = useState<ViewState<ViewOf<E>>>({ kind: 'loading' });
  const [round, setRound] = useState(0);
  const lastMark = useRef<string | null>(null);

  useEffect(() => {
    if (mark === null) return;
    if (lastMark.current !== null && lastMark.current !== mark) setRound((n) => n + 1);
    lastMark.current = mark;
  }, [mark]);

  const asked = JSON.stringify(params);
  useEffect(() => {
    let current = true;
    // The server counts round 0 as an open.
    void call(endpoint, { ...(JSON.parse(asked) as typeof params), round: `${round}` } as Asked<E>, serverUrl).then((outcome) => {
      if (current) setState((before) => nextState(before, outcome));
    });
    return () => {
      current = false;
    };
  }, [endpoint, asked, serverUrl, round]);

  function retry() {
    setState((before) => ('view' in before ? before : { kind: 'loading' }));
    setRound((n) => n + 1);
  }
  return { state, retry };
}

interface AnyView {
  asOf: string;
  stale: Staleness | null;
}

/** The state after an outcome: a failed refresh keeps the figures already shown and says so. */
function nextState<V extends AnyView>(before: ViewState<V>, outcome: Outcome<V>): ViewState<V> {
  if (outcome.kind === 'answered') {
    const { view } = outcome;
    return view.stale ? { kind: 'stale', view, ...view.stale } : { kind: 'ready', view };
  }
  if (outcome.kind !== 'failed') return outcome;
  if ('view' in before) return { kind: 'stale', view: before.view, since: before.view.asOf, part: 'connection' };
  return { kind: 'error', reason: outcome.reason };
}
