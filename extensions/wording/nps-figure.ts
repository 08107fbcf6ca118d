import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  interval: (low: string, high: string) => `de ${low} a ${high} (95% de confiança)`,
  answers: (n: number) => (n === 1 ? '1 resposta' : `${n} respostas`),
  precision: { indicative: 'Indicativo', firm: 'Amostra suficiente' },
  none: 'Ninguém respondeu nos últimos 180 dias.',
  tooFew: (n: number) => `Só ${n === 1 ? '1 resposta' : `${n} respostas`} em 180 dias: ainda não dá um número. Leia cada uma.`,
};

/** The words around one NPS figure. */
export type NpsFigureWording = typeof ptBR;

const en: NpsFigureWording = {
  interval: (low, high) => `from ${low} to ${high} (95% confidence)`,
  answers: (n) => (n === 1 ? '1 answer' : `${n} answers`),
  precision: { indicative: 'Indicative', firm: 'Enough answers' },
  none: 'Nobody answered in the last 180 days.',
  tooFew: (n) => `Only ${n === 1 ? '1 answer' : `${n} answers`} in 180 days: too few for a number. Read each of them.`,
};

export const npsFigureWording: Record<Language, NpsFigureWording> = { 'pt-BR': ptBR, en };
