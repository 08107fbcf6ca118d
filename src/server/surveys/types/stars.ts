import type { SurveyType } from '../scales.ts';

/** The top two boxes are 4 and 5 stars. */
export const part: SurveyType = {
  id: 'stars',
  label: { 'pt-BR': 'Estrelas', en: 'Stars' },
  anchors: {
    low: { 'pt-BR': '1 estrela', en: '1 star' },
    high: { 'pt-BR': '5 estrelas', en: '5 stars' },
  },
  scales: [
    { min: 1, max: 5, topFrom: 4, bottomTo: 2 },
  ],
  kind: 'transactional',
};
