import { writtenDay } from '../calendar.ts';
import type { UsageFacts } from '../facts.ts';
import { counted, daysInWords } from '../wording.ts';
import type { Signal } from './index.ts';

const WEEK_DAYS = 7;
/** A log-in on each working day of every seat is full use. */
const FULL_LOGINS = 5;
/** The own measure needs two weeks before it says more than chance. */
const LEAST_BASELINE_DAYS = 14;
/** Growing by half is as good as growing gets. */
const FULL_GROWTH = 1.5;
/** Log-ins added on both sides, so that two after one is no doubling. */
const STEADYING_LOGINS = 3;
/** Figures count in full until they are this old; then their pull halves each half-life. */
const FRESH_DAYS = 1;
const HALF_LIFE_DAYS = 14;
/** From this growth on, its figure says little. */
const MOST_PERCENT = 200;

/** Per whom log-ins are told. */
const PER = { nobody: 0, seat: 1, activeUser: 2 } as const;

/**
 * Level and trend: log-ins a seat and week, 5 being full, and the last week against the company's own four weeks before.
 * Their geometric mean, so that neither makes up for the other; where one is unknown, the other alone.
 */
export const part: Signal = {
  id: 'usage',
  label: { 'pt-BR': 'Uso do produto', en: 'Product usage' },
  defaultWeight: 20,
  halfLifeDays: HALF_LIFE_DAYS,
  feed: 'usage',
  evaluate({ usage }, { now, dayOf }) {
    if (usage === null) return null;
    const value = valueOf(usage);
    if (value === null) return null;
    const staleDays = Math.max(0, dayOf(now) - usage.newestDay - FRESH_DAYS);
    const confidence = (2 ** (-staleDays / HALF_LIFE_DAYS) * usage.recentDays) / WEEK_DAYS;
    return { value, confidence, because: becauseOf(usage) };
  },
  say(language, [logins = 0, days = 0, per = 0, rate = 0, baselineDays = 0, change = 0, newestDay = 0]) {
    const figure = language === 'pt-BR'
      ? `${counted(logins, 'acesso', 'acessos')} em ${daysInWords(language, days)}`
      : `${counted(logins, 'log-in', 'log-ins')} in ${daysInWords(language, days)}`;
    const end = language === 'pt-BR' ? `dados até ${writtenDay(language, newestDay)}` : `figures up to ${writtenDay(language, newestDay)}`;
    return `${figure}${rateInWords(language, per, rate)}${changeInWords(language, baselineDays, change)}; ${end}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'Nenhum dado de uso nos últimos 28 dias: envie acessos por dia pela API de uso'
      : 'No usage figures in 28 days: post log-ins by day to the usage API';
  },
};

/** Whom log-ins are divided by: seats, else the active users; null where neither is known. */
function usersOf({ seats, activeUsers }: UsageFacts): number | null {
  return (seats ?? activeUsers) || null;
}

function valueOf(usage: UsageFacts): number | null {
  const users = usersOf(usage);
  const level = users === null ? null : Math.min(1, weekly(usage) / users / FULL_LOGINS);
  const growth = growthOf(usage);
  if (growth === null) return level;
  // Nobody came at all: that there was little to lose does not help.
  if (usage.recentLogins === 0) return 0;
  const trend = Math.min(1, growth / FULL_GROWTH);
  return level === null ? trend : Math.sqrt(level * trend);
}

function weekly({ recentLogins, recentDays }: UsageFacts): number {
  return (recentLogins * WEEK_DAYS) / recentDays;
}

/** The last days over what the own measure leads to expect of them; null while that is too short. */
function growthOf({ recentLogins, recentDays, baselineLogins, baselineDays }: UsageFacts): number | null {
  if (baselineDays < LEAST_BASELINE_DAYS) return null;
  const expected = (baselineLogins / baselineDays) * recentDays;
  return (recentLogins + STEADYING_LOGINS) / (expected + STEADYING_LOGINS);
}

function becauseOf(usage: UsageFacts): number[] {
  const users = usersOf(usage);
  const per = users === null ? PER.nobody : usage.seats === null ? PER.activeUser : PER.seat;
  const { recentLogins, recentDays, baselineLogins, baselineDays, newestDay } = usage;
  const known = baselineDays >= LEAST_BASELINE_DAYS && baselineLogins > 0;
  const expected = known ? (baselineLogins / baselineDays) * recentDays : 0;
  const change = known ? Math.min(MOST_PERCENT + 1, Math.round(100 * (recentLogins / expected - 1))) : 0;
  return [recentLogins, recentDays, per, users === null ? 0 : recentLogins / users, known ? baselineDays : 0, change, newestDay];
}

function rateInWords(language: 'pt-BR' | 'en', per: number, rate: number): string {
  if (per === PER.nobody) return '';
  const figure = (Math.round(rate * 10) / 10).toLocaleString(language);
  if (per === PER.seat) return language === 'pt-BR' ? ` (${figure} por licença)` : ` (${figure} a seat)`;
  return language === 'pt-BR' ? ` (${figure} por usuário ativo)` : ` (${figure} an active user)`;
}

function changeInWords(language: 'pt-BR' | 'en', baselineDays: number, change: number): string {
  const portuguese = language === 'pt-BR';
  if (baselineDays === 0) return portuguese ? ', ainda sem período próprio de comparação' : ', nothing of its own to compare with yet';
  const measure = portuguese ? `a própria média dos ${baselineDays} dias anteriores` : `its own mean of the ${baselineDays} days before`;
  if (change === 0) return portuguese ? `, igual à ${measure.slice(2)}` : `, the same as ${measure}`;
  if (change > MOST_PERCENT) return portuguese ? `, mais que o triplo d${measure}` : `, more than three times ${measure}`;
  if (portuguese) return `, ${Math.abs(change)}% ${change < 0 ? 'abaixo' : 'acima'} d${measure}`;
  return `, ${Math.abs(change)}% ${change < 0 ? 'below' : 'above'} ${measure}`;
}
