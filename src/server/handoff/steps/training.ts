import { sells } from '../playbooks/condition.ts';
import type { Step } from './index.ts';

/** Whoever is to use it can, where training was sold. */
export const part: Step = {
  id: 'training',
  leg: 'engagement',
  label: { 'pt-BR': 'Treinamento dado', en: 'Training given' },
  help: { 'pt-BR': 'Quem vai usar fez, sem ajuda, a tarefa principal.', en: 'Whoever is to use it has done the main task without help.' },
  appliesTo: (sale) => sells(sale, 'trein', 'capacita', 'train', 'onboarding') || { 'pt-BR': 'Nenhum treinamento foi vendido.', en: 'No training was sold.' },
  required: [],
};
