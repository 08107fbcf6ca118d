import { addBusinessHours, type Calendar } from '../../lib/business-time.ts';
import { type Form, type KickOff, linesOf } from '../form.ts';
import { dueAt, firstValueDue, type Playbook } from '../playbooks/playbook.ts';
import type { StoredHandoff } from '../store.ts';

const DAY_MS = 86_400_000;

/** What may go wrong on a customer's way, and which of the playbook's days it takes until that is told; null: it is told at once. */
const RULES = {
  /** The leg whose turn it is has not acted in its time: a matter of our own, the other rules are about the customer. */
  'leg-late': null,
  'kick-off-late': 'lateDays',
  'first-value-late': 'lateDays',
  'promise-broken': null,
  /** No sign of life of any kind since the kick-off. */
  silence: 'silenceDays',
} as const;
export type Rule = keyof typeof RULES;

/** How many days a playbook waits before something is told. */
export type Patience = Pick<Playbook, 'lateDays' | 'silenceDays'>;

/**
 * An alert is raised from `raise` days on, and taken back only under `clear` days, which is half as many: whatever the playbook
 * says, at least a day lies between, and what swings by a day about a threshold is told once.
 */
function thresholdsOf(rule: Rule, patience: Patience): { raise: number; clear: number } {
  const name = RULES[rule];
  const raise = name === null ? 0 : patience[name];
  return { raise, clear: Math.floor(raise / 2) };
}

/** Of these a handoff has one at a time, whenever it began; of the others one for each occasion. */
const ONE_AT_A_TIME: ReadonlySet<Rule> = new Set(['kick-off-late', 'first-value-late', 'silence']);

/** What a rule sees now. */
export interface Sight {
  rule: Rule;
  /** What it is about: the turn, the promise, or since when. An occasion is told once, however often it comes back. */
  occasion: string;
  since: Date;
}

/** Whether an alert tells of the customer, and so is felt in the score. */
export function isAboutCustomer({ rule }: Pick<Sight, 'rule'>): boolean {
  return rule !== 'leg-late';
}

type Watched = Pick<StoredHandoff, 'baton' | 'playbook' | 'expectations'>;

/** What the rules see of a handoff. @param lastSeen the customer's last sign of life, if any is known. */
export function sightsOf(handoff: Watched, { calendar, lastSeen, now }: { calendar: Calendar; lastSeen: Date | null; now: Date }): Sight[] {
  const { baton, playbook, expectations } = handoff;
  if (baton.status === 'cancelled') return [];
  const broken = expectations.filter((one) => one.status === 'broken').map((one): Sight => ({ rule: 'promise-broken', occasion: one.id, since: now }));
  if (baton.status !== 'open') return broken;
  const turnDue = dueAt(baton, playbook, calendar);
  const sights = [
    sight('leg-late', turnDue, baton.handAt.toISOString()),
    baton.kickOffAt === null ? sight('kick-off-late', kickOffDue(handoff, calendar)) : undefined,
    sight('first-value-late', firstValueDue(baton, playbook, calendar)),
    baton.kickOffAt === null ? undefined : sight('silence', lastSeen === null || lastSeen < baton.kickOffAt ? baton.kickOffAt : lastSeen),
  ];
  return [...broken, ...sights.filter((one) => one !== undefined && one.since <= now)] as Sight[];
}

function sight(rule: Rule, since: Date | null, occasion = since?.toISOString()): Sight | undefined {
  return since === null ? undefined : { rule, since, occasion: occasion! };
}

/** Until when the leg that accepted the customer first is to have held the kick-off; null before the acceptance. */
function kickOffDue({ baton, playbook }: Watched, calendar: Calendar): Date | null {
  const { acceptedAt } = baton;
  const taker = baton.legs.findLast((leg) => acceptedAt !== null && leg.since?.getTime() === acceptedAt.getTime());
  const leg = playbook.legs.find((one) => one.id === taker?.id);
  return acceptedAt === null || leg === undefined ? null : addBusinessHours(acceptedAt, leg.slaHours, calendar, baton.pauses);
}

/** Which alerts are to be raised, which taken back, and of which that stand the beginning has moved. */
export interface Verdict {
  raise: Sight[];
  clear: Sight[];
  move: { alert: Sight; since: Date }[];
}

/**
 * What is to be done about the alerts that stand (each with its occasion, and since when it is so), given what the rules see.
 * Judged again, there is nothing more to do.
 */
export function judge(standing: readonly Sight[], sights: readonly Sight[], { patience, now }: { patience: Patience; now: Date }): Verdict {
  const days = ({ since }: Sight) => (now.getTime() - since.getTime()) / DAY_MS;
  const seenAgain = (alert: Sight) => sights.find((one) => sameMatter(alert, one) && days(one) >= thresholdsOf(one.rule, patience).clear);
  return {
    raise: sights.filter((one) => days(one) >= thresholdsOf(one.rule, patience).raise && !standing.some((alert) => sameMatter(alert, one))),
    clear: standing.filter((alert) => seenAgain(alert) === undefined),
    move: standing.flatMap((alert) => {
      const since = ONE_AT_A_TIME.has(alert.rule) ? seenAgain(alert)?.since : undefined;
      return since === undefined || since.getTime() === alert.since.getTime() ? [] : [{ alert, since }];
    }),
  };
}

function sameMatter(one: Sight, other: Sight): boolean {
  return one.rule === other.rule && (ONE_AT_A_TIME.has(one.rule) || one.occasion === other.occasion);
}

const LONGEST_QUOTE = 120;
/** A day in figures or with its month: what a plan is held to. */
const DATED = /\d{1,2}[/.-]\d{1,2}|\b\d{1,2}(º)? (de )?(jan|fev|feb|mar|abr|apr|mai|may|jun|jul|ago|aug|set|sep|out|oct|nov|dez|dec)|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d/i;

/** The line that an alert is held against: of the kick-off, or of the sale where there was none yet; the promise itself where one was broken. null: there is none. */
export function quoteOf({ rule, occasion }: Pick<Sight, 'rule' | 'occasion'>, { form, kickOff, expectations }: { form: Form; kickOff: KickOff; expectations: StoredHandoff['expectations'] }): string | null {
  switch (rule) {
    case 'leg-late': return null;
    case 'kick-off-late': return short(form.objective?.text.split('\n')[0]);
    case 'promise-broken': return short(expectations.find((one) => one.id === occasion)?.text);
    case 'first-value-late': return short(plannedLine(kickOff));
    case 'silence': return short(linesOf(kickOff.firstSteps?.text)[0] ?? plannedLine(kickOff));
  }
}

/** The plan's last line with a day in it, else its first line. */
function plannedLine(kickOff: KickOff): string | undefined {
  const plan = [...linesOf(kickOff.journey?.text), ...linesOf(kickOff.firstSteps?.text)];
  return plan.findLast((line) => DATED.test(line)) ?? plan[0] ?? linesOf(kickOff.scenario?.text)[0];
}

/** A quoted line, never longer than a card takes; null where nobody wrote one. */
export function short(line: string | undefined): string | null {
  const text = line?.trim() ?? '';
  if (text === '') return null;
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1).trimEnd()}…`;
}
