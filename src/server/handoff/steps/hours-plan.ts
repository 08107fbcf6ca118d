import type { Step } from './index.ts';

/** Consulting hours are planned before they are used. */
export const part: Step = {
  id: 'hours-plan',
  leg: 'implementation',
  label: { 'pt-BR': 'Plano de uso das horas', en: 'Plan of the hours' },
  help: { 'pt-BR': 'Cada hora comprada tem para que serve e quando.', en: 'Each hour that was bought has its purpose and its day.' },
  appliesTo: () => true,
  required: ['scope'],
};
