import type { SurveyType } from '../scales.ts';

/** 0 is a detractor (Reichheld: 0 to 6, 7 and 8, 9 and 10). */
export const part: SurveyType = {
  id: 'nps',
  label: { 'pt-BR': 'NPS', en: 'NPS' },
  anchors: {
    low: { 'pt-BR': 'Nada provável', en: 'Not at all likely' },
    high: { 'pt-BR': 'Extremamente provável', en: 'Extremely likely' },
  },
  scales: [
    { min: 0, max: 10, topFrom: 9, bottomTo: 6 },
  ],
  kind: 'relational',
};
