import type { Language } from '../../../../extensions/contracts/envelope.ts';
import { businessHours, type Calendar, type Pause } from '../../lib/business-time.ts';
import { dayIn } from '../../lib/local-day.ts';
import { type Interval, wilsonInterval } from '../../lib/statistics.ts';
import { kaplanMeier, medianTime, type SurvivalStep } from '../../lib/survival.ts';
import type { Tx } from '../../platform/db.ts';
import type { Playbook } from '../playbooks/playbook.ts';
import { businessCalendar } from '../playbooks/playbook-store.ts';
import type { HandoffQuestions, Owner } from '../questions.ts';
import { type Roster, rosterOf } from '../roster.ts';
import {
  begunWith, countOpen, countPromises, firstDecisions, firstValueTallies, listOpen, type OpenGroup, type OpenRow, type SquadRow, squads, type StandingFilters, type StandingPlace,
} from './standing-store.ts';

const DAY_MS = 86_400_000;

/** Who looks: `userId` set narrows to handoffs on which they are named. */
export interface Looking {
  userId: number | null;
  timeZone: string;
  now: Date;
}

/** A leg with whoever is named on it. */
export interface NamedLeg {
  id: string;
  label: string;
  owner: string | null;
}

export interface OpenHandoff {
  handoffId: string;
  dealId: number;
  companyId: number;
  state: OpenRow['state'];
  /** The leg that has the baton, and the one that is asked to take it. */
  holder: NamedLeg;
  asked: NamedLeg | null;
  dueAt: Date | null;
  late: boolean;
  /** True while the clock stands: it is not due then. */
  paused: boolean;
  /** Business hours since its turn began, and until it is due or since it was. */
  waitedHours: number;
  leftHours: number | null;
  completeness: number;
  returns: number;
}

export interface Squad {
  leg: string;
  label: string;
  companies: number;
  late: number;
  lateToAccept: number;
  returned: number;
  /** Business hours at this leg: of the company in the middle, and of the one that is there longest. */
  middleHours: number | null;
  longestHours: number | null;
}

export interface OpenHandoffs {
  handoffs: OpenHandoff[];
  /** Of all that are open, with the other filters. */
  states: { state: OpenRow['state']; n: number }[];
  legs: { id: string; label: string; n: number }[];
  open: number;
  squads: Squad[];
}

export interface Share {
  n: number;
  of: number;
  interval: Interval | null;
}

export interface HandoffFigures {
  firstPass: Share;
  /** How often handoffs that were decided on came back: handoffs by returns. */
  returns: { returns: number; handoffs: number }[];
  promises: { open: number; kept: number; broken: number; handoffs: number; interval: Interval | null };
  firstValue: { reached: number; of: number; median: number | null; low: number | null; high: number | null; curve: SurvivalStep[] };
}

type Questions = Pick<HandoffQuestions, 'owners'>;

type AskedOpen = Omit<StandingFilters, 'owners'> & { after: StandingPlace | null; limit: number; language: Language };

/** Handoffs as the home page shows them; each runs in the caller's transaction. */
export interface Overview {
  /** Open ones, what they can be narrowed by, and the squads. */
  open(tx: Tx, looking: Looking, asked: AskedOpen): Promise<OpenHandoffs>;
  /** What became of them over the last days. */
  figures(tx: Tx, looking: Looking, days: number): Promise<HandoffFigures>;
}

/** The overview of an account's handoffs. */
export function overviewOf(questions: Questions): Overview {
  return {
    open: (tx, looking, asked) => openHandoffs(tx, questions, looking, asked),
    figures: (tx, looking, days) => handoffFigures(tx, questions, looking, days),
  };
}

async function openHandoffs(tx: Tx, questions: Questions, looking: Looking, asked: AskedOpen): Promise<OpenHandoffs> {
  const { timeZone, now } = looking;
  const { leg, state, language } = asked;
  const everybody = rosterOf(await questions.owners(tx));
  const filters = { owners: ownersOf(looking, everybody.all), leg, state };
  const rows = await listOpen(tx, { ...filters, after: asked.after, limit: asked.limit });
  const groups = await countOpen(tx, filters.owners);
  // Squads are told of everybody's handoffs, also where the list is narrowed to one's own.
  const teams = await squads(tx, now);
  const begun = await begunWith(tx, [...rows.map((row) => row.handoffId), ...[...groups, ...teams].map((one) => one.example)]);
  const label = labels(groups, begun, language);
  const calendar = await businessCalendar(tx, timeZone);
  const at = (one: OpenGroup) => leg === null || one.holder === leg || one.asked === leg;
  const counted = groups.filter((group) => state === null || group.state === state);
  return {
    handoffs: rows.map((row) => openHandoff(row, { ...begun.get(row.handoffId), owners: everybody, calendar, language, now })),
    states: [...new Set(groups.map((group) => group.state))].map((one) => ({ state: one, n: sum(groups.filter((group) => group.state === one && at(group))) })),
    legs: [...label].map(([id, text]) => ({ id, label: text, n: sum(counted.filter((group) => group.holder === id || group.asked === id)) })),
    open: sum(counted.filter(at)),
    squads: teams.map((row) => squad(row, legLabel(begun.get(row.example)?.playbook, row.leg, language), calendar, now)),
  };
}

