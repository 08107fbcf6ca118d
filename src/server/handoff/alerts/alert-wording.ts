import type { Language } from '../../../../extensions/contracts/envelope.ts';
import type { Rule, Sight } from './alerts.ts';
import { unnamedDeal } from '../wording.ts';
import type { Words } from '../../platform/words.ts';

type Named = { [language in Language]: (name: string) => string };

const titles: Record<Rule, Named> = {
  'leg-late': { 'pt-BR': (leg) => `Prazo vencido, ${leg}`, en: (leg) => `Overdue, ${leg}` },
  'kick-off-late': { 'pt-BR': () => 'Kick-off atrasado', en: () => 'The kick-off is late' },
  'first-value-late': { 'pt-BR': () => 'Primeiro valor atrasado', en: () => 'First value is late' },
  'promise-broken': { 'pt-BR': () => 'Promessa quebrada', en: () => 'A promise was broken' },
  silence: { 'pt-BR': () => 'Cliente em silêncio desde o kick-off', en: () => 'Customer silent since the kick-off' },
};

/** Since when it is so; a broken promise is so since it was judged. */
const since: Record<Exclude<Rule, 'promise-broken'>, Named> = {
  'leg-late': { 'pt-BR': (day) => `O prazo era ${day}.`, en: (day) => `It was due ${day}.` },
  'kick-off-late': { 'pt-BR': (day) => `Era esperado até ${day}.`, en: (day) => `It was expected by ${day}.` },
  'first-value-late': { 'pt-BR': (day) => `Era esperado até ${day}.`, en: (day) => `It was expected by ${day}.` },
  silence: { 'pt-BR': (day) => `Nenhum contato, chamado, resposta ou acesso desde ${day}.`, en: (day) => `No contact, ticket, answer or log-in since ${day}.` },
};

const quoted: Record<Exclude<Rule, 'leg-late'>, Words> = {
  'kick-off-late': { 'pt-BR': 'O objetivo da venda', en: 'The objective of the sale' },
  'first-value-late': { 'pt-BR': 'O kick-off disse', en: 'The kick-off said' },
  'promise-broken': { 'pt-BR': 'Foi prometido', en: 'It was promised' },
  silence: { 'pt-BR': 'O kick-off disse', en: 'The kick-off said' },
};

/** The task that an alert leaves in HubSpot, in words. */
export function alertTrace(alert: Sight, told: { leg: string; deal: string | null; quote: string | null; timeZone: string; language: Language }): { title: string; body: string[] } {
  const { leg, deal, quote, timeZone, language } = told;
  const { rule } = alert;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(alert.since);
  return {
    title: `${titles[rule][language](leg)}: ${deal ?? unnamedDeal[language]}`,
    body: [
      ...(rule === 'promise-broken' ? [] : [since[rule][language](day)]),
      ...(quote === null || rule === 'leg-late' ? [] : [`${quoted[rule][language]}: ${quote}`]),
    ],
  };
}
