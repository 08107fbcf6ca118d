import type { SubscriptionState } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';

const ptBR = {
  frequency: 'Frequência',
  day: 'Dia',
  time: 'Hora',
  zone: 'Fuso',
  language: 'Idioma',
  companies: 'Empresas',
  state: 'Recebimento',
  states: { on: 'ativo', revoked: 'retirado', unsubscribed: 'cancelado por quem recebia' } as Record<SubscriptionState, string>,
  letter: 'Teste',
  letters: { waiting: 'enviado', 'no-channel': 'não enviado: sem canal de e-mail' } as Record<string, string>,
};

/** What the audit trail calls the parts of a subscription. */
export const auditWords: Record<Language, typeof ptBR> = {
  'pt-BR': ptBR,
  en: {
    frequency: 'Frequency',
    day: 'Day',
    time: 'Time',
    zone: 'Time zone',
    language: 'Language',
    companies: 'Companies',
    state: 'Subscription',
    states: { on: 'on', revoked: 'taken out', unsubscribed: 'left by its reader' },
    letter: 'Test',
    letters: { waiting: 'sent', 'no-channel': 'not sent: no e-mail channel' },
  },
};
