import { useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { usePortal } from './portal-context.ts';

interface Fault {
  id: string;
  rule: { kind: 'status' | 'hang'; status?: number; retryAfter?: string; body?: string; method?: string; delayMs?: number };
}

/** What a service may answer instead, so that it can be seen what the app makes of it. */
const FAULTS: Record<'mail' | 'post', Fault[]> = {
  mail: [
    { id: '451 RCPT', rule: { kind: 'status', method: 'RCPT', status: 451 } },
    { id: '550 RCPT', rule: { kind: 'status', method: 'RCPT', status: 550 } },
    { id: '535 AUTH', rule: { kind: 'status', method: 'AUTH', status: 535 } },
  ],
  post: [
    { id: '429, Retry-After: 30', rule: { kind: 'status', status: 429, retryAfter: '30', body: '' } },
    { id: '403', rule: { kind: 'status', status: 403, body: 'action_prohibited' } },
    { id: '410', rule: { kind: 'status', status: 410, body: 'channel_is_archived' } },
    { id: '503', rule: { kind: 'status', status: 503, body: '' } },
    { id: 'timeout', rule: { kind: 'hang', delayMs: 30_000 } },
  ],
};
const PATHS = { mail: '^smtp/', slack: '^hooks\\.slack\\.com/', telegram: '^api\\.telegram\\.org/', webhook: '^(?!hooks\\.slack\\.com/|api\\.telegram\\.org/|smtp/)' };

/** Lets the next delivery of a kind fail. */
export function NextAnswer({ view }: { view: keyof typeof PATHS }) {
  const { words, addToast } = usePortal();
  const faults = FAULTS[view === 'mail' ? 'mail' : 'post'];
  const [chosen, setChosen] = useState(faults[0]!.id);

  async function script(): Promise<void> {
    const fault = faults.find(({ id }) => id === chosen)!;
    try {
      await api.scriptOutbound({ ...fault.rule, path: PATHS[view] });
      addToast({ type: 'success', message: `${words.outbound.scripted} ${chosen}` });
    } catch (error) {
      addToast({ type: 'danger', message: String(error) });
    }
  }
  return (
    <div className="p-next-answer">
      <label>
        <span className="p-quiet">{words.outbound.nextAnswer}</span>{' '}
        <select className="x-input x-select" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {faults.map(({ id }) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </select>
      </label>
      <Button size="sm" onClick={() => void script()}>
        {words.outbound.script}
      </Button>
    </div>
  );
}
