import type { DealFact } from '../facts.ts';
import type { Signal } from './index.ts';

const DAY_MS = 86_400_000;
/** Without movement for longer than this an open deal counts as stalled. */
const STALL_DAYS = 30;
/** Lateness of one deal counts up to here. */
const MAX_LATE_DAYS = 90;
/** A renewal that slips says more than an upsell that does. */
const RENEWAL_WEIGHT = 2;
/** The weighted days of lateness that halve the value. */
const HALVING_DAYS = 60;

export const part: Signal = {
  id: 'deals',
  label: { 'pt-BR': 'Negócios e renovações', en: 'Deals and renewals' },
  defaultWeight: 20,
  halfLifeDays: null,
  evaluate({ company }, { now }) {
    if (!company.hadDeals) return null;
    let load = 0;
    let late = 0;
    let renewals = 0;
    let longest = 0;
    for (const deal of company.openDeals) {
      const days = latenessDays(deal, now);
      if (days === 0) continue;
      late += 1;
      if (deal.renewal) renewals += 1;
      longest = Math.max(longest, days);
      load += Math.min(MAX_LATE_DAYS, days) * (deal.renewal ? RENEWAL_WEIGHT : 1);
    }
    return { value: 2 ** (-load / HALVING_DAYS), confidence: 1, because: [company.openDeals.length, late, renewals, Math.floor(longest)] };
  },
  say(language, [open = 0, late = 0, renewals = 0, days = 0]) {
    if (language === 'pt-BR') {
      if (late === 0) return open === 0 ? 'Nenhum negócio em aberto' : `${open} negócio(s) em aberto, todos em dia`;
      return `${late} de ${open} negócio(s) atrasado(s) ou parado(s), ${renewals} de renovação; o maior atraso: ${days} dia(s)`;
    }
    if (late === 0) return open === 0 ? 'No open deal' : `${open} open deal(s), all on time`;
    return `${late} of ${open} open deal(s) overdue or stalled, ${renewals} of them renewals; the longest by ${days} day(s)`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'A empresa não tem negócios associados: associe contratos e renovações a ela'
      : 'No deal is associated with the company: associate its contracts and renewals';
  },
};

/** Days past the close date or past the stall limit, whichever is more; 0 for a deal on time. */
function latenessDays(deal: DealFact, now: number): number {
  const overdue = deal.closesAt === null ? 0 : (now - deal.closesAt) / DAY_MS;
  const stalled = (now - deal.movedAt) / DAY_MS - STALL_DAYS;
  return Math.max(0, overdue, stalled);
}
