import { writtenDay } from '../calendar.ts';
import type { JourneyAlert } from '../facts.ts';
import { daysInWords } from '../wording.ts';
import type { Signal } from './index.ts';

const DAY_MS = 86_400_000;
/** A milestone that is late by so much halves the value, and again as late again. */
const HALVING_DAYS = { 'kick-off-late': 14, 'first-value-late': 14, silence: 28 } as const;
/** Later than this does not count for more. */
const MOST_HALVINGS = 4;
/** A broken promise halves the value; it gets no worse by age. */
const BROKEN = 1;
/** What a handoff was says less and less once it is over: by half each so many days. */
const HALF_LIFE_DAYS = 90;

const NOTHING = 0;
const CODES = { 'kick-off-late': 1, 'first-value-late': 2, 'promise-broken': 3, silence: 4 } as const satisfies Record<JourneyAlert['rule'], number>;

/** Deviations of the way that was agreed with a new customer: each halves the value, and they add up. */
export const part: Signal = {
  id: 'onboarding',
  label: { 'pt-BR': 'Onboarding: prazos e promessas', en: 'Onboarding: dates and promises' },
  defaultWeight: 15,
  halfLifeDays: HALF_LIFE_DAYS,
  feed: 'handoffs',
  evaluate({ journey }, { now, dayOf }) {
    if (journey === null) return null;
    const { alerts, endedAt } = journey;
    const confidence = endedAt === null ? 1 : 2 ** (-Math.max(0, now - endedAt) / DAY_MS / HALF_LIFE_DAYS);
    if (alerts.length === 0) return { value: 1, confidence, because: [NOTHING, endedAt === null ? 0 : dayOf(endedAt), 0] };
    const loads = alerts.map((alert) => loadOf(alert, now));
    const worst = alerts[loads.indexOf(Math.max(...loads))]!;
    const value = 2 ** -loads.reduce((sum, load) => sum + load, 0);
    return { value, confidence, because: [CODES[worst.rule], Math.floor(daysSince(worst, now)), alerts.length - 1], quote: worst.quote };
  },
  say(language, [code = NOTHING, days = 0, others = 0], quote) {
    if (code === NOTHING) return inOrder[language](days === 0 ? null : writtenDay(language, days));
    const rule = (Object.keys(CODES) as JourneyAlert['rule'][]).find((one) => CODES[one] === code)!;
    const what = told[language][rule](daysInWords(language, days));
    return `${what}${quote === null ? '' : `; ${quoted[language][rule]}: “${quote}”`}${others === 0 ? '' : more[language](others)}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'Nenhuma passagem de vendas para CS foi aceita: comece uma no cartão do negócio'
      : 'No handoff from sales to CS was accepted: start one on the deal\'s card';
  },
};

function daysSince({ since }: JourneyAlert, now: number): number {
  return Math.max(0, (now - since) / DAY_MS);
}

function loadOf(alert: JourneyAlert, now: number): number {
  return alert.rule === 'promise-broken' ? BROKEN : Math.min(MOST_HALVINGS, daysSince(alert, now) / HALVING_DAYS[alert.rule]);
}

const inOrder = {
  'pt-BR': (ended: string | null) => (ended === null ? 'Em andamento: nenhum marco atrasado, nenhuma promessa quebrada' : `Concluído em ${ended}, sem promessa quebrada`),
  en: (ended: string | null) => (ended === null ? 'Under way: no milestone is late, no promise was broken' : `Completed on ${ended}, no promise was broken`),
};

const told = {
  'pt-BR': {
    'kick-off-late': (days: string) => `O kick-off está atrasado há ${days}`,
    'first-value-late': (days: string) => `O primeiro valor está atrasado há ${days}`,
    'promise-broken': (days: string) => `Uma promessa foi quebrada há ${days}`,
    silence: (days: string) => `Nenhum sinal do cliente há ${days}, desde o kick-off`,
  },
  en: {
    'kick-off-late': (days: string) => `The kick-off is ${days} late`,
    'first-value-late': (days: string) => `First value is ${days} late`,
    'promise-broken': (days: string) => `A promise was broken ${days} ago`,
    silence: (days: string) => `No sign of the customer for ${days}, since the kick-off`,
  },
} as const;

const quoted = {
  'pt-BR': { 'kick-off-late': 'o objetivo da venda', 'first-value-late': 'o kick-off disse', 'promise-broken': 'foi prometido', silence: 'o kick-off disse' },
  en: { 'kick-off-late': 'the sale\'s objective', 'first-value-late': 'the kick-off said', 'promise-broken': 'it was promised', silence: 'the kick-off said' },
} as const;

const more = {
  'pt-BR': (others: number) => (others === 1 ? ', e mais 1 desvio' : `, e mais ${others} desvios`),
  en: (others: number) => (others === 1 ? ', and 1 other deviation' : `, and ${others} other deviations`),
};
