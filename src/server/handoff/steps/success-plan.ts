import type { Step } from './index.ts';

/** Objective, proof and day, agreed with the customer. */
export const part: Step = {
  id: 'success-plan',
  leg: 'cs',
  label: { 'pt-BR': 'Plano de sucesso combinado', en: 'Success plan agreed' },
  help: { 'pt-BR': 'Objetivo, prova e data estão escritos e o cliente concordou.', en: 'Objective, proof and day are written, and the customer agrees.' },
  appliesTo: () => true,
  required: ['objective'],
};
