import { useEffect, useState } from 'react';
import { api, type Row } from '../api.ts';
import { Icon } from '../components/icon.tsx';
import { formatDate } from '../format.ts';
import { propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';
import { RichText } from './RichText.tsx';

type State = 'done' | 'overdue' | 'open';
const ICONS: Record<State, { name: string; color: string }> = {
  done: { name: 'success', color: 'success' },
  overdue: { name: 'warning', color: 'warning' },
  open: { name: 'clock', color: 'inherit' },
};

function stateOf({ properties: p }: Row, now: string): State {
  if (p.hs_task_status === 'COMPLETED') return 'done';
  return p.hs_timestamp && p.hs_timestamp < now ? 'overdue' : 'open';
}

/** A task of the timeline: what is due, when, by whom, and a box to tick it off. */
export function TaskEntry({ task }: { task: Row }) {
  const { words, region, session, ownerName, addToast } = usePortal();
  const { properties: p } = task;
  /** What was ticked, until the record comes back with it. */
  const [ticked, setTicked] = useState<boolean | null>(null);
  useEffect(() => setTicked(null), [p.hs_task_status]);
  const state = stateOf(task, session.now);
  const subject = p.hs_task_subject || `#${task.id}`;
  const status = state === 'overdue' ? words.taskOverdue : propertyText('hs_task_status', p.hs_task_status, undefined, region);
  const priority = p.hs_task_priority && p.hs_task_priority !== 'NONE' ? propertyText('hs_task_priority', p.hs_task_priority, undefined, region) : '';
  const facts = [
    p.hs_timestamp && `${words.taskDue} ${formatDate(p.hs_timestamp, region)}`,
    ownerName(p.hubspot_owner_id) || words.taskNobody,
    priority && `${words.columns.priority}: ${priority}`,
  ].filter(Boolean);

  async function tick(done: boolean): Promise<void> {
    setTicked(done);
    try {
      await api.tickTask(task.id, done);
    } catch (error) {
      setTicked(null);
      addToast({ type: 'danger', message: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <>
      <div className="p-activity-head">
        <b>
          {words.task}: {subject}
        </b>
        <span className="p-task-state">
          <Icon name={ICONS[state].name} color={ICONS[state].color} size="xs" />
          {status}
        </span>
      </div>
      <p className="p-quiet">{facts.join(' · ')}</p>
      {p.hs_task_body && <RichText html={p.hs_task_body} />}
      <label className="x-check x-check-inline p-task-tick">
        <input
          type="checkbox"
          checked={ticked ?? state === 'done'}
          disabled={ticked !== null}
          aria-label={`${words.taskTick}: ${subject}`}
          onChange={(event) => void tick(event.target.checked)}
        />
        <span aria-hidden="true">{words.taskTick}</span>
      </label>
    </>
  );
}
