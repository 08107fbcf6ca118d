import type { Step } from './index.ts';

/** The registration base of the kick-off, in the system. */
export const part: Step = {
  id: 'data-import',
  leg: 'implementation',
  label: { 'pt-BR': 'Base de cadastro importada', en: 'Registration base imported' },
  help: { 'pt-BR': 'Os dados combinados no kick-off estão no sistema e foram conferidos pelo cliente.', en: 'The data agreed at the kick-off are in the system, and the customer has checked them.' },
  appliesTo: () => true,
  required: [],
};
