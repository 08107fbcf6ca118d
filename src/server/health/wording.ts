import type { Language } from '../../../extensions/contracts/envelope.ts';

/** A whole number with its noun: "1 ticket", "4 tickets". Zero takes the plural, in English as in Portuguese here. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A span of whole days in words; 0 is less than one. */
export function daysInWords(language: Language, days: number): string {
  if (language === 'pt-BR') return days === 0 ? 'menos de um dia' : counted(days, 'dia', 'dias');
  return days === 0 ? 'less than a day' : counted(days, 'day', 'days');
}

/** How many answers, and over which window: the words that follow a figure made of answers. */
export function answersInWindow(language: Language, answers: number): string {
  return language === 'pt-BR'
    ? `em ${counted(answers, 'resposta', 'respostas')} nos últimos 180 dias`
    : `in ${counted(answers, 'answer', 'answers')} over 180 days`;
}
