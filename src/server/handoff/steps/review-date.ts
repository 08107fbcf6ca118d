import type { Step } from './index.ts';

/** The first look back has its day. */
export const part: Step = {
  id: 'review-date',
  leg: 'cs',
  label: { 'pt-BR': 'Primeira revisão marcada', en: 'First review in the diary' },
  help: { 'pt-BR': 'Há um dia para olhar, com o cliente, o que já valeu.', en: 'There is a day to look, with the customer, at what it was worth.' },
  appliesTo: () => true,
  required: [],
};
