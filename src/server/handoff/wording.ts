import type { Language } from '../../../extensions/contracts/envelope.ts';
import type { HandoffField, KickOffSection } from '../../../extensions/contracts/handoff.ts';
import { moneyText } from '../lib/money.ts';
import type { Effect, Fault } from './machine.ts';
import type { Words } from '../platform/words.ts';

export const fieldNames: Record<HandoffField, Words> = {
  whyBought: { 'pt-BR': 'Por que comprou', en: 'Why they bought' },
  objective: { 'pt-BR': 'Objetivo principal', en: 'Main objective' },
  promises: { 'pt-BR': 'Promessas da venda', en: 'Promises of the sale' },
  stakeholders: { 'pt-BR': 'Pessoas envolvidas', en: 'Stakeholders' },
  scope: { 'pt-BR': 'Escopo contratado', en: 'Scope' },
  risks: { 'pt-BR': 'Riscos', en: 'Risks' },
  competitor: { 'pt-BR': 'Concorrente', en: 'Competitor' },
};

export const sectionNames: Record<KickOffSection, Words> = {
  projectOwners: { 'pt-BR': 'Responsáveis pelo projeto', en: 'Project owners' },
  journey: { 'pt-BR': 'Jornada', en: 'Journey' },
  serviceChannels: { 'pt-BR': 'Canais de atendimento', en: 'Service channels' },
  firstSteps: { 'pt-BR': 'Primeiros passos', en: 'First steps' },
  registrationBase: { 'pt-BR': 'Base de cadastro', en: 'Registration base' },
  scenario: { 'pt-BR': 'Cenário atual e objetivo', en: 'Present scenario and objective' },
};

/** Titles of the tasks and notes that HubSpot gets. */
export const traceTitles: Record<(Effect & { kind: 'task' | 'note' })['about'], { [language in Language]: (deal: string) => string }> = {
  review: { 'pt-BR': (deal) => `Revisar a passagem de bastão: ${deal}`, en: (deal) => `Review the handoff: ${deal}` },
  mend: { 'pt-BR': (deal) => `Passagem devolvida, completar: ${deal}`, en: (deal) => `Handoff returned, complete it: ${deal}` },
  'kick-off': { 'pt-BR': (deal) => `Agendar e conduzir o kick-off: ${deal}`, en: (deal) => `Schedule and hold the kick-off: ${deal}` },
  'first-value': { 'pt-BR': (deal) => `Levar o cliente ao primeiro valor: ${deal}`, en: (deal) => `Bring the customer to first value: ${deal}` },
  accepted: { 'pt-BR': (deal) => `Passagem de bastão aceita: ${deal}`, en: (deal) => `Handoff accepted: ${deal}` },
  minutes: { 'pt-BR': (deal) => `Ata do kick-off: ${deal}`, en: (deal) => `Kick-off minutes: ${deal}` },
  'value-reached': { 'pt-BR': (deal) => `Primeiro valor alcançado: ${deal}`, en: (deal) => `First value reached: ${deal}` },
  cancelled: { 'pt-BR': (deal) => `Passagem de bastão cancelada: ${deal}`, en: (deal) => `Handoff cancelled: ${deal}` },
};

export const notApplicable: Words = { 'pt-BR': 'não se aplica', en: 'not applicable' };
/** Why Baton cancels a draft by itself. */
export const lostReason: Words = { 'pt-BR': 'O negócio foi perdido no HubSpot.', en: 'The deal was lost in HubSpot.' };
export const unnamedDeal: Words = { 'pt-BR': 'negócio sem nome', en: 'unnamed deal' };

/** Why a leg that is bought by the hour is skipped: by the deal's line items, or by its name where there are none to go by. */
export const notBought: Record<'byItems' | 'byName', Words> = {
  byItems: { 'pt-BR': 'Nenhum item de linha do negócio é de horas de implantação.', en: "None of the deal's line items is of implementation hours." },
  byName: { 'pt-BR': 'Não há itens de linha para conferir, e o nome do negócio não fala de implantação.', en: 'There are no line items to go by, and the name of the deal speaks of no implementation.' },
};

