import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  title: 'O servidor não respondeu: o que você vê pode estar desatualizado',
  text: 'O que está na tela e o que você digitou continuam aqui. O Baton tenta de novo sozinho em alguns segundos.',
};

/** What is said above a view that could not be read again. */
export const behindWording: Record<Language, typeof ptBR> = {
  'pt-BR': ptBR,
  en: {
    title: 'The server did not answer: what you see may be out of date',
    text: 'What is on the screen and what you typed stay here. Baton tries again by itself within seconds.',
  },
};
