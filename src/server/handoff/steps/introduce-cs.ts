import type { Step } from './index.ts';

/** The customer hears of CS from whoever sold to them. */
export const part: Step = {
  id: 'introduce-cs',
  leg: 'sales',
  label: { 'pt-BR': 'CS apresentado ao cliente', en: 'CS introduced to the customer' },
  help: { 'pt-BR': 'O cliente sabe, por quem vendeu, quem cuida dele a partir de agora.', en: 'The customer knows, from whoever sold it, who looks after them from now on.' },
  appliesTo: () => true,
  required: ['stakeholders'],
};
