import { writtenDay } from '../calendar.ts';
import { confidenceOf } from '../evidence.ts';
import { answersInWindow, counted } from '../wording.ts';
import type { Signal } from './index.ts';

/** As many answers at the reference as the prior is worth; empirical Bayes gives 4 to 10 for account NPS. */
const PRIOR_ANSWERS = 6;
/** Fewer answers are told, not summed up in a number (adjusted-Wald intervals are wider than 60 points below). */
const FEW = 5;

export const part: Signal = {
  id: 'nps',
  label: { 'pt-BR': 'NPS relacional', en: 'Relational NPS' },
  // NPS predicts churn modestly and unevenly between trades: its weight starts low and has to be earned.
  defaultWeight: 10,
  halfLifeDays: 120,
  evaluate({ answers }, { dayOf }) {
    const nps = answers?.nps;
    if (!nps || nps.n === 0 || nps.weight === 0) return null;
    return {
      value: nps.weighted / nps.weight,
      confidence: confidenceOf(nps, PRIOR_ANSWERS),
      because: [nps.n, nps.promoters, nps.detractors, dayOf(nps.newestAt)],
    };
  },
  say(language, [n = 0, promoters = 0, detractors = 0, day = 0]) {
    const nps = Math.round((100 * (promoters - detractors)) / n);
    const signed = nps > 0 ? `+${nps}` : String(nps);
    const when = writtenDay(language, day);
    if (language === 'pt-BR') {
      const figure = n < FEW ? `${counted(promoters, 'promotor', 'promotores')} e ${counted(detractors, 'detrator', 'detratores')}` : `NPS ${signed}`;
      return `${figure} ${answersInWindow(language, n)}; a última em ${when}`;
    }
    const figure = n < FEW ? `${counted(promoters, 'promoter', 'promoters')} and ${counted(detractors, 'detractor', 'detractors')}` : `NPS ${signed}`;
    return `${figure} ${answersInWindow(language, n)}; the last on ${when}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'Nenhuma resposta de NPS relacional em 180 dias: envie uma pesquisa'
      : 'No relational NPS answer in 180 days: send a survey';
  },
};
