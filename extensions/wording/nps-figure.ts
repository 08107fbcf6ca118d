import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  interval: (low: string, high: string) => `de ${low} a ${high} (95% de confiança)`,
  answers: (n: number) => (n === 1 ? '1 resposta' : `${n} respostas`),
  precision: { indicative: 'Indicativo: menos de 30', firm: 'Amostra suficiente' },
  none: 'NPS: ninguém respondeu nos últimos 180 dias.',
  tooFew: (n: number) => `NPS: só ${n === 1 ? '1 resposta' : `${n} respostas`} em 180 dias. Menos de 5 não dão um número confiável: leia as respostas.`,
};

/** The words around one NPS figure. */
export type NpsFigureWording = typeof ptBR;

const en: NpsFigureWording = {
  interval: (low, high) => `from ${low} to ${high} (95% confidence)`,
  answers: (n) => (n === 1 ? '1 answer' : `${n} answers`),
  precision: { indicative: 'Indicative: fewer than 30', firm: 'Enough answers' },
  none: 'NPS: nobody answered in the last 180 days.',
  tooFew: (n) => `NPS: only ${n === 1 ? '1 answer' : `${n} answers`} in 180 days. Fewer than 5 make no reliable number: read the answers.`,
};

export const npsFigureWording: Record<Language, NpsFigureWording> = { 'pt-BR': ptBR, en };
