import { StatusTag } from '@hubspot/ui-extensions';
import type { Language } from '../contracts/envelope.ts';
import type { HandoffState } from '../contracts/handoff.ts';
import { handoffStates } from '../wording/handoff-states.ts';

const variants: Partial<Record<HandoffState, 'success' | 'warning' | 'danger' | 'info'>> = {
  submitted: 'info', returned: 'warning', accepted: 'success', 'kick-off': 'success', implementation: 'info', 'first-value': 'success', done: 'success', cancelled: 'danger', reopened: 'warning',
};

/** Where a handoff stands, in words and a colour. */
export function HandoffStateTag({ state, lang }: { state: HandoffState; lang: Language }) {
  return <StatusTag variant={variants[state] ?? 'default'}>{handoffStates[lang][state]}</StatusTag>;
}