function sum(groups: readonly OpenGroup[]): number {
  return groups.reduce((all, group) => all + group.n, 0);
}

/** Owners as which a user is named; null: everybody's handoffs are meant. */
function ownersOf({ userId }: Looking, owners: readonly Owner[]): number[] | null {
  return userId === null ? null : owners.filter((owner) => owner.userId === userId).map((owner) => owner.ownerId);
}

/** The legs that have or are asked for a baton, in the order of their way. */
function labels(groups: readonly OpenGroup[], begun: ReadonlyMap<string, { playbook: Playbook }>, language: Language): Map<string, string> {
  const used = new Set(groups.flatMap(({ holder, asked }) => (asked === null ? [holder] : [holder, asked])));
  const known = groups.flatMap(({ example }) => begun.get(example)?.playbook.legs ?? []);
  const named = known.filter((leg) => used.has(leg.id)).map((leg) => [leg.id, leg.label[language]] as const);
  return new Map([...named, ...[...used].filter((id) => !known.some((leg) => leg.id === id)).map((id) => [id, id] as const)]);
}

interface Around {
  playbook?: Playbook;
  pauses?: readonly Pause[];
  owners: Roster;
  calendar: Calendar;
  language: Language;
  now: Date;
}

function openHandoff(row: OpenRow, { playbook, pauses = [], owners, calendar, language, now }: Around): OpenHandoff {
  const { handoffId, dealId, companyId, state, dueAt, completeness, returns } = row;
  const named = (id: string, owner: number | null): NamedLeg => ({
    id,
    label: legLabel(playbook, id, language),
    owner: owner === null ? null : (owners.byId.get(owner)?.name ?? null),
  });
  const late = dueAt !== null && dueAt < now;
  return {
    handoffId, dealId, companyId, state, dueAt, late, completeness, returns,
    holder: named(row.holder, row.holderOwner),
    asked: row.asked === null ? null : named(row.asked, row.askedOwner),
    paused: pauses.some((pause) => pause.to === null),
    waitedHours: businessHours(row.turnSince, now, calendar, pauses),
    leftHours: dueAt && (late ? businessHours(dueAt, now, calendar, pauses) : businessHours(now, dueAt, calendar)),
  };
}

function legLabel(playbook: Playbook | undefined, id: string, language: Language): string {
  return playbook?.legs.find((leg) => leg.id === id)?.label[language] ?? id;
}

function squad(row: SquadRow, label: string, calendar: Calendar, now: Date): Squad {
  const { middle, oldest, example: _, ...counts } = row;
  // The later one came, the shorter one is there, in business hours, too: the one in the middle stays in the middle.
  return { ...counts, label, middleHours: middle && businessHours(middle, now, calendar), longestHours: oldest && businessHours(oldest, now, calendar) };
}

async function handoffFigures(tx: Tx, questions: Questions, looking: Looking, days: number): Promise<HandoffFigures> {
  const { timeZone, now } = looking;
  const owners = ownersOf(looking, await questions.owners(tx));
  const since = new Date(now.getTime() - days * DAY_MS);
  const decided = await firstDecisions(tx, owners, since);
  const promises = await countPromises(tx, owners, since);
  const tallies = await firstValueTallies(tx, owners, { since: dayIn(timeZone, since), today: dayIn(timeZone, now) });
  const passed = decided.filter((one) => one.accepted).reduce((all, one) => all + one.n, 0);
  const of = decided.reduce((all, one) => all + one.n, 0);
  const curve = kaplanMeier(tallies);
  const reached = tallies.reduce((all, one) => all + one.events, 0);
  return {
    firstPass: { n: passed, of, interval: wilsonInterval(passed, of) },
    returns: byReturns(decided),
    promises: { ...promises, interval: wilsonInterval(promises.kept, promises.kept + promises.broken) },
    firstValue: { reached, of: tallies.reduce((all, one) => all + one.events + one.censored, 0), ...medianTime(curve), curve },
  };
}

function byReturns(decided: readonly { returns: number; n: number }[]): HandoffFigures['returns'] {
  const counts = new Map<number, number>();
  for (const { returns, n } of decided) counts.set(returns, (counts.get(returns) ?? 0) + n);
  return [...counts].map(([returns, handoffs]) => ({ returns, handoffs })).sort((a, b) => a.returns - b.returns);
}
