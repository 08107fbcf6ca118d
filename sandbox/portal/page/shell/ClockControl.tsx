import { useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../components/buttons.tsx';
import { formatDate } from '../format.ts';
import { usePortal } from './portal-context.ts';

/** By then the app has asked the account again and counted the days; cards that were open meanwhile say that they are behind. */
const SETTLED_MS = 8000;

export function ClockControl() {
  const { words, region, session, setNow, addToast, reopenCards } = usePortal();
  const [busy, setBusy] = useState(false);

  async function move(days: number): Promise<void> {
    setBusy(true);
    try {
      const { now } = await api.moveClock(days);
      setNow(now);
      setTimeout(reopenCards, SETTLED_MS);
      addToast({ type: 'success', message: `${words.drawer.moved} ${formatDate(now, region, true)}.` });
    } catch (error) {
      addToast({ type: 'danger', message: String(error) });
    }
    setBusy(false);
  }
  return (
    <div className="p-control">
      <p className="p-quiet">{words.drawer.clockHint}</p>
      <p>
        <b>{formatDate(session.now, region, true)}</b>
      </p>
      <div className="x-button-row">
        <Button size="sm" disabled={busy} onClick={() => void move(1)}>
          {words.drawer.day}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => void move(7)}>
          {words.drawer.week}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => void move(30)}>
          {words.drawer.month}
        </Button>
      </div>
    </div>
  );
}
