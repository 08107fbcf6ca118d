import type { Step } from './index.ts';

/** What was signed lies where CS looks for it. */
export const part: Step = {
  id: 'contract-on-record',
  leg: 'sales',
  label: { 'pt-BR': 'Contrato e proposta no registro do negócio', en: 'Contract and proposal on the deal record' },
  help: { 'pt-BR': 'CS abre o negócio e encontra o que foi assinado.', en: 'CS opens the deal and finds what was signed.' },
  appliesTo: () => true,
  required: ['scope'],
};
