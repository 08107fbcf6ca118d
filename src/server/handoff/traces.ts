import type { Language } from '../../../extensions/contracts/envelope.ts';
import { HandoffField, KickOffSection } from '../../../extensions/contracts/handoff.ts';
import type { Calendar } from '../lib/business-time.ts';
import type { Trace } from './effect-store.ts';
import type { Effect } from './machine.ts';
import { dueAt } from './playbooks/playbook.ts';
import type { StoredHandoff } from './store.ts';
import { fieldNames, notApplicable, sectionNames, traceTitles, unnamedDeal } from './wording.ts';

interface Told {
  dealName: string | null;
  language: Language;
  calendar: Calendar;
  /** Why the step was made, where one says so. */
  reason: string | null;
  now: Date;
}

/** What HubSpot is to get of a step: tasks and notes, as texts, and whose tasks they are. @param handoff as it stands after the step. */
export function tracesOf(handoff: StoredHandoff, effects: readonly Effect[], told: Told): Trace[] {
  const { language, now } = told;
  const { companyId, dealId } = handoff;
  const deal = told.dealName ?? unnamedDeal[language];
  return effects.flatMap((effect): Trace[] => {
    if (effect.kind === 'properties') return [];
    if (effect.kind === 'follow-owner') return [effect];
    const title = traceTitles[effect.about][language](deal);
    const common = { title, companyId, dealId, body: bodyOf(handoff, effect, told) };
    if (effect.kind === 'note') return [{ ...common, kind: 'note', owner: null, at: now.getTime() }];
    return [{ ...common, kind: 'task', leg: effect.leg, owner: effect.owner, at: (dueAt(handoff.baton, handoff.playbook, told.calendar) ?? now).getTime() }];
  });
}

function bodyOf(handoff: StoredHandoff, effect: Extract<Effect, { kind: 'task' | 'note' }>, { language, reason }: Told): string[] {
  switch (effect.about) {
    case 'mend': return effect.gaps.map(({ field, note }) => line(fieldNames[field as HandoffField]?.[language] ?? field, note));
    case 'minutes': return minutes(handoff, language);
    case 'accepted': case 'kick-off': return HandoffField.options.flatMap((field) => filled(fieldNames[field][language], handoff.form[field]?.text));
    case 'cancelled': return reason === null ? [] : [reason];
    case 'review': case 'first-value': case 'value-reached': return filled(fieldNames.objective[language], handoff.form.objective?.text);
  }
}

function minutes({ kickOff }: StoredHandoff, language: Language): string[] {
  return KickOffSection.options.map((section) => {
    const point = kickOff[section];
    const text = point?.text.trim() ?? '';
    return line(sectionNames[section][language], text !== '' ? text : `${notApplicable[language]} (${point?.notApplicable ?? ''})`);
  });
}

function filled(name: string, text: string | undefined): string[] {
  return text === undefined || text.trim() === '' ? [] : [line(name, text)];
}

function line(name: string, text: string): string {
  return text.trim() === '' ? name : `${name}: ${text.trim()}`;
}
