import type { Language } from '../contracts/envelope.ts';

const ptBR = {
  title: 'O servidor não respondeu: o que você vê pode estar desatualizado',
  again: 'O que está na tela e o que você digitou continuam aqui. O Baton tenta de novo sozinho em alguns segundos.',
  yours: 'O que está na tela e o que você digitou continuam aqui até você recarregar. Salve antes o que não quer perder.',
  reload: 'Recarregar',
};

/** What is said above a view that could not be read again. */
export const behindWording: Record<Language, typeof ptBR> = {
  'pt-BR': ptBR,
  en: {
    title: 'The server did not answer: what you see may be out of date',
    again: 'What is on the screen and what you typed stay here. Baton tries again by itself within seconds.',
    yours: 'What is on the screen and what you typed stay here until you reload. First save what you do not want to lose.',
    reload: 'Reload',
  },
};
