import type { Language } from '../contracts/envelope.ts';
import type { HandoffState } from '../contracts/handoff.ts';

/** Where a handoff stands, in words. */
export const handoffStates: Record<Language, Record<HandoffState, string>> = {
  'pt-BR': {
    draft: 'Rascunho', submitted: 'Aguardando aceite', returned: 'Devolvida', accepted: 'Aceita', 'kick-off': 'Kick-off realizado', implementation: 'Em implantação',
    'first-value': 'Primeiro valor alcançado', done: 'Concluída', cancelled: 'Cancelada', reopened: 'Reaberta',
  },
  en: {
    draft: 'Draft', submitted: 'Waiting for acceptance', returned: 'Returned', accepted: 'Accepted', 'kick-off': 'Kick-off held', implementation: 'In implementation',
    'first-value': 'First value reached', done: 'Done', cancelled: 'Cancelled', reopened: 'Reopened',
  },
};