/** Why a step is refused and what to do, in English; cards say it in the reader's language. */
export const faults: Record<Fault | 'unknown-step', string> = {
  'unknown-step': 'This handoff has no such step on its checklist: reload the page.',
  ended: 'This handoff has ended: reopen it first.',
  'not-ended': 'This handoff is under way: there is nothing to reopen.',
  'offered-already': 'The baton is offered to the next leg already: it must be accepted or returned first.',
  'not-offered': 'Nothing waits to be accepted: reload the page.',
  incomplete: 'Something required is missing: fill what is named.',
  'no-gap': 'A handoff is returned for at least one gap: name what is missing.',
  'no-reason': 'A reason is needed.',
  'last-leg': 'There is no next leg: complete the handoff instead.',
  'not-accepted': 'The handoff must be accepted first.',
  'no-kick-off': 'The last leg takes over after the kick-off: hold it first.',
  'kick-off-held': 'The kick-off was held already.',
  'first-value-reached': 'First value was recorded already.',
  'no-first-value': 'Record first value before the handoff is completed.',
  'not-last-leg': 'The baton has legs to go: pass it on instead.',
  'unknown-leg': 'This handoff has no such leg: reload the page.',
  'leg-begun': 'The turn of this leg has come: it can be neither skipped nor brought back, nor assigned once it has passed the baton on.',
  'only-leg': 'Somebody must take the baton: the last leg cannot be skipped.',
  'in-future': 'First value is a day that has been, not one to come.',
  unchanged: 'This is so already.',
  'paused-already': 'The clock stands already: somebody paused it.',
  'not-paused': 'The clock runs: there is no pause to end.',
};

/** Why a sale is not as a condition asks; the reader is whoever wonders where a leg or a playbook went. */
export const unmetReasons = {
  'pt-BR': {
    pipeline: 'O negócio está em outro pipeline.',
    noAmount: 'O negócio não tem valor.',
    below: (limit: number, currency: string) => `O valor do negócio é menor que ${moneyText(limit, currency, 'pt-BR')}.`,
    above: (limit: number, currency: string) => `O valor do negócio é maior que ${moneyText(limit, currency, 'pt-BR')}.`,
    companyUnread: (property: string) => `O HubSpot ainda não informou “${property}” da empresa.`,
    company: (property: string, wanted: string) => `“${property}” da empresa não é nenhum destes: ${wanted}.`,
    noItems: 'O negócio não tem itens de linha.',
    notNamed: (words: string) => `O nome do negócio, que não tem itens de linha, não fala de: ${words}.`,
    notSold: (words: string) => `Nenhum item de linha fala de: ${words}.`,
    tooFew: (sold: number, wanted: number) => `Foram vendidas ${number(sold, 'pt-BR')} unidades, e são precisas ${number(wanted, 'pt-BR')}.`,
  },
  en: {
    pipeline: 'The deal is in another pipeline.',
    noAmount: 'The deal has no amount.',
    below: (limit: number, currency: string) => `The amount of the deal is below ${moneyText(limit, currency, 'en')}.`,
    above: (limit: number, currency: string) => `The amount of the deal is above ${moneyText(limit, currency, 'en')}.`,
    companyUnread: (property: string) => `HubSpot has not told the company's “${property}” yet.`,
    company: (property: string, wanted: string) => `The company's “${property}” is none of these: ${wanted}.`,
    noItems: 'The deal has no line items.',
    notNamed: (words: string) => `The name of the deal, which has no line items, speaks of none of: ${words}.`,
    notSold: (words: string) => `No line item speaks of: ${words}.`,
    tooFew: (sold: number, wanted: number) => `${number(sold, 'en')} units were sold, and ${number(wanted, 'en')} are needed.`,
  },
} satisfies Record<Language, object>;

function number(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}
