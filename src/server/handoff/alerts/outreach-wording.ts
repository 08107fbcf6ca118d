import type { Language } from '../../../../extensions/contracts/envelope.ts';
import type { ContactFacts, NextContact } from './outreach.ts';
import { unnamedDeal } from '../wording.ts';

const words = {
  'pt-BR': {
    title: (number: number, deal: string) => `${number}º contato até o primeiro valor: ${deal}`,
    who: 'Falar com',
    why: 'Por quê: o primeiro valor ainda não foi alcançado',
    after: {
      acceptance: (day: string) => `o cliente foi aceito em ${day}`,
      contact: (day: string) => `o contato anterior foi pedido em ${day}`,
      activity: (day: string) => `o último sinal de vida do cliente foi em ${day}`,
    },
    objective: 'O objetivo da venda',
  },
  en: {
    title: (number: number, deal: string) => `Contact ${number} until first value: ${deal}`,
    who: 'Talk to',
    why: 'Why: first value is not reached yet',
    after: {
      acceptance: (day: string) => `the customer was accepted ${day}`,
      contact: (day: string) => `the contact before was asked for ${day}`,
      activity: (day: string) => `the customer's last sign of life was ${day}`,
    },
    objective: 'The objective of the sale',
  },
} satisfies Record<Language, object>;

/** The task that asks for a contact, in words. */
export function contactTrace(contact: NextContact, told: ContactFacts & { deal: string | null; timeZone: string; language: Language }): { title: string; body: string[] } {
  const { people, objective, deal, timeZone, language } = told;
  const said = words[language];
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(contact.since);
  return {
    title: said.title(contact.number, deal ?? unnamedDeal[language]),
    body: [
      ...people.map((person) => `${said.who}: ${person}`),
      `${said.why}; ${said.after[contact.after](day)}.`,
      ...(objective === null ? [] : [`${said.objective}: ${objective}`]),
    ],
  };
}
