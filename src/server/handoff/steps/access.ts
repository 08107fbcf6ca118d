import type { Step } from './index.ts';

/** Everybody can log in. */
export const part: Step = {
  id: 'access',
  leg: 'engagement',
  label: { 'pt-BR': 'Acessos criados e testados', en: 'Accesses created and tested' },
  help: { 'pt-BR': 'Cada pessoa que vai usar entrou uma vez.', en: 'Everybody who is to use it has logged in once.' },
  appliesTo: () => true,
  required: [],
};
