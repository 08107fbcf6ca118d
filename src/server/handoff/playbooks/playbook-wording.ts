import type { Language } from '../../../../extensions/contracts/envelope.ts';
import type { NationalHoliday } from '../../lib/brazil-holidays.ts';
import type { CalendarFault } from './calendar.ts';
import type { ChoiceFault } from './company-choices.ts';
import type { PlaybookFault } from './playbook.ts';
import type { Words } from '../../platform/words.ts';

export const copyOf = { 'pt-BR': (name: string) => `${name} (cópia)`, en: (name: string) => `${name} (copy)` } satisfies Record<Language, unknown>;

/** Why a playbook cannot be published. */
export function playbookFault(fault: PlaybookFault, language: Language): string {
  const [pt, en] = {
    'first-leg': ['A primeira etapa, em que vendas conta o que sabe, existe em toda venda: tire a condição dela.', 'The first leg, in which sales tells what it knows, exists for every sale: take its condition off.'],
    'two-legs': ['Pelo menos duas etapas precisam existir em toda venda: tire a condição de uma delas.', 'At least two legs must exist for every sale: take the condition off one of them.'],
    'leg-twice': ['Duas etapas têm o mesmo código.', 'Two legs have the same id.'],
    'step-twice': ['Um passo está duas vezes.', 'A step stands there twice.'],
    'unknown-step': ['A lista de passos mudou: recarregue a página.', 'The list of steps has changed: reload the page.'],
    'no-condition': ['Diga para quais vendas este playbook vale: sem condição ele esconderia os seguintes.', 'Say for which sales this playbook is: without a condition it would hide those after it.'],
    'standard-condition': ['O playbook padrão vale onde nenhum outro vale: ele não tem condição.', 'The standard playbook applies where no other does: it has no condition.'],
    'amounts-crossed': ['O valor mínimo de uma condição é maior que o máximo.', 'The least amount of a condition is above the most.'],
  }[fault] as [string, string];
  return language === 'en' ? en : pt;
}

/** Of a name in a message; the whole of it has a limit. */
const LONGEST_NAME = 60;

/** Why a value of a company property cannot be kept. */
export function choiceFaultText(fault: ChoiceFault, language: Language): string {
  const english = language === 'en';
  if (fault.fault === 'untold') {
    return english ? "HubSpot does not tell the choices of the company's properties now, so what was added cannot be checked: save again in a minute." : 'O HubSpot não informou agora as opções das propriedades da empresa, então não dá para conferir o que foi acrescentado: salve de novo em um minuto.';
  }
  const [property, typed, ...close] = [fault.property, fault.typed, ...fault.close].map((name) => `“${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}”`);
  const likely = close.length === 0 ? '' : english ? ` Close to it: ${close.join(', ')}.` : ` Parecidas: ${close.join(', ')}.`;
  return english
    ? `In HubSpot ${property} has no choice ${typed}.${likely} Write one as HubSpot shows it, or its internal value.`
    : `No HubSpot, ${property} não tem a opção ${typed}.${likely} Escreva uma como o HubSpot mostra, ou o valor interno dela.`;
}

/** Why a calendar cannot be kept. */
export function calendarFaultText(fault: CalendarFault, language: Language): string {
  const english = language === 'en';
  switch (fault.fault) {
    case 'hours': {
      // 4 January 1970 was a Sunday.
      const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + fault.at)));
      return english ? `The hours of ${weekday} cannot be read: write them in order, such as 09:00-12:00, 13:00-18:00.` : `Não dá para ler o horário de ${weekday}: escreva em ordem, como 09:00-12:00, 13:00-18:00.`;
    }
    case 'never-open': return english ? 'At least one day of the week needs hours.' : 'Pelo menos um dia da semana precisa de horário.';
    case 'zone': return english ? 'There is no such time zone.' : 'Não existe esse fuso horário.';
    case 'holiday': return english ? `The holiday ${fault.at} stands there twice, or is no day.` : `O feriado ${fault.at} está duas vezes, ou não é um dia.`;
  }
}

export const offerNames = {
  'pt-BR': { national: (year: number) => `Brasil ${year}: feriados nacionais`, optional: (year: number) => `Brasil ${year}: Carnaval e Corpus Christi` },
  en: { national: (year: number) => `Brazil ${year}: national holidays`, optional: (year: number) => `Brazil ${year}: Carnival and Corpus Christi` },
} satisfies Record<Language, unknown>;

export const holidayNames: Record<NationalHoliday['id'], Words> = {
  'new-year': { 'pt-BR': 'Confraternização Universal', en: 'New Year' },
  'carnival-monday': { 'pt-BR': 'Carnaval (segunda-feira)', en: 'Carnival Monday' },
  'carnival-tuesday': { 'pt-BR': 'Carnaval (terça-feira)', en: 'Carnival Tuesday' },
  'good-friday': { 'pt-BR': 'Paixão de Cristo', en: 'Good Friday' },
  tiradentes: { 'pt-BR': 'Tiradentes', en: 'Tiradentes' },
  'labour-day': { 'pt-BR': 'Dia do Trabalho', en: 'Labour Day' },
  'corpus-christi': { 'pt-BR': 'Corpus Christi', en: 'Corpus Christi' },
  independence: { 'pt-BR': 'Independência do Brasil', en: 'Independence of Brazil' },
  aparecida: { 'pt-BR': 'Nossa Senhora Aparecida', en: 'Our Lady of Aparecida' },
  'all-souls': { 'pt-BR': 'Finados', en: 'All Souls' },
  republic: { 'pt-BR': 'Proclamação da República', en: 'Proclamation of the Republic' },
  'black-awareness': { 'pt-BR': 'Consciência Negra', en: 'Black Awareness Day' },
  christmas: { 'pt-BR': 'Natal', en: 'Christmas' },
};
