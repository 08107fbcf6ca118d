import type { BulletinScope, Schedule } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { Tx } from '../platform/db.ts';
import type { Content } from './content.ts';
import { accountsToLookAt, mixOf, movesOf } from './look-at.ts';
import { lostCustomers } from './lost.ts';
import { midnight, type Period, periodBefore, shifted } from './period.ts';
import type { BulletinQuestions, Companies, Span } from './questions.ts';

const DAY_MS = 86_400_000;
/** The window of an NPS, as the cards count it. */
const WINDOW_MS = 180 * DAY_MS;
const MONTHS = 12;
/** Time kept is measured by at least so many days of cases: one day's are too few. */
const LOOP_DAYS = 30;
const MOST_CAUSES = 5;

/** For whom content is made, and of when. */
export interface Asked {
  portalId: number;
  /** The account's: its business hours are of it. */
  accountZone: string;
  currency: string;
  scope: BulletinScope;
  companies: Companies;
  schedule: Schedule;
  language: Language;
  period: Period;
  now: Date;
}

/** Makes an issue's content from what the rooms know as of now. */
export async function gather(tx: Tx, deps: BulletinQuestions, asked: Asked): Promise<Content> {
  const { portalId, companies, schedule, period, now, currency, scope } = asked;
  const { timeZone } = schedule;
  const months = monthsUpTo(period.to, timeZone, now);
  const span: Span = { from: period.begins, to: period.ends };
  const before = periodBefore(schedule, period);
  const sums = await deps.answerSums(tx, {
    companies,
    ends: [now, new Date(now.getTime() - WINDOW_MS), ...months.map(({ to }) => to)],
    spans: [span, { from: before.begins, to: before.ends }, ...months.map(({ from, to }) => ({ from, to }))],
  });
  const loopFrom = new Date(Math.min(period.begins.getTime(), now.getTime() - LOOP_DAYS * DAY_MS));
  const loop = await deps.loop(tx, { companies, since: loopFrom, timeZone: asked.accountZone, now });
  const bands = await deps.bands(tx, portalId, { companies, day: shifted(period.from, -1) });
  const handoffs = await deps.handoffs(tx, { companies, now });
  const involved = [...new Set([...bands, ...loop.open, ...handoffs.late].map(({ companyId }) => companyId))];
  const wins = await deps.yearlyWins(tx, involved, now);
  const known = { bands, loop, lateHandoffs: handoffs.late, wins, now };
  const { moves, fell, rose } = movesOf(known);
  const lookAt = accountsToLookAt(known);
  const names = await deps.companies(tx, [...moves, ...lookAt].map(({ companyId }) => companyId));
  const named = <T extends { companyId: number }>({ companyId, ...rest }: T) => ({ ...rest, company: names.get(companyId)?.name ?? null });
  return {
    format: 1,
    account: await deps.accountName(tx),
    currency, scope, frequency: schedule.frequency,
    period: { from: period.from, to: period.to, timeZone },
    asOf: now.toISOString(),
    companies: companies?.length ?? (await deps.companyIdsOf(tx, null)).length,
    nps: {
      current: sums.standing[0]!, previous: sums.standing[1]!, period: sums.given[0]!, before: sums.given[1]!, others: sums.others,
      months: months.map(({ month }, index) => ({ month, standing: sums.standing[index + 2]!, given: sums.given[index + 2]! })),
    },
    loop: { open: loop.open.length, overdue: loop.open.filter((one) => one.overdue).length, kept: loop.kept, of: loop.of, days: Math.round((now.getTime() - loopFrom.getTime()) / DAY_MS) },
    health: { mix: mixOf(known), fell, rose, moves: moves.map(named), reweighted: bands.some((one) => one.reweighted) },
    lost: await lostOf(tx, deps, asked),
    handoffs: { open: handoffs.open, late: handoffs.late.length },
    causes: (await deps.topCauses(tx, { companies, span, language: asked.language })).slice(0, MOST_CAUSES),
    lookAt: lookAt.map(named),
  };
}

/** Who were customers on the days before the period began and ended, and what became of them. */
async function lostOf(tx: Tx, deps: BulletinQuestions, { portalId, companies, period, now }: Asked): Promise<Content['lost']> {
  const began = await deps.customersOn(tx, portalId, shifted(period.from, -1));
  const ended = await deps.customersOn(tx, portalId, shifted(period.to, -1));
  return lostCustomers({ began, ended, companies, now: await deps.areCustomers(tx, began ?? []), wins: await deps.yearlyWins(tx, began ?? [], now) });
}

/** The twelve months up to the one that a period ended in, the last one as far as it has come. */
function monthsUpTo(day: string, timeZone: string, now: Date): { month: string; from: Date; to: Date }[] {
  const last = shifted(day, -1).slice(0, 7);
  const [year, month] = last.split('-').map(Number) as [number, number];
  return Array.from({ length: MONTHS }, (_, index) => {
    const first = (offset: number) => new Date(Date.UTC(year, month - 1 - (MONTHS - 1 - index) + offset, 1)).toISOString().slice(0, 10);
    const ends = midnight(first(1), timeZone);
    return { month: first(0).slice(0, 7), from: midnight(first(0), timeZone), to: ends < now ? ends : now };
  });
}
