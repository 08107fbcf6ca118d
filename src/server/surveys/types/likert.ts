import type { SurveyType } from '../scales.ts';

/** Negatively worded items are declared `reversed`: 5 reads as 1. */
export const part: SurveyType = {
  id: 'likert',
  label: { 'pt-BR': 'Likert', en: 'Likert' },
  anchors: {
    low: { 'pt-BR': 'Discordo totalmente', en: 'Strongly disagree' },
    high: { 'pt-BR': 'Concordo totalmente', en: 'Strongly agree' },
  },
  scales: [
    { min: 1, max: 5, topFrom: 4, bottomTo: 2 },
    { min: 1, max: 7, topFrom: 5, bottomTo: 3 },
  ],
  kind: 'relational',
};
