import type { DealFact } from '../facts.ts';
import { counted, daysInWords } from '../wording.ts';
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
    if (late > 0) return (language === 'pt-BR' ? latePortuguese : lateEnglish)({ open, late, renewals, delay: daysInWords(language, days) });
    if (language === 'pt-BR') return open === 0 ? 'Nenhum negócio em aberto' : `${counted(open, 'negócio em aberto', 'negócios em aberto')}, sem atraso`;
    return open === 0 ? 'No open deal' : `${counted(open, 'open deal', 'open deals')}, none late`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'A empresa não tem negócios associados: associe contratos e renovações a ela'
      : 'No deal is associated with the company: associate its contracts and renewals';
  },
};

interface Late {
  open: number;
  late: number;
  renewals: number;
  delay: string;
}

function latePortuguese({ open, late, renewals, delay }: Late): string {
  const which = open === 1 ? 'O único negócio em aberto' : `${late} de ${open} negócios em aberto`;
  if (late === 1) return `${which} está atrasado ou parado${renewals === 1 ? ', e é uma renovação' : ''}: ${delay} de atraso`;
  return `${which} estão atrasados ou parados${renewals > 0 ? `, ${renewals} de renovação` : ''}: até ${delay} de atraso`;
}

function lateEnglish({ open, late, renewals, delay }: Late): string {
  const which = open === 1 ? 'The only open deal' : `${late} of ${open} open deals`;
  if (late === 1) return `${which} is overdue or stalled${renewals === 1 ? ', and it is a renewal' : ''}: ${delay} late`;
  return `${which} are overdue or stalled${renewals > 0 ? `, ${counted(renewals, 'renewal', 'renewals')} among them` : ''}: up to ${delay} late`;
}

/** Days past the close date or past the stall limit, whichever is more; 0 for a deal on time. */
function latenessDays(deal: DealFact, now: number): number {
  const overdue = deal.closesAt === null ? 0 : (now - deal.closesAt) / DAY_MS;
  const stalled = (now - deal.movedAt) / DAY_MS - STALL_DAYS;
  return Math.max(0, overdue, stalled);
}
