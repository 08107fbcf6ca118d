import type { SurveyType } from '../scales.ts';

/** HubSpot's own CSAT is 0 to 2, where 2 is satisfied. */
export const part: SurveyType = {
  id: 'csat',
  label: { 'pt-BR': 'CSAT', en: 'CSAT' },
  anchors: {
    low: { 'pt-BR': 'Muito insatisfeito', en: 'Very dissatisfied' },
    high: { 'pt-BR': 'Muito satisfeito', en: 'Very satisfied' },
  },
  scales: [
    { min: 1, max: 5, topFrom: 4, bottomTo: 2 },
    { min: 0, max: 2, topFrom: 2, bottomTo: 0 },
    { min: 1, max: 7, topFrom: 6, bottomTo: 3 },
    { min: 1, max: 10, topFrom: 8, bottomTo: 4 },
  ],
  kind: 'transactional',
};
