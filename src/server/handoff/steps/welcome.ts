import type { Step } from './index.ts';

/** The first word of CS. */
export const part: Step = {
  id: 'welcome',
  leg: 'engagement',
  label: { 'pt-BR': 'Contato de boas-vindas', en: 'Welcome contact' },
  help: { 'pt-BR': 'Conversa feita, com a data do kick-off combinada.', en: 'They were talked to, and the day of the kick-off is agreed.' },
  appliesTo: () => true,
  required: [],
};
