import type { Calendar } from '../lib/business-time.ts';
import { dayIn } from '../lib/local-day.ts';
import { completenessOf } from './form.ts';
import { type Handoff, holderOf, stateOf } from './baton.ts';
import { dueAt } from './playbooks/playbook.ts';
import type { StoredHandoff } from './store.ts';

const DAY_MS = 86_400_000;

/** What records of companies and deals say of a handoff. */
export const HANDOFF_PROPERTIES = [
  'baton_handoff_state', 'baton_handoff_completeness', 'baton_handoff_due', 'baton_handoff_owner',
  'baton_handoff_accepted', 'baton_kick_off_held', 'baton_first_value_reached', 'baton_first_value_days',
] as const;

/** What a record says of its newest handoff, as HubSpot writes it: days as YYYY-MM-DD, which is their midnight in UTC; empty where there is nothing to say. */
export function handoffProperties(handoff: Pick<StoredHandoff, 'baton' | 'playbook' | 'form' | 'openedAt'>, timeZone: string, calendar: Calendar): Record<(typeof HANDOFF_PROPERTIES)[number], string> {
  const { baton, playbook, form } = handoff;
  const owner = baton.status === 'open' ? baton.legs[holderOf(baton)]?.owner : null;
  const dayOf = (instant: Date | null) => (instant === null ? '' : dayIn(timeZone, instant));
  return {
    baton_handoff_state: stateOf(baton),
    baton_handoff_completeness: String(Math.round(completenessOf(form, playbook.required) * 100)),
    baton_handoff_due: dueAt(baton, playbook, calendar)?.toISOString() ?? '',
    baton_handoff_owner: String(owner ?? ''),
    baton_handoff_accepted: dayOf(baton.acceptedAt),
    baton_kick_off_held: dayOf(baton.kickOffAt),
    baton_first_value_reached: firstValueDay(baton) ?? '',
    baton_first_value_days: String(daysToFirstValue(handoff, timeZone) ?? ''),
  };
}

/** Whole days from the handoff's beginning (the deal's winning) to first value; null before. */
export function daysToFirstValue({ baton, openedAt }: Pick<StoredHandoff, 'baton' | 'openedAt'>, timeZone: string): number | null {
  const reached = firstValueDay(baton);
  return reached === null ? null : Math.max(0, (Date.parse(reached) - Date.parse(dayIn(timeZone, openedAt))) / DAY_MS);
}

/** First value is a day; its instant is that day's beginning in UTC. */
function firstValueDay({ firstValueAt }: Pick<Handoff, 'firstValueAt'>): string | null {
  return firstValueAt?.toISOString().slice(0, 10) ?? null;
}
