import { sells } from '../playbooks/condition.ts';
import type { Step } from './index.ts';

/** Two systems talk, where that was sold. */
export const part: Step = {
  id: 'integration',
  leg: 'implementation',
  label: { 'pt-BR': 'Integração funcionando', en: 'Integration at work' },
  help: { 'pt-BR': 'Um registro foi de um sistema ao outro, e o cliente viu.', en: 'A record went from one system to the other, and the customer saw it.' },
  appliesTo: (sale) => sells(sale, 'integra', 'api', 'conector', 'connector') || { 'pt-BR': 'Nenhuma integração foi vendida.', en: 'No integration was sold.' },
  required: [],
};
