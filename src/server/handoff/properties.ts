import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays } from 'date-fns';
import type { Calendar } from '../lib/business-time.ts';
import { completenessOf } from './form.ts';
import { stateOf } from './baton.ts';
import { dueAt } from './playbooks/playbook.ts';
import type { StoredHandoff } from './store.ts';

/** What a company record says of its newest handoff; empty where there is nothing to say. */
export function handoffProperties(handoff: Pick<StoredHandoff, 'baton' | 'playbook' | 'form' | 'openedAt'>, timeZone: string, calendar: Calendar): Record<string, string> {
  const { baton, playbook, form } = handoff;
  const days = daysToFirstValue(handoff, timeZone);
  return {
    baton_handoff_state: stateOf(baton),
    baton_handoff_completeness: String(Math.round(completenessOf(form, playbook.required) * 100)),
    baton_handoff_due: dueAt(baton, playbook, calendar)?.toISOString() ?? '',
    baton_first_value_days: days === null ? '' : String(days),
  };
}

/** Whole days from the handoff's beginning (the deal's winning) to first value; null before. */
export function daysToFirstValue({ baton, openedAt }: Pick<StoredHandoff, 'baton' | 'openedAt'>, timeZone: string): number | null {
  if (baton.firstValueAt === null) return null;
  // First value is a day; its instant is that day's beginning in UTC.
  const begun = new TZDate(openedAt, timeZone);
  return Math.max(0, differenceInCalendarDays(new Date(baton.firstValueAt.toISOString().slice(0, 10)), new Date(Date.UTC(begun.getFullYear(), begun.getMonth(), begun.getDate()))));
}
