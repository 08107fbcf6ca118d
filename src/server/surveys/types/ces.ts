import type { SurveyType } from '../scales.ts';

/** Low 1 to 3, middle 4 and 5, high 6 and 7; other scales are declared by the source. */
export const part: SurveyType = {
  id: 'ces',
  label: { 'pt-BR': 'CES', en: 'CES' },
  anchors: {
    low: { 'pt-BR': 'Muito difícil', en: 'Very difficult' },
    high: { 'pt-BR': 'Muito fácil', en: 'Very easy' },
  },
  scales: [
    { min: 1, max: 7, topFrom: 6, bottomTo: 3 },
  ],
  kind: 'transactional',
};
