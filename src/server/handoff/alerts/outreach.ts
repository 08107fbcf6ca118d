import { addBusinessDays, type Calendar } from '../../lib/business-time.ts';
import { pauseOf } from '../baton.ts';
import { linesOf } from '../form.ts';
import type { Move, StoredHandoff } from '../store.ts';
import { short } from './alerts.ts';

/** The step of a handoff's history that asks for a contact: what was asked for is counted there. */
export const OUTREACH = 'outreach';

/** How many contacts were asked for, and when the last one was. */
export interface Asked {
  count: number;
  lastAt: Date | null;
}

export const NEVER_ASKED: Asked = { count: 0, lastAt: null };

/** A contact that the leg with the baton is to make on the way to first value. */
export interface NextContact {
  /** The first is 1. */
  number: number;
  dueAt: Date;
  /** What its days are counted from. */
  after: 'acceptance' | 'contact' | 'activity';
  since: Date;
}

/**
 * The next contact of a customer who has not reached first value: so many business days after the acceptance, the last contact
 * that was asked for or the customer's last sign of life, whichever came last. There is one at a time: what a standstill left
 * out is not made up for. null: none is to be made, or not while the clock stands.
 */
export function nextContact({ baton, playbook }: Pick<StoredHandoff, 'baton' | 'playbook'>, { asked, lastSeen, calendar }: { asked: Asked; lastSeen: Date | null; calendar: Calendar }): NextContact | null {
  const { status, acceptedAt, firstValueAt, pauses } = baton;
  if (playbook.outreachDays === 0 || status !== 'open' || acceptedAt === null || firstValueAt !== null || pauseOf(baton) !== undefined) return null;
  let last: Pick<NextContact, 'after' | 'since'> = { after: 'acceptance', since: acceptedAt };
  if (asked.lastAt !== null && asked.lastAt > last.since) last = { after: 'contact', since: asked.lastAt };
  if (lastSeen !== null && lastSeen > last.since) last = { after: 'activity', since: lastSeen };
  const dueAt = addBusinessDays(last.since, playbook.outreachDays, calendar, pauses);
  return dueAt && { ...last, number: asked.count + 1, dueAt };
}

/** What a handoff's history says of contacts. @param moves newest first. */
export function askedIn(moves: readonly Pick<Move, 'step' | 'at'>[]): Asked {
  const asked = moves.filter((move) => move.step === OUTREACH);
  return { count: asked.length, lastAt: asked[0]?.at ?? null };
}

/** Whom to contact and what for. */
export interface ContactFacts {
  /** One a line, as the kick-off or else the sale says it: never cut, so that an erased person is found in them. */
  people: string[];
  /** What the customer bought it for; null: nobody wrote it. */
  objective: string | null;
}

const MOST_PEOPLE = 3;

/** What a handoff says of whom to contact and what for. */
export function contactFacts({ form, kickOff }: Pick<StoredHandoff, 'form' | 'kickOff'>): ContactFacts {
  const people = [kickOff.projectOwners?.text, form.stakeholders?.text].map(linesOf).find((lines) => lines.length > 0) ?? [];
  return { people: people.slice(0, MOST_PEOPLE), objective: short(linesOf(form.objective?.text)[0]) };
}
