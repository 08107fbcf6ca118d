import { writtenDay } from '../calendar.ts';
import { confidenceOf } from '../evidence.ts';
import { answersInWindow } from '../wording.ts';
import type { Signal } from './index.ts';

/** Answers on single contacts vary less between people than NPS: a lighter prior. */
const PRIOR_ANSWERS = 4;

export const part: Signal = {
  id: 'satisfaction',
  label: { 'pt-BR': 'Satisfação (CSAT e CES)', en: 'Satisfaction (CSAT and CES)' },
  defaultWeight: 15,
  halfLifeDays: 30,
  evaluate({ answers }, { dayOf }) {
    const evidence = answers?.satisfaction;
    if (!evidence || evidence.n === 0 || evidence.weight === 0) return null;
    const value = evidence.weighted / evidence.weight;
    return { value, confidence: confidenceOf(evidence, PRIOR_ANSWERS), because: [value, evidence.n, dayOf(evidence.newestAt)] };
  },
  say(language, [value = 0, n = 0, day = 0]) {
    const share = Math.round(value * 100);
    return language === 'pt-BR'
      ? `Nota média de ${share} em 100 ${answersInWindow(language, n)}; a última em ${writtenDay(language, day)}`
      : `Average mark ${share} of 100 ${answersInWindow(language, n)}; the last on ${writtenDay(language, day)}`;
  },
  missing(language) {
    return language === 'pt-BR'
      ? 'Nenhuma resposta de CSAT ou CES em 180 dias: peça uma avaliação após o atendimento'
      : 'No CSAT or CES answer in 180 days: ask for a rating after support';
  },
};
