import { CardName, type CardPerson, type HomeUse } from '../../../extensions/contracts/home.ts';
import { dayIn } from '../lib/local-day.ts';
import type { CardUse, Person } from './questions.ts';

const DAY_MS = 86_400_000;
const WEEKS = 12;
/** Four whole weeks: each day of the week counts as often. */
const DAYS = 28;
const MOST_PEOPLE = 200;

/** The days (YYYY-MM-DD) from which on the use is asked for: the Monday of the first week, and the first of the last days. */
export function askedSince(now: Date, timeZone: string): { firstWeek: string; since: string } {
  const today = dayIn(timeZone, now);
  return { firstWeek: daysAfter(mondayOf(today), -7 * (WEEKS - 1)), since: daysAfter(today, 1 - DAYS) };
}

/** Who uses the cards and how often: weeks without an open stand as 0 from the first counted one on, people without one at the end. */
export function cardUseView(use: CardUse, people: readonly Person[], { now, timeZone }: { now: Date; timeZone: string }): HomeUse {
  const { firstWeek } = askedSince(now, timeZone);
  const everybody = everyone(use.readers, people);
  return {
    ok: true,
    asOf: now.toISOString(),
    countedFrom: use.countedFrom,
    weeks: weeksFrom(use, firstWeek),
    days: DAYS,
    cards: use.cards,
    people: everybody.slice(0, MOST_PEOPLE),
    known: everybody.length,
    active: everybody.filter((person) => total(person) > 0).length,
  };
}

function weeksFrom({ countedFrom, weeks }: CardUse, firstWeek: string): HomeUse['weeks'] {
  if (countedFrom === null) return [];
  const known = new Map(weeks.map((each) => [each.week, each]));
  const all = Array.from({ length: WEEKS }, (_, index) => daysAfter(firstWeek, 7 * index));
  return all.filter((week) => week >= mondayOf(countedFrom)).map((week) => known.get(week) ?? { week, opens: 0, people: 0 });
}

function everyone(readers: CardUse['readers'], people: readonly Person[]): CardPerson[] {
  const known = new Map(people.map((person) => [person.userId, person]));
  const opened = readers.map(({ userId, email, lastAt, companies, opens }): CardPerson => ({
    userId: String(userId),
    name: known.get(userId)?.name?.slice(0, 300) ?? null,
    email: email.slice(0, 320),
    opens: ofEach(opens),
    companies,
    lastAt: lastAt.toISOString(),
  }));
  const reading = new Set(readers.map(({ userId }) => userId));
  const never = people.filter(({ userId }) => !reading.has(userId)).map(({ userId, name, email }): CardPerson => ({
    userId: String(userId),
    name: name?.slice(0, 300) ?? null,
    email: email?.slice(0, 320) ?? null,
    opens: ofEach({}),
    companies: 0,
    lastAt: null,
  }));
  return [...opened.sort((a, b) => total(b) - total(a) || b.lastAt!.localeCompare(a.lastAt!) || Number(a.userId) - Number(b.userId)), ...never];
}

/** A card that was not opened stands as 0. */
function ofEach(opens: Partial<Record<CardName, number>>): CardPerson['opens'] {
  return Object.fromEntries(CardName.options.map((card) => [card, opens[card] ?? 0])) as CardPerson['opens'];
}

function total({ opens }: CardPerson): number {
  return CardName.options.reduce((sum, card) => sum + opens[card], 0);
}

function daysAfter(day: string, days: number): string {
  return dayIn('UTC', new Date(Date.parse(day) + days * DAY_MS));
}

/** The Monday of a day's week. */
function mondayOf(day: string): string {
  return daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}
